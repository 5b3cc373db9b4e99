-- Where a rating came from, and which ratings wait until somebody has decided whether they count.

-- On which screen it was tapped; empty for imported ratings and for those from before this was kept. `browser` is the
-- keyed hash of a mark that a phone's browser keeps for one day; it is cleared after some days.
ALTER TABLE rating ADD COLUMN place TEXT CHECK (place IN ('kiosk', 'phone', 'pad', 'tablet', 'api'));
ALTER TABLE rating ADD COLUMN browser TEXT;
CREATE INDEX rating_browser ON rating (browser, id) WHERE browser IS NOT NULL;

-- Until when a question that another screen asked too is open on the phone page; empty: it was not shown there.
ALTER TABLE prompt ADD COLUMN phone_expires_at TEXT;

-- The phone may answer what another screen answered: both answers are kept.
DROP INDEX rating_of_prompt;
CREATE UNIQUE INDEX rating_of_prompt ON rating (prompt_id, coalesce(place = 'phone', 0))
  WHERE undone_at IS NULL AND prompt_id IS NOT NULL;

-- A rating from a phone's browser that answers for many visits of a day. `first_id` is the first one of that browser and
-- day that is in doubt, which names all of them. It counts only once somebody has accepted it.
CREATE TABLE doubted_rating (
  rating_id    INTEGER PRIMARY KEY REFERENCES rating (id),
  first_id     INTEGER NOT NULL REFERENCES doubted_rating (rating_id),
  is_accepted  INTEGER CHECK (is_accepted IN (0, 1)),
  decided_at   TEXT,
  decided_by   INTEGER REFERENCES employee (id),
  note         TEXT CHECK (length(note) BETWEEN 1 AND 500),
  CHECK ((is_accepted IS NULL) = (decided_at IS NULL)),
  CHECK ((is_accepted IS NULL) = (decided_by IS NULL)),
  CHECK ((is_accepted IS NULL) = (note IS NULL))
) STRICT;
CREATE INDEX doubted_rating_first ON doubted_rating (first_id);

DROP VIEW standing_rating;

-- A tap that was not taken back, with whether it counts: not while it is in doubt, and not where the same question was
-- answered on the phone too.
CREATE VIEW kept_rating AS
SELECT rating.*,
       NOT EXISTS (SELECT 1 FROM doubted_rating
                   WHERE doubted_rating.rating_id = rating.id AND doubted_rating.is_accepted IS NOT 1)
       AND (rating.place IS 'phone' OR rating.prompt_id IS NULL OR NOT EXISTS
         (SELECT 1 FROM rating AS on_phone
          WHERE on_phone.prompt_id = rating.prompt_id AND on_phone.place = 'phone' AND on_phone.undone_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM doubted_rating
                            WHERE doubted_rating.rating_id = on_phone.id AND doubted_rating.is_accepted IS NOT 1)))
         AS counts
FROM rating
WHERE rating.undone_at IS NULL;

-- A tap that counts.
CREATE VIEW standing_rating AS
SELECT kept_rating.*,
       EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'rating' AND set_aside.row_id = kept_rating.id)
         AS is_set_aside
FROM kept_rating
WHERE counts;
