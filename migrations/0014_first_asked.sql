-- Whether whoever was asked first kept a case: a manager who takes it after an escalation is no hand-over by its owner.

ALTER TABLE hand_over ADD COLUMN is_take_over INTEGER NOT NULL DEFAULT 0 CHECK (is_take_over IN (0, 1));
-- An offer that a colleague answers is answered later than it is made.
UPDATE hand_over SET is_take_over = 1 WHERE is_accepted = 1 AND answered_at = offered_at;

UPDATE star_policy SET body = json_set(body, '$.definitions.first_asked',
  coalesce((SELECT month_to_come(zone) FROM hall), '1970-01'));
