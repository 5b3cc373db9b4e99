-- What of the journal is told, and under which numbers.

-- Each numbering of the journal has a name of its own, drawn at random. A hall that is founded or put back from a copy
-- has new ones, so that a screen that counts by the old ones is told to begin anew.
CREATE TABLE journal_epoch (
  series  TEXT PRIMARY KEY CHECK (series IN ('staff', 'floor', 'office')),
  epoch   TEXT NOT NULL UNIQUE CHECK (length(epoch) = 12)
) STRICT, WITHOUT ROWID;
INSERT INTO journal_epoch VALUES ('staff', lower(hex(randomblob(6)))), ('floor', lower(hex(randomblob(6)))),
                                 ('office', lower(hex(randomblob(6))));

-- The numbers of each event that was not imported: how many events its readers may know of, up to this one. Readers are
-- told these and never seq: a gap there would tell a clerk that somebody tapped just now.
CREATE TABLE told_event (
  seq            INTEGER PRIMARY KEY,
  staff_number   INTEGER NOT NULL,
  floor_number   INTEGER NOT NULL,
  office_number  INTEGER NOT NULL
) STRICT;
-- Before the first event.
INSERT INTO told_event VALUES (0, 0, 0, 0);

-- What was told until now. Then as now a clerk may know nothing of taps, nor whoever runs the floor of sign-ins.
WITH kinds AS (
  SELECT seq,
         kind IN ('issue', 'call_next', 'call_ticket', 'recall', 'start', 'next_transaction', 'system_pause',
                  'system_resume', 'finish', 'reopen', 'transfer', 'hold', 'resume', 'mark_no_show', 'reinstate',
                  'cancel', 'void', 'close_day', 'told_anew', 'announced', 'reason_given', 'counter_open',
                  'counter_pause', 'counter_unpause', 'counter_after_work', 'counter_ready', 'counter_close',
                  'duty_called', 'duty_arrived', 'duty_settled', 'duty_withdrawn', 'exceptional_confirmed',
                  'exceptional_found_normal', 'guideposts_hushed', 'guideposts_shown', 'hall_renamed',
                  'targets_changed', 'hours_changed', 'special_day_set', 'special_day_removed', 'category_added',
                  'category_changed', 'service_added', 'service_changed', 'counter_added', 'counter_changed',
                  'moment_changed', 'card_added', 'card_changed') AS is_staffs,
         kind IN ('recovery_raised', 'recovery_withdrawn', 'recovery_taken', 'recovery_closed', 'moment_observed',
                  'wish_noted', 'retention_recorded', 'sheet_added', 'check_planned', 'check_dropped', 'check_saved',
                  'check_edited', 'check_acknowledged', 'check_photo_added', 'check_appealed',
                  'check_appeal_answered', 'follow_up_opened', 'follow_up_replied', 'follow_up_promised',
                  'follow_up_closed', 'follow_up_reopened', 'verdict_given', 'follow_up_warned', 'call_back_noted',
                  'contact_read', 'hand_over_offered', 'hand_over_accepted', 'hand_over_declined') AS is_floors
  FROM event WHERE is_imported = 0)
INSERT INTO told_event
SELECT seq, sum(is_staffs) OVER told, sum(is_staffs OR is_floors) OVER told, count(*) OVER told
FROM kinds WINDOW told AS (ORDER BY seq ROWS UNBOUNDED PRECEDING);
