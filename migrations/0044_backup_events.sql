-- What was noted of backups and drills is asked by every hall page; it is a few rows among a million.
CREATE INDEX event_backup ON event (seq) WHERE kind IN ('backup_made', 'backup_failed', 'restore_drilled');
