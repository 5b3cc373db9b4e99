-- What each program may do, as it was given.

-- What a program was allowed when it was enrolled; a kiosk, board, pad or greeter's tablet may do what its kind may.
CREATE TABLE device_scope (
  device_id  INTEGER NOT NULL REFERENCES device (id),
  scope      TEXT NOT NULL CHECK (scope IN ('issue', 'serve', 'read', 'rate', 'check', 'care', 'set-up')),
  PRIMARY KEY (device_id, scope)
) STRICT, WITHOUT ROWID;

-- A program from before keeps what its kind could do, but speaks for no customer any more.
INSERT INTO device_scope (device_id, scope)
SELECT device.id, given.value FROM device, json_each('["issue", "serve", "read", "check", "care"]') AS given
WHERE device.kind = 'integration';
