-- A copy of the database was put back. What happened after its newest event (copy_at) is not known here.
CREATE TABLE restoration (
  id          INTEGER PRIMARY KEY,
  restored_at TEXT NOT NULL,
  copy_at     TEXT NOT NULL
) STRICT;
-- Numbers up to this one may be in customers' hands from the time that is not known: they are not given again.
CREATE TABLE passed_over_number (
  restoration_id INTEGER NOT NULL REFERENCES restoration (id),
  prefix         TEXT NOT NULL,
  business_day   TEXT NOT NULL,
  last_number    INTEGER NOT NULL,
  PRIMARY KEY (restoration_id, prefix)
) STRICT, WITHOUT ROWID;
