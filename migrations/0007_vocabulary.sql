-- What the rooms share without knowing of each other.

-- An action knows what it answers: an answer is kept without its kind.
ALTER TABLE answer DROP COLUMN kind;

-- The summaries of settled days hold only while what they were made of does. Whoever changes that need not know of them.

-- Waits count from opening, on earlier days too.
CREATE TRIGGER opening_hours_added AFTER INSERT ON opening_hours BEGIN DELETE FROM day_summary; END;
CREATE TRIGGER opening_hours_changed AFTER UPDATE ON opening_hours BEGIN DELETE FROM day_summary; END;
CREATE TRIGGER opening_hours_removed AFTER DELETE ON opening_hours BEGIN DELETE FROM day_summary; END;

CREATE TRIGGER special_day_added AFTER INSERT ON special_day BEGIN
  DELETE FROM day_summary WHERE business_day = NEW.day;
END;
CREATE TRIGGER special_day_changed AFTER UPDATE ON special_day BEGIN
  DELETE FROM day_summary WHERE business_day IN (OLD.day, NEW.day);
END;
CREATE TRIGGER special_day_removed AFTER DELETE ON special_day BEGIN
  DELETE FROM day_summary WHERE business_day = OLD.day;
END;

-- Who stood free while customers waited is told by what counters serve now, on earlier days too. A counter at which
-- nobody ever sat was free for nobody.
CREATE TRIGGER counter_serves_changed AFTER UPDATE OF serves_all ON counter WHEN OLD.serves_all <> NEW.serves_all BEGIN
  DELETE FROM day_summary;
END;
CREATE TRIGGER counter_service_added AFTER INSERT ON counter_service
WHEN EXISTS (SELECT 1 FROM signed_in_span WHERE counter_id = NEW.counter_id) BEGIN
  DELETE FROM day_summary;
END;
CREATE TRIGGER counter_service_removed AFTER DELETE ON counter_service
WHEN EXISTS (SELECT 1 FROM signed_in_span WHERE counter_id = OLD.counter_id) BEGIN
  DELETE FROM day_summary;
END;

-- What every room means by the same word. Rooms that do not own a table read these. A cross join fixes the order in which
-- SQLite walks: from the days of tickets or checks down, never from all history up.

-- A ticket that counts: a void one never happened.
CREATE VIEW visit AS
SELECT * FROM ticket WHERE state <> 'void';

-- A leg that counts, with the day, the state and the end of its visit: one that was voided by itself never happened
-- either.
CREATE VIEW counted_leg AS
SELECT ticket.business_day, ticket.state AS visit_state, ticket.is_imported, ticket.ended_at AS visit_ended_at, leg.*
FROM ticket
CROSS JOIN leg ON leg.ticket_id = ticket.id
WHERE ticket.state <> 'void' AND leg.outcome IS NOT 'void';

-- A transaction of any ticket, in whole seconds; `ended_second` NULL while it goes on. `paused_seconds` are no handling:
-- coded system pauses, and time on hold told by an imported log, which counts in the first transaction of a served leg.
-- `walk_seconds`, from the last call to the start, are those of the leg and stand with its first transaction; NULL where
-- a call or start is unknown.
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

-- A transaction that was brought to its end and counts.
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

-- A spot check as it stands: its latest version. `doubled_points` and `weights` are whole numbers (a half mark counts 1
-- of 2) over the items that applied, NULL where none did; the score is 50 * doubled_points / weights.
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
     (SELECT max(later.version) FROM check_version AS later WHERE later.check_id = spot_check.id);

-- A tap that was not taken back.
CREATE VIEW standing_rating AS
SELECT rating.*,
       EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'rating' AND set_aside.row_id = rating.id)
         AS is_set_aside
FROM rating
WHERE rating.undone_at IS NULL;

-- Who sits at a counter now.
CREATE VIEW signed_in AS
SELECT employee_id, id AS counter_id, code AS counter, state, state_since
FROM counter
WHERE employee_id IS NOT NULL;
