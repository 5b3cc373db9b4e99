-- Over whom the middle of the volume line and of the hours is: from here on over everybody of the role clerk.

UPDATE star_policy SET body = json_set(body, '$.definitions.clerks_middle',
  coalesce((SELECT month_to_come(zone) FROM hall), '1970-01'));
