-- The rules that a closed month was counted by, of the version in force: they stay its rules, whatever is added later.

CREATE VIEW policy_of_closed_month AS
SELECT month, policy_id, max(version) AS version FROM star_month GROUP BY month;
