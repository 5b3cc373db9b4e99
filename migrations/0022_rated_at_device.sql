-- The enrolled device on which a rating was given; empty where none is known: on a phone, and before screens were
-- enrolled.
ALTER TABLE rating ADD COLUMN device_id INTEGER REFERENCES device (id);
