-- What an input of the stars means is a field of the policy, with the month from which on it means that. A hall from
-- before goes on as it began until the next month begins; a new hall has known nothing else.
UPDATE star_policy SET body = json_set(body, '$.definitions', json_object(
  'confirmed_exceptions', coalesce((SELECT month_to_come(zone) FROM hall), '1970-01')));

-- The changed definitions of the newest policy, each with the month from which on it holds: every version carries the
-- same.
CREATE VIEW definition_in_force AS
SELECT definition.key AS name, definition.value AS since
FROM star_policy CROSS JOIN json_each(star_policy.body, '$.definitions') AS definition
WHERE star_policy.name = 'service_stars'
  AND star_policy.version = (SELECT max(newest.version) FROM star_policy AS newest WHERE newest.name = 'service_stars');
