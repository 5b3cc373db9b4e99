-- The flags that the detectors found when they last looked at a month: for the count beside a link. Pages look anew.
CREATE TABLE found_flag (
  month    TEXT NOT NULL,
  detector TEXT NOT NULL,
  subject  TEXT NOT NULL,
  PRIMARY KEY (month, detector, subject)
) STRICT, WITHOUT ROWID;
