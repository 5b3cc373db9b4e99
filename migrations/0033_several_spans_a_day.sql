-- A day may have several spans: a hall that closes at noon opens again.

DROP TRIGGER opening_hours_added;
DROP TRIGGER opening_hours_changed;
DROP TRIGGER opening_hours_removed;
DROP TRIGGER special_day_added;
DROP TRIGGER special_day_changed;
DROP TRIGGER special_day_removed;

-- Local wall-clock spans of each ISO weekday (1 = Monday), which do not overlap. No row at all means that the hall never
-- closes.
CREATE TABLE opening_hours_new (
  weekday  INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens    TEXT NOT NULL CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]'),
  closes   TEXT NOT NULL CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
  PRIMARY KEY (weekday, opens),
  CHECK (opens < closes)
) STRICT, WITHOUT ROWID;
INSERT INTO opening_hours_new SELECT weekday, opens, closes FROM opening_hours;
DROP TABLE opening_hours;
ALTER TABLE opening_hours_new RENAME TO opening_hours;

-- The spans of a day that differs from its weekday; none: closed all day.
CREATE TABLE special_hours (
  day     TEXT NOT NULL CHECK (length(day) = 10),
  opens   TEXT NOT NULL CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]'),
  closes  TEXT NOT NULL CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
  PRIMARY KEY (day, opens),
  CHECK (opens < closes)
) STRICT, WITHOUT ROWID;
INSERT INTO special_hours SELECT day, opens, closes FROM special_day WHERE opens IS NOT NULL;

-- A day that differs from its weekday.
CREATE TABLE special_day_new (
  day   TEXT PRIMARY KEY CHECK (length(day) = 10),
  note  TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO special_day_new SELECT day, note FROM special_day;
DROP TABLE special_day;
ALTER TABLE special_day_new RENAME TO special_day;

-- Waits count from opening, on earlier days too.
CREATE TRIGGER opening_hours_added AFTER INSERT ON opening_hours BEGIN DELETE FROM day_summary; END;
CREATE TRIGGER opening_hours_changed AFTER UPDATE ON opening_hours BEGIN DELETE FROM day_summary; END;
CREATE TRIGGER opening_hours_removed AFTER DELETE ON opening_hours BEGIN DELETE FROM day_summary; END;
CREATE TRIGGER special_day_added AFTER INSERT ON special_day BEGIN
  DELETE FROM day_summary WHERE business_day = NEW.day;
END;
CREATE TRIGGER special_day_removed AFTER DELETE ON special_day BEGIN
  DELETE FROM day_summary WHERE business_day = OLD.day;
END;
CREATE TRIGGER special_hours_added AFTER INSERT ON special_hours BEGIN
  DELETE FROM day_summary WHERE business_day = NEW.day;
END;
CREATE TRIGGER special_hours_removed AFTER DELETE ON special_hours BEGIN
  DELETE FROM day_summary WHERE business_day = OLD.day;
END;
