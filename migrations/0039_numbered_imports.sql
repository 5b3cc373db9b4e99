-- An import has a number, stands there whole or not at all, and can be taken back.

-- A file that was taken into the hall's history, or is being taken. `staging`: its rows are written and seen by nobody;
-- `taken`: they are seen; `taken_back`, and `dropped` where it never came to its end: they stand there and enter nothing.
-- `months` are those that its rows touch, a JSON list. `completes_others`: rows of an earlier import were changed by it.
CREATE TABLE hall_import (
  id                INTEGER PRIMARY KEY,
  kind              TEXT NOT NULL CHECK (kind IN ('legs', 'transactions', 'ratings', 'checks', 'care', 'roster')),
  file_name         TEXT NOT NULL,
  begun_at          TEXT NOT NULL,
  begun_by          TEXT NOT NULL,
  state             TEXT NOT NULL CHECK (state IN ('staging', 'taken', 'taken_back', 'dropped')),
  taken_count       INTEGER,
  already_count     INTEGER,
  refused_count     INTEGER,
  months            TEXT NOT NULL DEFAULT '[]',
  completes_others  INTEGER NOT NULL DEFAULT 0 CHECK (completes_others IN (0, 1)),
  ended_at          TEXT,
  taken_back_at     TEXT,
  taken_back_by     TEXT,
  CHECK ((state = 'staging') = (ended_at IS NULL)),
  CHECK ((state = 'taken_back') = (taken_back_at IS NOT NULL)),
  CHECK ((taken_back_at IS NULL) = (taken_back_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX hall_import_staging ON hall_import (state) WHERE state = 'staging';

-- What other programs, pages and figures call a ticket, a leg, a rating and so on is a view from now on: of the rows that
-- are stored, those that no unfinished import has written and that were not taken back.
DROP VIEW check_in_force;
DROP VIEW standing_rating;
DROP VIEW kept_rating;
DROP VIEW visit_with_open_case;
DROP VIEW finished_transaction;
DROP VIEW timed_transaction;
DROP VIEW counted_leg;
DROP VIEW visit;
DROP TRIGGER exceptional_claim_ruled;
DROP TRIGGER follow_up_of_call;

ALTER TABLE leg RENAME TO stored_leg;
ALTER TABLE stored_leg ADD COLUMN import_id INTEGER REFERENCES hall_import (id);
ALTER TABLE rating RENAME TO stored_rating;
ALTER TABLE stored_rating ADD COLUMN import_id INTEGER REFERENCES hall_import (id);
ALTER TABLE spot_check RENAME TO stored_spot_check;
ALTER TABLE stored_spot_check ADD COLUMN import_id INTEGER REFERENCES hall_import (id);
ALTER TABLE care_entry RENAME TO stored_care_entry;
ALTER TABLE stored_care_entry ADD COLUMN import_id INTEGER REFERENCES hall_import (id);
ALTER TABLE signed_in_span RENAME TO stored_signed_in_span;
ALTER TABLE stored_signed_in_span ADD COLUMN import_id INTEGER REFERENCES hall_import (id);
ALTER TABLE ticket RENAME TO stored_ticket;
ALTER TABLE leg_transaction RENAME TO stored_leg_transaction;

-- Numbers are unique within a business day and an import: those of an import that was taken back are free again.
CREATE TABLE new_ticket (
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
  import_id              INTEGER REFERENCES hall_import (id),
  CHECK ((ended_at IS NULL) = (state IN ('waiting', 'called', 'serving', 'on_hold'))),
  CHECK (state NOT IN ('called', 'serving') OR counter_id IS NOT NULL),
  CHECK (is_imported = 0 OR ended_at IS NOT NULL)
) STRICT;
INSERT INTO new_ticket SELECT *, NULL FROM stored_ticket;
DROP TABLE stored_ticket;
ALTER TABLE new_ticket RENAME TO stored_ticket;
CREATE UNIQUE INDEX ticket_of_day ON stored_ticket (business_day, number, coalesce(import_id, 0));
CREATE INDEX ticket_live ON stored_ticket (state, order_at, id, import_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX ticket_at_counter ON stored_ticket (counter_id) WHERE ended_at IS NULL AND state IN ('called', 'serving');
CREATE INDEX ticket_number ON stored_ticket (number, business_day);
CREATE INDEX ticket_ended_at_counter ON stored_ticket (counter_id, ended_at) WHERE is_imported = 0 AND state = 'served';

-- `replaced_by`: the import that tells what stands behind a transaction which was only made of its whole leg.
CREATE TABLE new_leg_transaction (
  id                  INTEGER PRIMARY KEY,
  leg_id              INTEGER NOT NULL REFERENCES stored_leg (id),
  transaction_index   INTEGER NOT NULL,
  service_id          INTEGER NOT NULL REFERENCES service (id),
  employee_id         INTEGER REFERENCES employee (id),
  class               TEXT NOT NULL DEFAULT 'normal' CHECK (class IN ('normal', 'exceptional', 'technical')),
  started_at          TEXT NOT NULL,
  ended_at            TEXT,
  outcome             TEXT CHECK (outcome IN ('finished', 'unfinished', 'left_open')),
  over_target_reason  TEXT,
  is_reopened         INTEGER NOT NULL DEFAULT 0 CHECK (is_reopened IN (0, 1)),
  import_id           INTEGER REFERENCES hall_import (id),
  replaced_by         INTEGER REFERENCES hall_import (id),
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
INSERT INTO new_leg_transaction SELECT *, NULL, NULL FROM stored_leg_transaction;
DROP TABLE stored_leg_transaction;
ALTER TABLE new_leg_transaction RENAME TO stored_leg_transaction;
CREATE UNIQUE INDEX leg_transaction_of_leg
  ON stored_leg_transaction (leg_id, transaction_index, coalesce(import_id, 0));
CREATE UNIQUE INDEX leg_transaction_open ON stored_leg_transaction (leg_id) WHERE ended_at IS NULL;

DROP INDEX rating_imported;
CREATE UNIQUE INDEX rating_imported ON stored_rating (ticket_id, moment, coalesce(import_id, 0)) WHERE is_imported = 1;
DROP INDEX spot_check_imported;
CREATE UNIQUE INDEX spot_check_imported
  ON stored_spot_check (employee_id, inspector_id, checked_at, coalesce(import_id, 0)) WHERE is_imported = 1;

-- With the import in it, the index alone answers what the view asks of it.
DROP INDEX leg_served;
CREATE INDEX leg_served ON stored_leg (ended_at, started_at, import_id) WHERE outcome = 'served' AND left_open = 0;

-- The rows of one import.
CREATE INDEX ticket_of_import ON stored_ticket (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX leg_of_import ON stored_leg (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX leg_transaction_of_import ON stored_leg_transaction (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX rating_of_import ON stored_rating (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX spot_check_of_import ON stored_spot_check (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX care_entry_of_import ON stored_care_entry (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX signed_in_span_of_import ON stored_signed_in_span (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX leg_transaction_replaced ON stored_leg_transaction (replaced_by) WHERE replaced_by IS NOT NULL;

-- A visit of the hall, live or told by an import.
CREATE VIEW ticket AS
SELECT * FROM stored_ticket
WHERE import_id IS NULL OR (SELECT state FROM hall_import WHERE hall_import.id = stored_ticket.import_id) = 'taken';

-- A stay in one queue and its service at one counter.
CREATE VIEW leg AS
SELECT * FROM stored_leg
WHERE import_id IS NULL OR (SELECT state FROM hall_import WHERE hall_import.id = stored_leg.import_id) = 'taken';

-- A piece of business within a leg. One that was made of its whole leg goes once an import tells more.
CREATE VIEW leg_transaction AS
SELECT * FROM stored_leg_transaction
WHERE (import_id IS NULL OR (SELECT state FROM hall_import WHERE hall_import.id = stored_leg_transaction.import_id) = 'taken')
  AND (replaced_by IS NULL OR (SELECT state FROM hall_import WHERE hall_import.id = stored_leg_transaction.replaced_by) <> 'taken');

-- A tap of a customer.
CREATE VIEW rating AS
SELECT * FROM stored_rating
WHERE import_id IS NULL OR (SELECT state FROM hall_import WHERE hall_import.id = stored_rating.import_id) = 'taken';

-- A check of somebody, or of the hall.
CREATE VIEW spot_check AS
SELECT * FROM stored_spot_check
WHERE import_id IS NULL OR (SELECT state FROM hall_import WHERE hall_import.id = stored_spot_check.import_id) = 'taken';

-- A complaint, error or praise.
CREATE VIEW care_entry AS
SELECT * FROM stored_care_entry
WHERE import_id IS NULL OR (SELECT state FROM hall_import WHERE hall_import.id = stored_care_entry.import_id) = 'taken';

-- When somebody was signed in.
CREATE VIEW signed_in_span AS
SELECT * FROM stored_signed_in_span
WHERE import_id IS NULL OR (SELECT state FROM hall_import WHERE hall_import.id = stored_signed_in_span.import_id) = 'taken';

CREATE VIEW visit AS
SELECT * FROM ticket WHERE state <> 'void';

CREATE VIEW counted_leg AS
SELECT ticket.business_day, ticket.state AS visit_state, ticket.is_imported, ticket.ended_at AS visit_ended_at, leg.*
FROM ticket
CROSS JOIN leg ON leg.ticket_id = ticket.id
WHERE ticket.state <> 'void' AND leg.outcome IS NOT 'void';

CREATE VIEW timed_transaction AS
SELECT ticket.business_day, ticket.number, ticket.segment, ticket.is_imported, ticket.state AS visit_state,
       ticket.ended_at AS visit_ended_at, leg.ticket_id, leg.leg_index, leg.kind AS leg_kind,
       leg.outcome AS leg_outcome, leg.employee_id AS leg_employee_id, leg_transaction.*,
       CASE WHEN leg_transaction.transaction_index = 0
            THEN max(unixepoch(leg.started_at) - unixepoch(leg.last_called_at), 0) END AS walk_seconds,
       unixepoch(leg_transaction.started_at) AS started_second, unixepoch(leg_transaction.ended_at) AS ended_second,
       coalesce((SELECT sum(max(unixepoch(system_pause.ended_at) - unixepoch(system_pause.started_at), 0))
                 FROM system_pause WHERE system_pause.transaction_id = leg_transaction.id), 0)
       + CASE WHEN leg.outcome = 'served' AND leg_transaction.transaction_index = 0
              THEN coalesce((SELECT leg_as_imported.held_seconds FROM leg_as_imported
                             WHERE leg_as_imported.leg_id = leg.id), 0) ELSE 0 END AS paused_seconds
FROM ticket
CROSS JOIN leg ON leg.ticket_id = ticket.id
CROSS JOIN leg_transaction ON leg_transaction.leg_id = leg.id;

CREATE VIEW finished_transaction AS
SELECT id, leg_id, ticket_id, business_day, is_imported, visit_ended_at, leg_kind, leg_employee_id, transaction_index,
       walk_seconds, service_id, employee_id, class, over_target_reason, is_reopened, ended_at,
       EXISTS (SELECT 1 FROM set_aside
               WHERE set_aside.row_kind = 'transaction' AND set_aside.row_id = timed_transaction.id) AS is_set_aside,
       started_second, ended_second, paused_seconds,
       ended_second - started_second AS gross_seconds,
       max(ended_second - started_second - paused_seconds, 0) AS handling_seconds
FROM timed_transaction
WHERE visit_state <> 'void' AND leg_outcome IS NOT 'void' AND outcome = 'finished';

CREATE VIEW visit_with_open_case AS
SELECT follow_up.ticket_id, ticket.business_day
FROM follow_up
CROSS JOIN ticket ON ticket.id = follow_up.ticket_id
WHERE follow_up.kind IN ('complaint', 'technical', 'unfinished')
  AND ticket.ended_at IS NOT NULL AND (follow_up.opened_at <= ticket.ended_at OR follow_up.duty_call_id IS NOT NULL)
  AND (follow_up.first_answered_at IS NULL OR follow_up.first_answered_at > ticket.ended_at);

CREATE VIEW kept_rating AS
SELECT rating.*,
       NOT EXISTS (SELECT 1 FROM doubted_rating
                   WHERE doubted_rating.rating_id = rating.id AND doubted_rating.is_accepted IS NOT 1)
       AND (rating.place IS 'phone' OR rating.prompt_id IS NULL OR NOT EXISTS
         (SELECT 1 FROM rating AS on_phone
          WHERE on_phone.prompt_id = rating.prompt_id AND on_phone.place = 'phone' AND on_phone.undone_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM doubted_rating
                            WHERE doubted_rating.rating_id = on_phone.id AND doubted_rating.is_accepted IS NOT 1)))
         AS counts
FROM rating
WHERE rating.undone_at IS NULL;

CREATE VIEW standing_rating AS
SELECT kept_rating.*,
       EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'rating' AND set_aside.row_id = kept_rating.id)
         AS is_set_aside
FROM kept_rating
WHERE counts;

CREATE VIEW check_in_force AS
SELECT spot_check.*, check_version.id AS version_id, check_version.version,
       (SELECT sum(CAST(2 * check_mark.mark AS INTEGER) * sheet_item.weight)
        FROM check_mark CROSS JOIN sheet_item ON sheet_item.id = check_mark.item_id
        WHERE check_mark.version_id = check_version.id) AS doubled_points,
       (SELECT sum(sheet_item.weight)
        FROM check_mark CROSS JOIN sheet_item ON sheet_item.id = check_mark.item_id
        WHERE check_mark.version_id = check_version.id AND check_mark.mark IS NOT NULL) AS weights,
       EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'check' AND set_aside.row_id = spot_check.id)
         AS is_set_aside
FROM spot_check
CROSS JOIN check_version ON check_version.check_id = spot_check.id AND check_version.version =
     (SELECT max(later.version) FROM check_version AS later WHERE later.check_id = spot_check.id)
WHERE spot_check.is_blind = 0;

CREATE TRIGGER exceptional_claim_ruled AFTER UPDATE ON exceptional_claim BEGIN
  DELETE FROM day_summary WHERE business_day = (
    SELECT ticket.business_day FROM leg_transaction JOIN leg ON leg.id = leg_transaction.leg_id
    JOIN ticket ON ticket.id = leg.ticket_id WHERE leg_transaction.id = NEW.transaction_id);
END;
CREATE TRIGGER follow_up_of_call AFTER INSERT ON follow_up WHEN NEW.duty_call_id IS NOT NULL BEGIN
  DELETE FROM day_summary WHERE business_day = (SELECT business_day FROM ticket WHERE id = NEW.ticket_id);
END;
