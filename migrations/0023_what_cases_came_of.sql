-- A transaction or a call that is new looks for cases that point at it.
CREATE INDEX follow_up_transaction ON follow_up (transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX follow_up_duty_call ON follow_up (duty_call_id) WHERE duty_call_id IS NOT NULL;
