-- Tickets, their legs and transactions, and the journal.

-- The last number of each prefix with its business day: a row of another day starts again at 1.
CREATE TABLE number_sequence (
  prefix        TEXT PRIMARY KEY,
  business_day  TEXT NOT NULL,
  last_number   INTEGER NOT NULL CHECK (last_number > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
  id                     INTEGER PRIMARY KEY,
  token                  TEXT NOT NULL UNIQUE,
  business_day           TEXT NOT NULL CHECK (length(business_day) = 10),
  number                 TEXT NOT NULL,
  service_id             INTEGER NOT NULL REFERENCES service (id),
  segment                TEXT NOT NULL CHECK (segment IN ('standard', 'assisted', 'vip', 'appointment')),
  channel                TEXT NOT NULL CHECK (channel IN ('kiosk', 'greeter', 'phone', 'api', 'import')),
  language               TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  state                  TEXT NOT NULL CHECK (state IN
                           ('waiting', 'called', 'serving', 'on_hold', 'served', 'no_show', 'cancelled', 'abandoned', 'void')),
  issued_at              TEXT NOT NULL,
  booked_at              TEXT,
  due_at                 TEXT NOT NULL,
  order_at               TEXT NOT NULL,
  ended_at               TEXT,
  leg_index              INTEGER NOT NULL DEFAULT 0,
  counter_id             INTEGER REFERENCES counter (id),
  employee_id            INTEGER REFERENCES employee (id),
  call_count             INTEGER NOT NULL DEFAULT 0,
  estimate_low_seconds   INTEGER,
  estimate_high_seconds  INTEGER,
  is_imported            INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1)),
  UNIQUE (business_day, number),
  CHECK ((ended_at IS NULL) = (state IN ('waiting', 'called', 'serving', 'on_hold'))),
  CHECK (state NOT IN ('called', 'serving') OR counter_id IS NOT NULL),
  CHECK (is_imported = 0 OR ended_at IS NOT NULL)
) STRICT;
-- Live tickets only, so that a million closed ones cost nothing. A query must repeat the condition
-- `ended_at IS NULL` word for word, or SQLite walks the history.
CREATE INDEX ticket_live ON ticket (state, order_at, id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX ticket_at_counter ON ticket (counter_id) WHERE ended_at IS NULL AND state IN ('called', 'serving');
CREATE INDEX ticket_number ON ticket (number, business_day);
-- Reopen asks for the last ticket served at a counter.
CREATE INDEX ticket_ended_at_counter ON ticket (counter_id, ended_at) WHERE is_imported = 0 AND state = 'served';

CREATE TABLE leg (
  id               INTEGER PRIMARY KEY,
  ticket_id        INTEGER NOT NULL REFERENCES ticket (id),
  leg_index        INTEGER NOT NULL,
  kind             TEXT NOT NULL CHECK (kind IN ('first', 'transferred', 'resumed')),
  service_id       INTEGER NOT NULL REFERENCES service (id),
  queued_at        TEXT NOT NULL,
  first_called_at  TEXT,
  last_called_at   TEXT,
  announced_at     TEXT,
  started_at       TEXT,
  ended_at         TEXT,
  counter_id       INTEGER REFERENCES counter (id),
  employee_id      INTEGER REFERENCES employee (id),
  outcome          TEXT CHECK (outcome IN ('served', 'transferred', 'held', 'no_show', 'cancelled', 'abandoned', 'void')),
  left_open        INTEGER NOT NULL DEFAULT 0 CHECK (left_open IN (0, 1)),
  UNIQUE (ticket_id, leg_index)
) STRICT;
-- The running mean of handling looks at the newest served legs of the hall itself.
CREATE INDEX leg_served ON leg (ended_at, started_at) WHERE outcome = 'served' AND left_open = 0;

CREATE TABLE leg_transaction (
  id                  INTEGER PRIMARY KEY,
  leg_id              INTEGER NOT NULL REFERENCES leg (id),
  transaction_index   INTEGER NOT NULL,
  service_id          INTEGER NOT NULL REFERENCES service (id),
  employee_id         INTEGER REFERENCES employee (id),
  class               TEXT NOT NULL DEFAULT 'normal' CHECK (class IN ('normal', 'exceptional', 'technical')),
  started_at          TEXT NOT NULL,
  ended_at            TEXT,
  outcome             TEXT CHECK (outcome IN ('finished', 'unfinished', 'left_open')),
  over_target_reason  TEXT,
  is_reopened         INTEGER NOT NULL DEFAULT 0 CHECK (is_reopened IN (0, 1)),
  UNIQUE (leg_id, transaction_index),
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE UNIQUE INDEX leg_transaction_open ON leg_transaction (leg_id) WHERE ended_at IS NULL;

-- Time that the systems cost, not the clerk: left out of handling.
CREATE TABLE system_pause (
  id              INTEGER PRIMARY KEY,
  transaction_id  INTEGER NOT NULL REFERENCES leg_transaction (id),
  reason          TEXT NOT NULL,
  started_at      TEXT NOT NULL,
  ended_at        TEXT
) STRICT;
CREATE INDEX system_pause_transaction ON system_pause (transaction_id);
CREATE UNIQUE INDEX system_pause_open ON system_pause (transaction_id) WHERE ended_at IS NULL;

-- The journal. `data` holds only what may be shown in public; who did it stands in `actor`.
CREATE TABLE event (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  at           TEXT NOT NULL,
  kind         TEXT NOT NULL,
  ticket_id    INTEGER REFERENCES ticket (id),
  counter_id   INTEGER REFERENCES counter (id),
  employee_id  INTEGER REFERENCES employee (id),
  actor        TEXT NOT NULL,
  is_imported  INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1)),
  data         TEXT NOT NULL
) STRICT;
CREATE INDEX event_ticket ON event (ticket_id, seq) WHERE ticket_id IS NOT NULL;

-- The first answer to a request that carried an Idempotency-Key.
CREATE TABLE answer (
  key          TEXT PRIMARY KEY,
  fingerprint  TEXT NOT NULL,
  kind         TEXT NOT NULL,
  body         TEXT NOT NULL,
  created_at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_created ON answer (created_at);

CREATE TABLE job_run (
  job          TEXT NOT NULL,
  period       TEXT NOT NULL,
  finished_at  TEXT NOT NULL,
  PRIMARY KEY (job, period)
) STRICT, WITHOUT ROWID;
