"""Which ticket somebody means who says its number alone. Named SQL."""

# The plus lets SQLite search the few that are alive by their state, not all that ever had this number.
MEANT_BY_NUMBER = """
SELECT coalesce(
  (SELECT id FROM ticket WHERE +number = :number AND ended_at IS NULL
   AND state IN ('waiting', 'called', 'serving', 'on_hold') ORDER BY business_day DESC LIMIT 1),
  (SELECT id FROM ticket WHERE number = :number ORDER BY business_day DESC LIMIT 1))
"""
"""SQL: the id of the one that is alive, of which there is one at most; else of that of the latest day. NULL: none."""
