-- Second factors: what the app on an employee's phone makes its codes from, sealed with a key of the key file.
CREATE TABLE second_factor (
  employee_id  INTEGER PRIMARY KEY REFERENCES employee (id),
  secret       TEXT,
  new_secret   TEXT,
  confirmed_at TEXT,
  last_step    INTEGER NOT NULL DEFAULT 0,
  CHECK ((secret IS NULL) = (confirmed_at IS NULL))
) STRICT;

-- Codes on paper for whoever has lost the phone, each for one time, as keyed hashes.
CREATE TABLE recovery_code (
  code_hash   TEXT PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee (id),
  used_at     TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX recovery_code_employee ON recovery_code (employee_id);

-- Since when somebody was asked for a second factor; their week of grace runs from then.
ALTER TABLE employee ADD COLUMN factor_asked_at TEXT;

ALTER TABLE session ADD COLUMN awaits_code INTEGER NOT NULL DEFAULT 0 CHECK (awaits_code IN (0, 1));
