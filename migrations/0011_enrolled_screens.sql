-- Which kiosks, boards and pads the hall knows, and how a new one becomes known.

-- 1: a kiosk, board or pad that is not enrolled shows a code and nothing else. A hall from before goes on as it was.
ALTER TABLE hall ADD COLUMN enrols_screens INTEGER NOT NULL DEFAULT 0 CHECK (enrols_screens IN (0, 1));

-- A screen has the browser that it was enrolled in, a bearer of a token has none. A pad stands on a counter; one from
-- before names none. A name is free again once its device is revoked.
CREATE TABLE device_anew (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  kind        TEXT NOT NULL CHECK (kind IN ('kiosk', 'board', 'pad', 'greeter', 'integration')),
  counter_id  INTEGER REFERENCES counter (id),
  token_hash  TEXT NOT NULL UNIQUE,
  browser     TEXT,
  created_at  TEXT NOT NULL,
  expires_at  TEXT,
  revoked_at  TEXT,
  CHECK (counter_id IS NULL OR kind = 'pad'),
  CHECK (browser IS NULL OR kind IN ('kiosk', 'board', 'pad')),
  CHECK (browser IS NULL OR kind <> 'pad' OR counter_id IS NOT NULL)
) STRICT;
INSERT INTO device_anew (id, name, kind, token_hash, created_at, revoked_at)
SELECT id, name, kind, token_hash, created_at, revoked_at FROM device;
DROP TABLE device;
ALTER TABLE device_anew RENAME TO device;
CREATE UNIQUE INDEX device_name ON device (name) WHERE revoked_at IS NULL;

-- From where a device was seen, and when last. Not known yet: a screen at another address, or its token in another
-- browser; somebody has to say whether it is the same machine.
CREATE TABLE device_sighting (
  device_id      INTEGER NOT NULL REFERENCES device (id),
  address        TEXT NOT NULL,
  browser        TEXT NOT NULL,
  first_seen_at  TEXT NOT NULL,
  last_seen_at   TEXT NOT NULL,
  is_known       INTEGER NOT NULL CHECK (is_known IN (0, 1)),
  PRIMARY KEY (device_id, address, browser)
) STRICT, WITHOUT ROWID;

-- A code that a screen shows until somebody takes it. It is kept for a day, so that one typed too late is told as that.
CREATE TABLE pairing_code (
  code          TEXT PRIMARY KEY CHECK (code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
  token_hash    TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('kiosk', 'board', 'pad')),
  counter_code  TEXT,
  address       TEXT NOT NULL,
  browser       TEXT NOT NULL,
  shown_at      TEXT NOT NULL,
  seen_at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_code_token ON pairing_code (token_hash);
