-- Tries to sign in that were counted: of a number, of an address, or of somebody at a browser that they are known by.
CREATE TABLE counted_tries (
  subject      TEXT PRIMARY KEY CHECK (length(subject) BETWEEN 1 AND 200),
  tries        INTEGER NOT NULL CHECK (tries > 0),
  seen_at      TEXT NOT NULL,
  locked_until TEXT
) STRICT, WITHOUT ROWID;

-- Browsers at which an employee signed in before, by a keyed hash of their cookie: strangers' tries lock nobody out there.
CREATE TABLE known_browser (
  browser_hash TEXT NOT NULL,
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  last_used_at TEXT NOT NULL,
  PRIMARY KEY (browser_hash, employee_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE employee ADD COLUMN pin_is_one_time INTEGER NOT NULL DEFAULT 0 CHECK (pin_is_one_time IN (0, 1));
-- Every PIN so far was given by the administrator, who knows it: its owner chooses another at the next sign-in.
UPDATE employee SET pin_is_one_time = 1 WHERE pin_hash IS NOT NULL;
ALTER TABLE employee DROP COLUMN failed_sign_ins;
ALTER TABLE employee DROP COLUMN locked_until;

-- Whoever was signed in before this version signs in again: nobody knows from where they did.
DROP TABLE session;
-- Who is signed in, at a browser of the console or as a program; a token is kept as its hash.
CREATE TABLE session (
  id           INTEGER PRIMARY KEY,
  token_hash   TEXT NOT NULL UNIQUE,
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  place        TEXT NOT NULL CHECK (place IN ('console', 'api')),
  address      TEXT NOT NULL,
  browser      TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  expires_at   TEXT NOT NULL,
  ended_at     TEXT
) STRICT;
CREATE INDEX session_employee ON session (employee_id);
