-- Complaints and praise reach the care line by a verdict, once each. What closed before is not asked for one.

-- Whether a complaint is upheld, or praise counts, and for whom: `proposed` by whoever closed the complaint or wrote the
-- praise down, `ruling` by somebody who may judge, once. No employee: it counts to the hall as a whole.
CREATE TABLE case_verdict (
  follow_up_id          INTEGER PRIMARY KEY REFERENCES follow_up (id),
  asked_at              TEXT NOT NULL,
  proposed              TEXT CHECK (proposed IN ('colleague', 'hall', 'not_upheld')),
  proposed_employee_id  INTEGER REFERENCES employee (id),
  proposed_by           INTEGER NOT NULL REFERENCES employee (id),
  ruling                TEXT CHECK (ruling IN ('colleague', 'hall', 'not_upheld')),
  employee_id           INTEGER REFERENCES employee (id),
  ruled_at              TEXT,
  ruled_by              INTEGER REFERENCES employee (id),
  CHECK ((proposed IS 'colleague') = (proposed_employee_id IS NOT NULL)),
  CHECK ((ruling IS 'colleague') = (employee_id IS NOT NULL)),
  CHECK ((ruled_at IS NULL) = (ruling IS NULL) AND (ruled_at IS NULL) = (ruled_by IS NULL)),
  CHECK (employee_id IS NULL OR employee_id <> ruled_by)
) STRICT;
CREATE INDEX case_verdict_open ON case_verdict (asked_at) WHERE ruled_at IS NULL;
CREATE INDEX care_entry_follow_up ON care_entry (follow_up_id) WHERE follow_up_id IS NOT NULL;
