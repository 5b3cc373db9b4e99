-- An item of a check sheet brings points, deducts each time that it is seen, or vetoes: then the whole check is 0. What
-- was seen once or more is a mark of 0, with `times` for an item that deducts. Existing sheets bring points alone.
ALTER TABLE sheet_item ADD COLUMN kind TEXT NOT NULL DEFAULT 'points' CHECK (kind IN ('points', 'deduct', 'veto'));
ALTER TABLE check_mark ADD COLUMN times INTEGER NOT NULL DEFAULT 1 CHECK (times BETWEEN 1 AND 5);

-- A check as it stands: its latest version. The score is 50 * doubled_points / weights; both are whole numbers, NULL
-- where nothing applied. Where nothing is deducted they are what they were: a half mark counts 1 of 2. A deduction takes
-- whole points of 100 off, so both are 50 times as large there; a veto leaves 0. Where items apply and none of them brings
-- points, a check begins with 2 of 2 doubled points.
DROP VIEW check_in_force;
CREATE VIEW check_in_force AS
SELECT spot_check.*, check_version.id AS version_id, check_version.version,
       (SELECT CASE
          WHEN sum(sheet_item.kind = 'veto' AND check_mark.mark = 0) THEN 0
          WHEN sum(sheet_item.kind = 'deduct' AND check_mark.mark = 0) THEN
            max(0, 50 * coalesce(sum(CASE WHEN sheet_item.kind = 'points'
                                          THEN CAST(2 * check_mark.mark AS INTEGER) * sheet_item.weight END), 2)
                   - sum(CASE WHEN sheet_item.kind = 'deduct' AND check_mark.mark = 0
                              THEN sheet_item.weight * check_mark.times ELSE 0 END)
                     * coalesce(sum(CASE WHEN sheet_item.kind = 'points' AND check_mark.mark IS NOT NULL
                                         THEN sheet_item.weight END), 1))
          ELSE coalesce(sum(CASE WHEN sheet_item.kind = 'points'
                                 THEN CAST(2 * check_mark.mark AS INTEGER) * sheet_item.weight END),
                        CASE WHEN count(check_mark.mark) > 0 THEN 2 END)
        END
        FROM check_mark CROSS JOIN sheet_item ON sheet_item.id = check_mark.item_id
        WHERE check_mark.version_id = check_version.id) AS doubled_points,
       (SELECT coalesce(sum(CASE WHEN sheet_item.kind = 'points' AND check_mark.mark IS NOT NULL
                                 THEN sheet_item.weight END),
                        CASE WHEN count(check_mark.mark) > 0 THEN 1 END)
               * CASE WHEN sum(sheet_item.kind = 'deduct' AND check_mark.mark = 0) THEN 50 ELSE 1 END
        FROM check_mark CROSS JOIN sheet_item ON sheet_item.id = check_mark.item_id
        WHERE check_mark.version_id = check_version.id) AS weights,
       EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'check' AND set_aside.row_id = spot_check.id)
         AS is_set_aside
FROM spot_check
CROSS JOIN check_version ON check_version.check_id = spot_check.id AND check_version.version =
     (SELECT max(later.version) FROM check_version AS later WHERE later.check_id = spot_check.id)
WHERE spot_check.is_blind = 0;
