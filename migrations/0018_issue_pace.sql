-- How fast one kiosk or program may take tickets: so many at once, then one in so many seconds; 0: no limit.
ALTER TABLE hall ADD COLUMN issue_burst INTEGER NOT NULL DEFAULT 5 CHECK (issue_burst BETWEEN 1 AND 1000);
ALTER TABLE hall ADD COLUMN kiosk_gap_seconds INTEGER NOT NULL DEFAULT 2 CHECK (kiosk_gap_seconds BETWEEN 0 AND 3600);
ALTER TABLE hall ADD COLUMN program_gap_seconds INTEGER NOT NULL DEFAULT 0
  CHECK (program_gap_seconds BETWEEN 0 AND 3600);
