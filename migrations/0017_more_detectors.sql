-- As flag_review, for more detectors.
CREATE TABLE reviewed_flag (
  id           INTEGER PRIMARY KEY,
  month        TEXT NOT NULL CHECK (length(month) = 7),
  detector     TEXT NOT NULL CHECK (detector GLOB 'D[1-9]' OR detector = 'D10'),
  subject      TEXT NOT NULL,
  finding      TEXT NOT NULL CHECK (finding IN ('explained', 'to_discuss', 'confirmed')),
  note         TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 500),
  reviewed_at  TEXT NOT NULL,
  reviewed_by  INTEGER NOT NULL REFERENCES employee (id)
) STRICT;
INSERT INTO reviewed_flag SELECT * FROM flag_review;
DROP TABLE flag_review;
ALTER TABLE reviewed_flag RENAME TO flag_review;
CREATE INDEX flag_review_month ON flag_review (month);
