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

-- Who sits at a counter now.
CREATE VIEW signed_in AS
SELECT employee_id, id AS counter_id, code AS counter, state, state_since
FROM counter
WHERE employee_id IS NOT NULL;
