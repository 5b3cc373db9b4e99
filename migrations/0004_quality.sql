-- Service quality: what customers and colleagues saw, what was promised to a customer, and what the month makes of it.

-- Teams: a team lead or shift lead answers for the members' level.

CREATE TABLE team (
  id                INTEGER PRIMARY KEY,
  name              TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
  lead_employee_id  INTEGER NOT NULL REFERENCES employee (id),
  created_at        TEXT NOT NULL
) STRICT;
-- until_day is the last day of membership, empty for a present member.
CREATE TABLE team_membership (
  id           INTEGER PRIMARY KEY,
  team_id      INTEGER NOT NULL REFERENCES team (id),
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  from_day     TEXT NOT NULL CHECK (length(from_day) = 10),
  until_day    TEXT CHECK (length(until_day) = 10),
  CHECK (until_day IS NULL OR from_day <= until_day)
) STRICT;
CREATE UNIQUE INDEX team_membership_now ON team_membership (employee_id) WHERE until_day IS NULL;

-- Key moments: one row of set-up each. A norm belongs to a core need, the guidepost is what the employee is reminded of.

CREATE TABLE moment (
  code          TEXT PRIMARY KEY CHECK (code IN ('greeting', 'ticket', 'waiting', 'understanding', 'result', 'money',
                  'farewell', 'recovery', 'callback', 'overall')),
  position      INTEGER NOT NULL,
  name_zh       TEXT NOT NULL, name_en       TEXT NOT NULL,
  core_need_zh  TEXT NOT NULL, core_need_en  TEXT NOT NULL,
  norm_zh       TEXT NOT NULL, norm_en       TEXT NOT NULL,
  guidepost_zh  TEXT NOT NULL, guidepost_en  TEXT NOT NULL,
  question_zh   TEXT NOT NULL, question_en   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A question put to a customer. It is asked on one screen, and open until expires_at.
CREATE TABLE prompt (
  id           INTEGER PRIMARY KEY,
  ticket_id    INTEGER NOT NULL REFERENCES ticket (id),
  moment       TEXT NOT NULL REFERENCES moment (code),
  why_shown    TEXT NOT NULL CHECK (why_shown IN ('end', 'random', 'diary', 'case')),
  place        TEXT NOT NULL CHECK (place IN ('kiosk', 'phone', 'pad', 'tablet', 'api')),
  counter_id   INTEGER REFERENCES counter (id),
  employee_id  INTEGER REFERENCES employee (id),
  shown_at     TEXT NOT NULL,
  expires_at   TEXT NOT NULL
) STRICT;
CREATE INDEX prompt_ticket ON prompt (ticket_id, moment);
CREATE INDEX prompt_shown ON prompt (shown_at);

-- One tap. prompt_id is empty for imported ones only; employee_id is who it is credited to, empty: the hall.
CREATE TABLE rating (
  id           INTEGER PRIMARY KEY,
  prompt_id    INTEGER REFERENCES prompt (id),
  ticket_id    INTEGER NOT NULL REFERENCES ticket (id),
  moment       TEXT NOT NULL REFERENCES moment (code),
  value        INTEGER NOT NULL CHECK (value BETWEEN 1 AND 5),
  answered_at  TEXT NOT NULL,
  undone_at    TEXT,
  reason       TEXT,
  employee_id  INTEGER REFERENCES employee (id),
  is_imported  INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1)),
  CHECK ((prompt_id IS NULL) = (is_imported = 1)),
  CHECK (reason IS NULL OR value <= 2)
) STRICT;
CREATE INDEX rating_ticket ON rating (ticket_id, moment);
CREATE UNIQUE INDEX rating_of_prompt ON rating (prompt_id) WHERE undone_at IS NULL AND prompt_id IS NOT NULL;
CREATE UNIQUE INDEX rating_imported ON rating (ticket_id, moment) WHERE is_imported = 1;

-- What staff saw and heard themselves. It never enters customers' means.
CREATE TABLE observed_moment (
  id           INTEGER PRIMARY KEY,
  moment       TEXT NOT NULL REFERENCES moment (code),
  kind         TEXT NOT NULL CHECK (kind IN ('complaint', 'praise')),
  note         TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 500),
  ticket_id    INTEGER REFERENCES ticket (id),
  employee_id  INTEGER REFERENCES employee (id),
  observed_by  INTEGER NOT NULL REFERENCES employee (id),
  observed_at  TEXT NOT NULL
) STRICT;
CREATE INDEX observed_moment_time ON observed_moment (observed_at);

-- A low tap asks for the duty manager. `withdrawn`: the customer took the tap back.
CREATE TABLE recovery_task (
  id         INTEGER PRIMARY KEY,
  rating_id  INTEGER NOT NULL UNIQUE REFERENCES rating (id),
  ticket_id  INTEGER NOT NULL REFERENCES ticket (id),
  raised_at  TEXT NOT NULL,
  taken_at   TEXT,
  taken_by   INTEGER REFERENCES employee (id),
  closed_at  TEXT,
  closed_by  INTEGER REFERENCES employee (id),
  outcome    TEXT CHECK (outcome IN ('recovered', 'not_recovered', 'gone', 'withdrawn')),
  note       TEXT NOT NULL DEFAULT '',
  CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  CHECK ((taken_at IS NULL) = (taken_by IS NULL))
) STRICT;
CREATE INDEX recovery_task_open ON recovery_task (raised_at) WHERE closed_at IS NULL;

-- What customers would like, heard at the desk.
CREATE TABLE heard_wish (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('suggestion', 'unmet_need')),
  note        TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  service_id  INTEGER REFERENCES service (id),
  ticket_id   INTEGER REFERENCES ticket (id),
  heard_by    INTEGER NOT NULL REFERENCES employee (id),
  heard_at    TEXT NOT NULL
) STRICT;
CREATE INDEX heard_wish_time ON heard_wish (heard_at);

-- Whoever knows the guideposts by heart has them quiet.
CREATE TABLE quiet_guidepost (
  employee_id  INTEGER PRIMARY KEY REFERENCES employee (id),
  since        TEXT NOT NULL
) STRICT;

-- The best answer to a frequent question.
CREATE TABLE answer_card (
  id           INTEGER PRIMARY KEY,
  service_id   INTEGER NOT NULL REFERENCES service (id),
  question_zh  TEXT NOT NULL, question_en  TEXT NOT NULL,
  answer_zh    TEXT NOT NULL, answer_en    TEXT NOT NULL,
  position     INTEGER NOT NULL,
  is_active    INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  changed_at   TEXT NOT NULL
) STRICT;
CREATE INDEX answer_card_service ON answer_card (service_id, position);

-- Daily checks. A sheet is never edited: a change is a new version, valid from a day on.

CREATE TABLE sheet (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('clerk', 'greeter', 'shift_lead', 'environment')),
  version     INTEGER NOT NULL CHECK (version >= 1),
  valid_from  TEXT NOT NULL CHECK (length(valid_from) = 10),
  created_at  TEXT NOT NULL,
  created_by  INTEGER REFERENCES employee (id),
  UNIQUE (kind, version)
) STRICT;
CREATE TABLE sheet_item (
  id        INTEGER PRIMARY KEY,
  sheet_id  INTEGER NOT NULL REFERENCES sheet (id),
  code      TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  name_zh   TEXT NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 80),
  name_en   TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 80),
  weight    INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 100),
  position  INTEGER NOT NULL,
  UNIQUE (sheet_id, code)
) STRICT;

-- The plan of a day's checks: made once from a recorded seed, so that it can be made again and compared.
CREATE TABLE check_plan (
  business_day  TEXT PRIMARY KEY CHECK (length(business_day) = 10),
  seed          TEXT NOT NULL,
  made_at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- `first_id`: the planned check that this one doubles, by another inspector who does not see the first.
CREATE TABLE planned_check (
  id            INTEGER PRIMARY KEY,
  business_day  TEXT NOT NULL REFERENCES check_plan (business_day),
  employee_id   INTEGER NOT NULL REFERENCES employee (id),
  inspector_id  INTEGER NOT NULL REFERENCES employee (id),
  due_at        TEXT NOT NULL,
  first_id      INTEGER REFERENCES planned_check (id),
  dropped_at    TEXT,
  drop_reason   TEXT,
  CHECK (employee_id <> inspector_id),
  CHECK ((dropped_at IS NULL) = (drop_reason IS NULL))
) STRICT;
CREATE INDEX planned_check_day ON planned_check (business_day, due_at);

-- One spot check. No employee: the hall's environment. What was marked stands in its versions.
CREATE TABLE spot_check (
  id            INTEGER PRIMARY KEY,
  sheet_id      INTEGER NOT NULL REFERENCES sheet (id),
  employee_id   INTEGER REFERENCES employee (id),
  inspector_id  INTEGER NOT NULL REFERENCES employee (id),
  business_day  TEXT NOT NULL CHECK (length(business_day) = 10),
  started_at    TEXT NOT NULL,
  checked_at    TEXT NOT NULL,
  planned_id    INTEGER UNIQUE REFERENCES planned_check (id),
  is_imported   INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1)),
  CHECK (employee_id IS NULL OR employee_id <> inspector_id)
) STRICT;
CREATE INDEX spot_check_day ON spot_check (business_day);
CREATE UNIQUE INDEX spot_check_imported ON spot_check (employee_id, inspector_id, checked_at) WHERE is_imported = 1;
-- The highest version is in force. Version 1 has no reason, every later one has.
CREATE TABLE check_version (
  id          INTEGER PRIMARY KEY,
  check_id    INTEGER NOT NULL REFERENCES spot_check (id),
  version     INTEGER NOT NULL CHECK (version >= 1),
  entered_at  TEXT NOT NULL,
  entered_by  INTEGER NOT NULL REFERENCES employee (id),
  reason      TEXT,
  UNIQUE (check_id, version),
  CHECK ((version = 1) = (reason IS NULL))
) STRICT;
-- mark: 1, 0.5, 0, or NULL for not applicable.
CREATE TABLE check_mark (
  version_id  INTEGER NOT NULL REFERENCES check_version (id),
  item_id     INTEGER NOT NULL REFERENCES sheet_item (id),
  mark        REAL CHECK (mark IN (0, 0.5, 1)),
  reason      TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
  PRIMARY KEY (version_id, item_id),
  CHECK (mark IS NULL OR mark = 1 OR length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE check_photo (
  id        INTEGER PRIMARY KEY,
  check_id  INTEGER NOT NULL REFERENCES spot_check (id),
  item_id   INTEGER NOT NULL REFERENCES sheet_item (id),
  kind      TEXT NOT NULL CHECK (kind IN ('image/jpeg', 'image/png', 'image/webp')),
  content   BLOB NOT NULL CHECK (length(content) <= 2097152),
  added_at  TEXT NOT NULL
) STRICT;
CREATE INDEX check_photo_check ON check_photo (check_id);
-- The checked employee has seen the marks of this version.
CREATE TABLE check_acknowledgement (
  version_id       INTEGER PRIMARY KEY REFERENCES check_version (id),
  acknowledged_at  TEXT NOT NULL
) STRICT;
-- An appeal against one item. Upheld: a new version of the check carries the new mark.
CREATE TABLE check_appeal (
  id           INTEGER PRIMARY KEY,
  check_id     INTEGER NOT NULL REFERENCES spot_check (id),
  item_id      INTEGER NOT NULL REFERENCES sheet_item (id),
  grounds      TEXT NOT NULL CHECK (length(grounds) BETWEEN 1 AND 500),
  appealed_at  TEXT NOT NULL,
  answered_at  TEXT,
  answered_by  INTEGER REFERENCES employee (id),
  is_upheld    INTEGER CHECK (is_upheld IN (0, 1)),
  answer       TEXT,
  CHECK ((answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (is_upheld IS NULL))
) STRICT;
CREATE UNIQUE INDEX check_appeal_open ON check_appeal (check_id, item_id) WHERE answered_at IS NULL;

-- Follow-ups: cases that outlive the ticket.

-- Personal data stands here alone, encrypted, and goes a day after the case is closed.
CREATE TABLE customer_contact (
  id               INTEGER PRIMARY KEY,
  phone_encrypted  TEXT,
  phone_masked     TEXT NOT NULL,
  customer_key     TEXT,
  recorded_at      TEXT NOT NULL,
  cleared_at       TEXT
) STRICT;
CREATE INDEX customer_contact_key ON customer_contact (customer_key) WHERE customer_key IS NOT NULL;

-- Praise has no owner's deadline: it is recorded and shown. `reply_at`: a technical case was answered on the spot.
CREATE TABLE follow_up (
  id                 INTEGER PRIMARY KEY,
  kind               TEXT NOT NULL CHECK (kind IN ('complaint', 'technical', 'unfinished', 'suggestion', 'praise')),
  state              TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  summary            TEXT NOT NULL CHECK (length(summary) BETWEEN 1 AND 1000),
  ticket_id          INTEGER REFERENCES ticket (id),
  service_id         INTEGER REFERENCES service (id),
  contact_id         INTEGER REFERENCES customer_contact (id),
  praised_id         INTEGER REFERENCES employee (id),
  opened_at          TEXT NOT NULL,
  opened_by          INTEGER NOT NULL REFERENCES employee (id),
  first_owner_id     INTEGER NOT NULL REFERENCES employee (id),
  owner_id           INTEGER NOT NULL REFERENCES employee (id),
  due_at             TEXT,
  reply              TEXT,
  reply_at           TEXT,
  resolution         TEXT,
  closed_at          TEXT,
  closed_by          INTEGER REFERENCES employee (id),
  first_answered_at  TEXT,
  reopened_count     INTEGER NOT NULL DEFAULT 0,
  CHECK ((closed_at IS NULL) = (state = 'open')),
  CHECK ((kind = 'praise') = (due_at IS NULL)),
  CHECK ((reply_at IS NULL) = (reply IS NULL))
) STRICT;
CREATE INDEX follow_up_open ON follow_up (due_at) WHERE closed_at IS NULL;
CREATE INDEX follow_up_ticket ON follow_up (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX follow_up_opened ON follow_up (opened_at);
CREATE INDEX follow_up_closed ON follow_up (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX follow_up_contact ON follow_up (contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE hand_over (
  id            INTEGER PRIMARY KEY,
  follow_up_id  INTEGER NOT NULL REFERENCES follow_up (id),
  from_id       INTEGER NOT NULL REFERENCES employee (id),
  to_id         INTEGER NOT NULL REFERENCES employee (id),
  offered_at    TEXT NOT NULL,
  note          TEXT NOT NULL DEFAULT '',
  answered_at   TEXT,
  is_accepted   INTEGER CHECK (is_accepted IN (0, 1)),
  CHECK (from_id <> to_id),
  CHECK ((answered_at IS NULL) = (is_accepted IS NULL))
) STRICT;
CREATE INDEX hand_over_follow_up ON hand_over (follow_up_id);
CREATE UNIQUE INDEX hand_over_open ON hand_over (follow_up_id) WHERE answered_at IS NULL;
CREATE TABLE call_back (
  id            INTEGER PRIMARY KEY,
  follow_up_id  INTEGER NOT NULL REFERENCES follow_up (id),
  called_at     TEXT NOT NULL,
  called_by     INTEGER NOT NULL REFERENCES employee (id),
  outcome       TEXT NOT NULL CHECK (outcome IN ('reached', 'no_answer', 'busy', 'wrong_number')),
  note          TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX call_back_follow_up ON call_back (follow_up_id);
-- Each warning is given once for each deadline, however late the machine wakes up.
CREATE TABLE follow_up_warning (
  follow_up_id  INTEGER NOT NULL REFERENCES follow_up (id),
  due_at        TEXT NOT NULL,
  step          TEXT NOT NULL CHECK (step IN ('half_time', 'last_hour', 'duty_manager', 'supervisor', 'overdue')),
  warned_at     TEXT NOT NULL,
  PRIMARY KEY (follow_up_id, due_at, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_reading (
  id           INTEGER PRIMARY KEY,
  contact_id   INTEGER NOT NULL REFERENCES customer_contact (id),
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
  read_at      TEXT NOT NULL
) STRICT;

-- The clerk presses for the duty manager. A transaction settled on the spot counts as exceptional.
CREATE TABLE duty_call (
  id              INTEGER PRIMARY KEY,
  counter_id      INTEGER NOT NULL REFERENCES counter (id),
  employee_id     INTEGER NOT NULL REFERENCES employee (id),
  ticket_id       INTEGER REFERENCES ticket (id),
  transaction_id  INTEGER REFERENCES leg_transaction (id),
  reason          TEXT NOT NULL,
  requested_at    TEXT NOT NULL,
  arrived_at      TEXT,
  arrived_by      INTEGER REFERENCES employee (id),
  decision        TEXT,
  outcome         TEXT CHECK (outcome IN ('settled', 'follow_up', 'declined', 'withdrawn')),
  settled_at      TEXT,
  CHECK ((arrived_at IS NULL) = (arrived_by IS NULL)),
  CHECK ((settled_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE UNIQUE INDEX duty_call_open ON duty_call (counter_id) WHERE settled_at IS NULL;
CREATE INDEX duty_call_transaction ON duty_call (transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX duty_call_time ON duty_call (requested_at);

-- A customer who wants to leave the operator.
CREATE TABLE retention_case (
  id            INTEGER PRIMARY KEY,
  ticket_id     INTEGER REFERENCES ticket (id),
  employee_id   INTEGER NOT NULL REFERENCES employee (id),
  reason        TEXT NOT NULL,
  leaving_for   TEXT NOT NULL,
  offer         TEXT NOT NULL,
  outcome       TEXT NOT NULL CHECK (outcome IN ('kept', 'thinking', 'left')),
  note          TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  recorded_at   TEXT NOT NULL
) STRICT;
CREATE INDEX retention_case_time ON retention_case (recorded_at);

-- Service stars.

-- The rules as data: `body` is the policy in JSON, `name` says which of the shipped kinds it is.
CREATE TABLE star_policy (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL CHECK (name IN ('service_stars', 'checklist_only')),
  version     INTEGER NOT NULL CHECK (version >= 1),
  valid_from  TEXT NOT NULL CHECK (length(valid_from) = 7),
  body        TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  created_by  INTEGER REFERENCES employee (id),
  UNIQUE (name, version)
) STRICT;
CREATE TABLE policy_reading (
  policy_id    INTEGER NOT NULL REFERENCES star_policy (id),
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  read_at      TEXT NOT NULL,
  PRIMARY KEY (policy_id, employee_id)
) STRICT, WITHOUT ROWID;

-- Upheld complaints, booked errors and written praise.
CREATE TABLE care_entry (
  id            INTEGER PRIMARY KEY,
  employee_id   INTEGER NOT NULL REFERENCES employee (id),
  day           TEXT NOT NULL CHECK (length(day) = 10),
  kind          TEXT NOT NULL CHECK (kind IN ('complaint_upheld', 'error', 'praise')),
  note          TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  follow_up_id  INTEGER REFERENCES follow_up (id),
  entered_at    TEXT NOT NULL,
  entered_by    INTEGER REFERENCES employee (id),
  is_imported   INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1))
) STRICT;
CREATE INDEX care_entry_day ON care_entry (day);
-- Weekly skill contests and training.
CREATE TABLE skill_result (
  id           INTEGER PRIMARY KEY,
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  day          TEXT NOT NULL CHECK (length(day) = 10),
  kind         TEXT NOT NULL CHECK (kind IN ('contest', 'training')),
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  score        INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  entered_at   TEXT NOT NULL,
  entered_by   INTEGER NOT NULL REFERENCES employee (id)
) STRICT;
CREATE INDEX skill_result_day ON skill_result (day);

-- A frozen month. `inputs` is all that the sheets were computed from, `checksum` its SHA-256; nothing is overwritten.
CREATE TABLE star_month (
  id             INTEGER PRIMARY KEY,
  month          TEXT NOT NULL CHECK (length(month) = 7),
  version        INTEGER NOT NULL CHECK (version >= 1),
  policy_id      INTEGER NOT NULL REFERENCES star_policy (id),
  frozen_at      TEXT NOT NULL,
  frozen_by      TEXT NOT NULL,
  reason         TEXT,
  correction_id  INTEGER NOT NULL DEFAULT 0,
  inputs         TEXT NOT NULL,
  checksum       TEXT NOT NULL,
  UNIQUE (month, version),
  CHECK ((version = 1) = (reason IS NULL))
) STRICT;
CREATE TABLE star_sheet (
  star_month_id  INTEGER NOT NULL REFERENCES star_month (id),
  employee_id    INTEGER NOT NULL REFERENCES employee (id),
  total          TEXT,
  stars          INTEGER CHECK (stars BETWEEN 2 AND 5),
  body           TEXT NOT NULL,
  PRIMARY KEY (star_month_id, employee_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX star_sheet_employee ON star_sheet (employee_id);
-- Something of a month changed after it was counted: the next close of the month makes a new version.
CREATE TABLE month_correction (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  month     TEXT NOT NULL CHECK (length(month) = 7),
  noted_at  TEXT NOT NULL,
  what      TEXT NOT NULL
) STRICT;
CREATE INDEX month_correction_month ON month_correction (month, id);

CREATE TABLE star_appeal (
  id            INTEGER PRIMARY KEY,
  month         TEXT NOT NULL CHECK (length(month) = 7),
  version       INTEGER NOT NULL,
  employee_id   INTEGER NOT NULL REFERENCES employee (id),
  line          TEXT NOT NULL CHECK (line IN ('checklist', 'speed', 'feedback', 'volume', 'care', 'skill')),
  row_kind      TEXT CHECK (row_kind IN ('check', 'transaction', 'rating', 'care')),
  row_id        INTEGER,
  grounds       TEXT NOT NULL CHECK (length(grounds) BETWEEN 1 AND 500),
  appealed_at   TEXT NOT NULL,
  answered_at   TEXT,
  answered_by   INTEGER REFERENCES employee (id),
  is_upheld     INTEGER CHECK (is_upheld IN (0, 1)),
  answer        TEXT,
  CHECK ((row_kind IS NULL) = (row_id IS NULL)),
  CHECK ((answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (is_upheld IS NULL))
) STRICT;
CREATE INDEX star_appeal_month ON star_appeal (month);
-- A row that an upheld appeal took out of the stars. The row itself stays where it is.
CREATE TABLE set_aside (
  row_kind    TEXT NOT NULL CHECK (row_kind IN ('check', 'transaction', 'rating', 'care')),
  row_id      INTEGER NOT NULL,
  appeal_id   INTEGER NOT NULL REFERENCES star_appeal (id),
  set_aside_at TEXT NOT NULL,
  PRIMARY KEY (row_kind, row_id)
) STRICT, WITHOUT ROWID;

-- What came of looking at a flag of the gaming detectors. `subject` names whom or what the flag is about.
CREATE TABLE flag_review (
  id           INTEGER PRIMARY KEY,
  month        TEXT NOT NULL CHECK (length(month) = 7),
  detector     TEXT NOT NULL CHECK (detector GLOB 'D[1-8]'),
  subject      TEXT NOT NULL,
  finding      TEXT NOT NULL CHECK (finding IN ('explained', 'to_discuss', 'confirmed')),
  note         TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 500),
  reviewed_at  TEXT NOT NULL,
  reviewed_by  INTEGER NOT NULL REFERENCES employee (id)
) STRICT;
CREATE INDEX flag_review_month ON flag_review (month);

ALTER TABLE hall ADD COLUMN stars_floor INTEGER NOT NULL DEFAULT 3 CHECK (stars_floor BETWEEN 2 AND 5);
