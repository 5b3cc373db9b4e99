-- Photos that were added before they were written anew still hold what the camera noted: place, time, owner. `storeops
-- migrate` writes them anew; what it cannot decode is left as it came.
ALTER TABLE check_photo ADD COLUMN state TEXT NOT NULL DEFAULT 'as_uploaded'
  CHECK (state IN ('as_uploaded', 'clean', 'undecodable'));
CREATE INDEX check_photo_not_clean ON check_photo (id) WHERE state <> 'clean';
