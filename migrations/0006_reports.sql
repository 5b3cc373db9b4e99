-- Summaries of days, closed months of the report, what was delivered, and the year's targets.

-- A cache: what a settled day's tickets add up to, whole and by part. Whatever changes a day drops its rows here.
CREATE TABLE day_summary (
  business_day  TEXT NOT NULL CHECK (length(business_day) = 10),
  part          TEXT NOT NULL CHECK (part IN ('hall', 'half_hours', 'services')),
  body          TEXT NOT NULL,
  PRIMARY KEY (business_day, part)
) STRICT, WITHOUT ROWID;

-- One version of a month's report. `body` is the report itself, in JSON; `checksum` that of the figures in it, so that
-- a month counted again makes no new version where nothing changed. Nothing is ever overwritten.
CREATE TABLE report_month (
  id                   INTEGER PRIMARY KEY,
  month                TEXT NOT NULL CHECK (length(month) = 7),
  version              INTEGER NOT NULL CHECK (version >= 1),
  definitions_version  INTEGER NOT NULL,
  policy_id            INTEGER REFERENCES star_policy (id),
  star_version         INTEGER,
  closed_at            TEXT NOT NULL,
  closed_by            TEXT NOT NULL,
  reason               TEXT,
  correction_id        INTEGER NOT NULL DEFAULT 0,
  inputs_checksum      TEXT NOT NULL,
  checksum             TEXT NOT NULL,
  body                 TEXT NOT NULL,
  UNIQUE (month, version),
  CHECK ((version = 1) = (reason IS NULL))
) STRICT;

-- A file of a version that the job wrote into the folder of reports; `path` is relative to that folder.
CREATE TABLE report_file (
  id               INTEGER PRIMARY KEY,
  report_month_id  INTEGER NOT NULL REFERENCES report_month (id),
  format           TEXT NOT NULL CHECK (format IN ('html', 'pdf', 'xlsx', 'json', 'csv')),
  language         TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  path             TEXT NOT NULL,
  size_bytes       INTEGER NOT NULL,
  checksum         TEXT NOT NULL,
  written_at       TEXT NOT NULL,
  UNIQUE (report_month_id, format, language)
) STRICT;

-- A version that was handed to the mail server, or what came in between; tried again until it is sent.
CREATE TABLE report_mail (
  report_month_id  INTEGER PRIMARY KEY REFERENCES report_month (id),
  recipients       TEXT NOT NULL,
  tried_count      INTEGER NOT NULL,
  tried_at         TEXT NOT NULL,
  sent_at          TEXT,
  failure          TEXT,
  CHECK ((sent_at IS NULL) <> (failure IS NULL))
) STRICT;

-- What the hall wants to reach in a year, by metric: a sum for counts, a level for everything else.
CREATE TABLE year_target (
  year    INTEGER NOT NULL CHECK (year BETWEEN 1970 AND 2999),
  metric  TEXT NOT NULL,
  target  REAL NOT NULL CHECK (target >= 0),
  set_at  TEXT NOT NULL,
  set_by  TEXT NOT NULL,
  PRIMARY KEY (year, metric)
) STRICT, WITHOUT ROWID;
