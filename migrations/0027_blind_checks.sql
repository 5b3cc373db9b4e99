-- A double check is blind until both inspectors have saved: nothing tells of the first one before.

-- 1 while the other check of the pair is still to be made.
ALTER TABLE spot_check ADD COLUMN is_blind INTEGER NOT NULL DEFAULT 0 CHECK (is_blind IN (0, 1));
CREATE INDEX spot_check_blind ON spot_check (business_day) WHERE is_blind = 1;

-- Those of the day that is planned now; earlier ones were seen the next day.
UPDATE spot_check SET is_blind = 1
WHERE business_day = (SELECT max(business_day) FROM check_plan)
  AND EXISTS (SELECT 1 FROM planned_check AS own CROSS JOIN planned_check AS other
              ON other.id = own.first_id OR other.first_id = own.id
              WHERE own.id = spot_check.planned_id AND other.dropped_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM spot_check AS made WHERE made.planned_id = other.id));

DROP VIEW check_in_force;

-- A spot check as it stands: its latest version; a blind one not yet. `doubled_points` and `weights` are whole numbers (a
-- half mark counts 1 of 2) over the items that applied, NULL where none did; the score is 50 * doubled_points / weights.
CREATE VIEW check_in_force AS
SELECT spot_check.*, check_version.id AS version_id, check_version.version,
       (SELECT sum(CAST(2 * check_mark.mark AS INTEGER) * sheet_item.weight)
        FROM check_mark CROSS JOIN sheet_item ON sheet_item.id = check_mark.item_id
        WHERE check_mark.version_id = check_version.id) AS doubled_points,
       (SELECT sum(sheet_item.weight)
        FROM check_mark CROSS JOIN sheet_item ON sheet_item.id = check_mark.item_id
        WHERE check_mark.version_id = check_version.id AND check_mark.mark IS NOT NULL) AS weights,
       EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'check' AND set_aside.row_id = spot_check.id)
         AS is_set_aside
FROM spot_check
CROSS JOIN check_version ON check_version.check_id = spot_check.id AND check_version.version =
     (SELECT max(later.version) FROM check_version AS later WHERE later.check_id = spot_check.id)
WHERE spot_check.is_blind = 0;
