-- What changed somebody's role: a month's stars ask which role everybody had at its end.
CREATE INDEX event_role ON event (employee_id, seq) WHERE kind IN ('employee_added', 'employee_changed');
