-- Exceptional business as its clerk called it, with nobody called for it: it counts as normal unless the duty manager
-- confirms it on the same day.
CREATE TABLE exceptional_claim (
  transaction_id  INTEGER PRIMARY KEY REFERENCES leg_transaction (id),
  claimed_at      TEXT NOT NULL,
  is_confirmed    INTEGER CHECK (is_confirmed IN (0, 1)),
  ruled_at        TEXT,
  ruled_by        INTEGER REFERENCES employee (id),
  CHECK ((ruled_at IS NULL) = (is_confirmed IS NULL)),
  CHECK ((ruled_at IS NULL) = (ruled_by IS NULL))
) STRICT;
CREATE INDEX exceptional_claim_time ON exceptional_claim (claimed_at);

-- What a case came of: a transaction that ended as technical, or a call for the duty manager.
ALTER TABLE follow_up ADD COLUMN transaction_id INTEGER REFERENCES leg_transaction (id);
ALTER TABLE follow_up ADD COLUMN duty_call_id INTEGER REFERENCES duty_call (id);

-- A visit that left something behind: a complaint, a technical case or unfinished business that was written down before
-- it ended, or came of a call for the duty manager there, and was not answered by then.
CREATE VIEW visit_with_open_case AS
SELECT follow_up.ticket_id, ticket.business_day
FROM follow_up
CROSS JOIN ticket ON ticket.id = follow_up.ticket_id
WHERE follow_up.kind IN ('complaint', 'technical', 'unfinished')
  AND ticket.ended_at IS NOT NULL AND (follow_up.opened_at <= ticket.ended_at OR follow_up.duty_call_id IS NOT NULL)
  AND (follow_up.first_answered_at IS NULL OR follow_up.first_answered_at > ticket.ended_at);

-- Past midnight both may change a day that is summed up already.
CREATE TRIGGER exceptional_claim_ruled AFTER UPDATE ON exceptional_claim BEGIN
  DELETE FROM day_summary WHERE business_day = (
    SELECT ticket.business_day FROM leg_transaction JOIN leg ON leg.id = leg_transaction.leg_id
    JOIN ticket ON ticket.id = leg.ticket_id WHERE leg_transaction.id = NEW.transaction_id);
END;
CREATE TRIGGER follow_up_of_call AFTER INSERT ON follow_up WHEN NEW.duty_call_id IS NOT NULL BEGIN
  DELETE FROM day_summary WHERE business_day = (SELECT business_day FROM ticket WHERE id = NEW.ticket_id);
END;
