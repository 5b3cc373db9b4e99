-- The place, its offer, its desks, its people and its doors.

CREATE TABLE hall (
  id                            INTEGER PRIMARY KEY CHECK (id = 1),
  name_zh                       TEXT NOT NULL,
  name_en                       TEXT NOT NULL,
  zone                          TEXT NOT NULL,
  is_sample                     INTEGER NOT NULL CHECK (is_sample IN (0, 1)),
  secret_key                    TEXT NOT NULL,
  standard_wait_seconds         INTEGER NOT NULL DEFAULT 300 CHECK (standard_wait_seconds BETWEEN 0 AND 86400),
  assisted_wait_seconds         INTEGER NOT NULL DEFAULT 120 CHECK (assisted_wait_seconds BETWEEN 0 AND 86400),
  vip_wait_seconds              INTEGER NOT NULL DEFAULT 120 CHECK (vip_wait_seconds BETWEEN 0 AND 86400),
  appointment_wait_seconds      INTEGER NOT NULL DEFAULT 60  CHECK (appointment_wait_seconds BETWEEN 0 AND 86400),
  wait_target_seconds           INTEGER NOT NULL DEFAULT 300 CHECK (wait_target_seconds BETWEEN 1 AND 86400),
  walk_target_seconds           INTEGER NOT NULL DEFAULT 60  CHECK (walk_target_seconds BETWEEN 1 AND 86400),
  recall_gap_seconds            INTEGER NOT NULL DEFAULT 0   CHECK (recall_gap_seconds BETWEEN 0 AND 3600),
  calls_before_no_show          INTEGER NOT NULL DEFAULT 1   CHECK (calls_before_no_show BETWEEN 1 AND 20),
  tickets_before_opening_minutes INTEGER NOT NULL DEFAULT 30 CHECK (tickets_before_opening_minutes BETWEEN 0 AND 1440),
  close_day_after_minutes       INTEGER NOT NULL DEFAULT 60  CHECK (close_day_after_minutes BETWEEN 0 AND 600)
) STRICT;

-- Local wall-clock hours of each ISO weekday (1 = Monday). No row at all means that the hall never closes.
CREATE TABLE opening_hours (
  weekday  INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens    TEXT NOT NULL CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]'),
  closes   TEXT NOT NULL CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
  PRIMARY KEY (weekday),
  CHECK (opens < closes)
) STRICT, WITHOUT ROWID;

-- A day that differs from its weekday; both hours empty: closed all day.
CREATE TABLE special_day (
  day     TEXT PRIMARY KEY CHECK (length(day) = 10),
  opens   TEXT CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]'),
  closes  TEXT CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
  note    TEXT NOT NULL DEFAULT '',
  CHECK ((opens IS NULL) = (closes IS NULL) AND (opens IS NULL OR opens < closes))
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
  id        INTEGER PRIMARY KEY,
  code      TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
  prefix    TEXT NOT NULL UNIQUE CHECK (prefix GLOB '[A-Z]'),
  name_zh   TEXT NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 80),
  name_en   TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 80),
  position  INTEGER NOT NULL
) STRICT;

CREATE TABLE service (
  id                INTEGER PRIMARY KEY,
  code              TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
  category_id       INTEGER NOT NULL REFERENCES category (id),
  name_zh           TEXT NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 80),
  name_en           TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 80),
  bring_zh          TEXT NOT NULL DEFAULT '',
  bring_en          TEXT NOT NULL DEFAULT '',
  target_seconds    INTEGER CHECK (target_seconds BETWEEN 1 AND 86400),
  standard_minutes  REAL NOT NULL CHECK (standard_minutes > 0),
  is_active         INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  position          INTEGER NOT NULL
) STRICT;
CREATE INDEX service_category ON service (category_id);

CREATE TABLE employee (
  id              INTEGER PRIMARY KEY,
  code            TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
  name            TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  role            TEXT NOT NULL CHECK (role IN ('clerk', 'greeter', 'team_lead', 'shift_lead', 'duty_manager', 'supervisor', 'administrator')),
  pin_hash        TEXT,
  is_active       INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  failed_sign_ins INTEGER NOT NULL DEFAULT 0,
  locked_until    TEXT,
  created_at      TEXT NOT NULL
) STRICT;

CREATE TABLE counter (
  id            INTEGER PRIMARY KEY,
  code          TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
  serves_all    INTEGER NOT NULL CHECK (serves_all IN (0, 1)),
  is_active     INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  state         TEXT NOT NULL DEFAULT 'closed' CHECK (state IN ('closed', 'open', 'paused', 'wrapping_up')),
  state_since   TEXT,
  employee_id   INTEGER REFERENCES employee (id),
  pause_reason  TEXT,
  position      INTEGER NOT NULL,
  CHECK ((state = 'closed') = (employee_id IS NULL)),
  CHECK ((state = 'paused') = (pause_reason IS NOT NULL))
) STRICT;
-- An employee is signed in at one counter at most.
CREATE UNIQUE INDEX counter_employee ON counter (employee_id) WHERE employee_id IS NOT NULL;

-- Read only where the counter does not serve everything.
CREATE TABLE counter_service (
  counter_id  INTEGER NOT NULL REFERENCES counter (id),
  service_id  INTEGER NOT NULL REFERENCES service (id),
  PRIMARY KEY (counter_id, service_id)
) STRICT, WITHOUT ROWID;

-- One stay of an employee at a counter. The roster of metrics.
CREATE TABLE signed_in_span (
  id             INTEGER PRIMARY KEY,
  employee_id    INTEGER NOT NULL REFERENCES employee (id),
  counter_id     INTEGER REFERENCES counter (id),
  signed_in_at   TEXT NOT NULL,
  signed_out_at  TEXT,
  left_open      INTEGER NOT NULL DEFAULT 0 CHECK (left_open IN (0, 1)),
  is_imported    INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1))
) STRICT;
CREATE INDEX signed_in_span_time ON signed_in_span (signed_in_at);
CREATE UNIQUE INDEX signed_in_span_open ON signed_in_span (counter_id) WHERE signed_out_at IS NULL;

-- Pauses and after-work inside a signed-in span.
CREATE TABLE counter_span (
  id           INTEGER PRIMARY KEY,
  counter_id   INTEGER NOT NULL REFERENCES counter (id),
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  kind         TEXT NOT NULL CHECK (kind IN ('pause', 'after_work')),
  reason       TEXT,
  started_at   TEXT NOT NULL,
  ended_at     TEXT,
  left_open    INTEGER NOT NULL DEFAULT 0 CHECK (left_open IN (0, 1)),
  CHECK ((kind = 'pause') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX counter_span_time ON counter_span (started_at);
CREATE UNIQUE INDEX counter_span_open ON counter_span (counter_id) WHERE ended_at IS NULL;

CREATE TABLE session (
  token_hash   TEXT PRIMARY KEY,
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  created_at   TEXT NOT NULL,
  expires_at   TEXT NOT NULL,
  ended_at     TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX session_employee ON session (employee_id);

CREATE TABLE device (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
  kind        TEXT NOT NULL CHECK (kind IN ('kiosk', 'board', 'pad', 'greeter', 'integration')),
  token_hash  TEXT NOT NULL UNIQUE,
  created_at  TEXT NOT NULL,
  revoked_at  TEXT
) STRICT;
