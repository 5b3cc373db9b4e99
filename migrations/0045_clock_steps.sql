
-- The clock of this computer showed another time (shown_at) than it should have (expected_at: at the start the newest
-- event of the hall, while it runs what the stopwatch says). doubt: the time is not taken for right until it is settled,
-- by somebody, by the network or by the clock itself, which showed wrong times until wrong_until then.
CREATE TABLE clock_step (
  id              INTEGER PRIMARY KEY,
  found_at        TEXT NOT NULL CHECK (found_at IN ('start', 'running')),
  expected_at     TEXT NOT NULL,
  shown_at        TEXT NOT NULL,
  doubt           TEXT CHECK (doubt IN ('behind', 'ahead')),
  settled_at      TEXT,
  settled_because TEXT CHECK (settled_because IN ('person', 'network', 'clock')),
  wrong_until     TEXT
) STRICT;
CREATE UNIQUE INDEX one_open_doubt ON clock_step (doubt IS NULL) WHERE doubt IS NOT NULL AND settled_at IS NULL;

-- Which months are closed is asked at each verb of a ticket, so it is read once for each edition.
CREATE TRIGGER edition_star_month_added AFTER INSERT ON star_month
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_star_month_changed AFTER UPDATE ON star_month
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_star_month_removed AFTER DELETE ON star_month
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_report_month_added AFTER INSERT ON report_month
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_report_month_changed AFTER UPDATE ON report_month
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_report_month_removed AFTER DELETE ON report_month
  BEGIN UPDATE set_up_edition SET edition = random(); END;
