-- How long personal data are kept, where the hall set it; without a row, as shipped (base/retention.py).
CREATE TABLE retention_period (
  kind        TEXT PRIMARY KEY,
  kept_hours  INTEGER NOT NULL CHECK (kept_hours BETWEEN 1 AND 43824)
) STRICT, WITHOUT ROWID;

-- What was cleared is shown with what will be, and there may be millions of other events.
CREATE INDEX event_cleared ON event (seq) WHERE kind = 'personal_data_cleared';
