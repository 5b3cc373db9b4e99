-- A hall's own look, and what its administrator said of the first day.

-- Written #rrggbb; none: the colour that the product ships with.
ALTER TABLE hall ADD COLUMN house_colour TEXT CHECK (house_colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]');
-- What tells one logo from the next; none: there is no logo.
ALTER TABLE hall ADD COLUMN logo_mark TEXT;

-- The hall's logo, a PNG that was written anew.
CREATE TABLE hall_logo (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  content  BLOB NOT NULL
) STRICT;

-- A step of the first day of which somebody said that it is done; the others are seen from what is there.
CREATE TABLE first_day_step (
  step     TEXT PRIMARY KEY,
  done_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Where customers came already, the first day is over.
INSERT INTO first_day_step (step, done_at)
SELECT 'list', issued_at FROM ticket WHERE is_imported = 0 ORDER BY id LIMIT 1;
