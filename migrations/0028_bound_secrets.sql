-- PINs and sessions belong to one employee by a key of the key file: their rows are worth nothing in another's.

-- Whoever was signed in before this version signs in again: sessions of before bear no seal.
DROP TABLE session;
-- Who is signed in, at a browser of the console or as a program; a token is kept as its hash. `seal` binds it to its
-- employee, its place and whether a code is awaited, with a key of the key file.
CREATE TABLE session (
  id           INTEGER PRIMARY KEY,
  token_hash   TEXT NOT NULL UNIQUE,
  seal         TEXT NOT NULL CHECK (length(seal) = 64),
  employee_id  INTEGER NOT NULL REFERENCES employee (id),
  place        TEXT NOT NULL CHECK (place IN ('console', 'api')),
  address      TEXT NOT NULL,
  browser      TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  expires_at   TEXT NOT NULL,
  ended_at     TEXT,
  awaits_code  INTEGER NOT NULL DEFAULT 0 CHECK (awaits_code IN (0, 1))
) STRICT;
CREATE INDEX session_employee ON session (employee_id);
-- The hashes of PINs are bound right after this step, in its transaction: SQL has no key (people/pin_steps.py).
