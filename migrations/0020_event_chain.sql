-- A trace that holds: what each event wrote, what of it may be cleared, and what ties it to the event before it.

-- The rows that the event wrote, as they stand after it, by table. Never streamed: they say who answered what.
ALTER TABLE event ADD COLUMN written_rows TEXT;
-- What stays in the hall: addresses, browsers, names in words. Clearing empties part and salt and keeps the digest.
ALTER TABLE event ADD COLUMN local_part TEXT;
ALTER TABLE event ADD COLUMN local_salt BLOB;
ALTER TABLE event ADD COLUMN local_digest BLOB;
-- Over the MAC of the event before it and all of the above but the local part itself. NULL: written without a chain.
ALTER TABLE event ADD COLUMN mac BLOB;
CREATE INDEX event_at ON event (at);
CREATE INDEX event_local ON event (seq) WHERE local_part IS NOT NULL;

-- Where a chain of MACs begins, and of which key it is; the last one goes on.
CREATE TABLE event_chain (
  id           INTEGER PRIMARY KEY,
  first_seq    INTEGER NOT NULL,
  fingerprint  TEXT NOT NULL CHECK (length(fingerprint) = 64)
) STRICT;
