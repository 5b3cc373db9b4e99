"""The whole hall's counts of feedback, added up by the database: days of a year stay quick. Named SQL.

They count what shares_by() counts of all facts of the same days.
"""

from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.feedback.feedback_shares import SATISFIED_FROM, Shares
from storeops.quality.ratings.moments import HIGHEST, WhyShown
from storeops.store import rows

_VALUES = {"satisfied": SATISFIED_FROM, "highest": HIGHEST, "end": WhyShown.END.value}

_AS_IT_STOOD = {
    "taps": "AND tap.answered_at < :until",
    "questions": "AND prompt.shown_at < :until",
    "ends": "AND ticket.ended_at < :until",
}
_AS_IT_IS = dict.fromkeys(_AS_IT_STOOD, "")
"""Whole days do not read when something came: a closed month would be counted from it, too."""

# Each tally by the day of the visit, beside a day without any of it. The cross joins fix the order: from the tickets of
# the days down, never from all taps and questions up.
_BY_DAY = """
WITH taps AS (
  SELECT visit.business_day, count(*) AS ratings, count(*) FILTER (WHERE tap.value >= :satisfied) AS satisfied,
         count(*) FILTER (WHERE tap.value = :highest) AS delighted, count(DISTINCT tap.prompt_id) AS answered
  FROM visit CROSS JOIN standing_rating AS tap ON tap.ticket_id = visit.id
  WHERE visit.business_day BETWEEN :first AND :last {taps}
  GROUP BY visit.business_day
), questions AS (
  SELECT visit.business_day, count(*) AS shown FROM visit CROSS JOIN prompt ON prompt.ticket_id = visit.id
  WHERE visit.business_day BETWEEN :first AND :last {questions}
  GROUP BY visit.business_day
), ends AS (
  SELECT ticket.business_day, count(*) AS closes,
         count(*) FILTER (WHERE EXISTS
           (SELECT 1 FROM prompt WHERE prompt.ticket_id = ticket.id AND prompt.why_shown = :end)) AS prompted
  FROM ticket
  WHERE ticket.business_day BETWEEN :first AND :last AND ticket.state = 'served' AND ticket.is_imported = 0
    {ends}
  GROUP BY ticket.business_day
), days AS (
  SELECT business_day FROM taps UNION SELECT business_day FROM questions UNION SELECT business_day FROM ends
)
SELECT days.business_day, coalesce(ratings, 0) AS "shares.ratings", coalesce(satisfied, 0) AS "shares.satisfied",
       coalesce(delighted, 0) AS "shares.delighted", coalesce(shown, 0) AS "shares.shown",
       coalesce(answered, 0) AS "shares.answered", coalesce(closes, 0) AS "shares.closes",
       coalesce(prompted, 0) AS "shares.prompted"
FROM days LEFT JOIN taps USING (business_day) LEFT JOIN questions USING (business_day)
LEFT JOIN ends USING (business_day)
ORDER BY days.business_day
"""


class _DayShares(NamedTuple):
    business_day: str
    shares: Shares


def shares_by_day(db: Database, first_day: str, last_day: str, until: datetime | None = None) -> dict[str, Shares]:
    """The counts of the visits of each business day, both included, that has any; as they stood at `until`, if told."""
    days = {"first": first_day, "last": last_day} | ({"until": stamp(until)} if until else {})
    sql = _BY_DAY.format(**(_AS_IT_STOOD if until else _AS_IT_IS))
    found = rows.each(db, _DayShares, sql, {**_VALUES, **days})
    return {own.business_day: own.shares for own in found}
