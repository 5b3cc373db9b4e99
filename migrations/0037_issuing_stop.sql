-- That tickets are not given for a while, of one service or of the whole hall (no service).
CREATE TABLE issuing_stop (
  id          INTEGER PRIMARY KEY,
  service_id  INTEGER REFERENCES service (id),
  reason      TEXT NOT NULL,
  stopped_at  TEXT NOT NULL,
  -- It ends by itself at this moment.
  until_at    TEXT NOT NULL,
  resumed_at  TEXT
) STRICT;
CREATE INDEX issuing_stop_until ON issuing_stop (until_at) WHERE resumed_at IS NULL;
