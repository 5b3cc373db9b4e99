"""Which ticket somebody means who says its number alone. Named SQL."""

# The plus lets SQLite look through the few that are alive, not through all that ever had this number.
MEANT_BY_NUMBER = """
SELECT coalesce(
  (SELECT id FROM ticket WHERE +number = :number AND ended_at IS NULL ORDER BY business_day DESC LIMIT 1),
  (SELECT id FROM ticket WHERE number = :number ORDER BY business_day DESC LIMIT 1))
"""
"""SQL: the id of the one that is alive, of which there is one at most; else of that of the latest day. NULL: none."""
