-- A screen whose browser is too old shows pages that are broken; the doctor tells whoever looks after the hall.

ALTER TABLE device_sighting ADD COLUMN browser_version INTEGER CHECK (browser_version >= 0);
