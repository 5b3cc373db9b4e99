-- A copy that is put back passes over numbers of each day that it does not know, not only of the day that the clock shows.

CREATE TABLE passed_over_number_by_day (
  restoration_id INTEGER NOT NULL REFERENCES restoration (id),
  prefix         TEXT NOT NULL,
  business_day   TEXT NOT NULL,
  last_number    INTEGER NOT NULL,
  PRIMARY KEY (restoration_id, prefix, business_day)
) STRICT, WITHOUT ROWID;
INSERT INTO passed_over_number_by_day SELECT restoration_id, prefix, business_day, last_number FROM passed_over_number;
DROP TABLE passed_over_number;
ALTER TABLE passed_over_number_by_day RENAME TO passed_over_number;
