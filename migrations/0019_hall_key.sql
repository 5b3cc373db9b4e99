-- The fingerprint of the hall's own key. The key itself stands in the key file beside the database, and only there.
CREATE TABLE hall_key (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64)
) STRICT;
