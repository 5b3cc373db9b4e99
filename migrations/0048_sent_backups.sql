-- Hall pages ask what was noted of copies in a store too.
DROP INDEX event_backup;
CREATE INDEX event_backup ON event (seq)
  WHERE kind IN ('backup_made', 'backup_failed', 'backup_sent', 'backup_not_sent', 'restore_drilled');
