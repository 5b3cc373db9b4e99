"""The whole hall's counts of feedback, added up by the database: days of a year stay quick. Named SQL.

They count what shares_by() counts of all facts of the same days.
"""

from sqlite_utils import Database

from storeops.quality.feedback.feedback_shares import SATISFIED_FROM, Shares
from storeops.quality.ratings.moments import HIGHEST, WhyShown
from storeops.store import rows

# The cross joins fix the order: from the tickets of the days down, never from all taps and questions up.
_SHARES = """
WITH taps AS (
  SELECT count(*) AS ratings, count(*) FILTER (WHERE tap.value >= :satisfied) AS satisfied,
         count(*) FILTER (WHERE tap.value = :highest) AS delighted, count(DISTINCT tap.prompt_id) AS answered
  FROM visit CROSS JOIN standing_rating AS tap ON tap.ticket_id = visit.id
  WHERE visit.business_day BETWEEN :first AND :last
), questions AS (
  SELECT count(*) AS shown FROM visit CROSS JOIN prompt ON prompt.ticket_id = visit.id
  WHERE visit.business_day BETWEEN :first AND :last
), ends AS (
  SELECT count(*) AS closes,
         count(*) FILTER (WHERE EXISTS
           (SELECT 1 FROM prompt WHERE prompt.ticket_id = ticket.id AND prompt.why_shown = :end)) AS prompted
  FROM ticket
  WHERE ticket.business_day BETWEEN :first AND :last AND ticket.state = 'served' AND ticket.is_imported = 0
)
SELECT ratings, satisfied, delighted, shown, answered, closes, prompted FROM taps, questions, ends
"""


def hall_shares(db: Database, first_day: str, last_day: str) -> Shares:
    """The counts of the visits of these business days, both included."""
    values = {"satisfied": SATISFIED_FROM, "highest": HIGHEST, "end": WhyShown.END.value}
    return rows.one(db, Shares, _SHARES, {**values, "first": first_day, "last": last_day}) or Shares()
