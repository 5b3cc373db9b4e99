-- So many minutes before closing time the last tickets of a day are given; of a service, its own, no later than the hall's.
ALTER TABLE hall ADD COLUMN last_ticket_minutes INTEGER NOT NULL DEFAULT 0 CHECK (last_ticket_minutes BETWEEN 0 AND 600);
ALTER TABLE service ADD COLUMN last_ticket_minutes INTEGER NOT NULL DEFAULT 0
  CHECK (last_ticket_minutes BETWEEN 0 AND 600);
