-- What an imported row says of its leg beyond what a leg of the hall's own holds, so that it can be compared with
-- another row and exported again as it came. Most legs have no row here.
CREATE TABLE leg_as_imported (
  leg_id        INTEGER PRIMARY KEY REFERENCES leg (id),
  -- Where it is not that of the visit.
  segment       TEXT CHECK (segment IN ('standard', 'assisted', 'vip', 'appointment')),
  held_seconds  INTEGER CHECK (held_seconds >= 0)
) STRICT;
