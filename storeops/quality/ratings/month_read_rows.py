"""What detectors, feedback and report all look at, one by one, of a month: it is read once. Named SQL.

What somebody only counts (stars, the hall's shares) stays with whoever counts it: the database adds a month up in less
time than it takes to fetch its rows.
"""

from collections.abc import Sequence
from functools import cached_property

from sqlite_utils import Database

from storeops.base.months import month_days
from storeops.measuring.uncollected import uncollected
from storeops.quality.ratings.visit_tap import VisitTap
from storeops.store import rows
from storeops.store.sql_time import second

# In the order of the fields. The cross join fixes the order: from the tickets of the days down, never from all taps up.
_TAPS = f"""
SELECT tap.ticket_id, visit.business_day, tap.moment, tap.value, tap.answered_at,
       {second("tap.answered_at")} AS answered_second, tap.employee_id, prompt.employee_id AS asked_employee_id,
       prompt.counter_id, coalesce(prompt.place = 'pad', 0) AS is_on_pad,
       coalesce(prompt.why_shown = 'end', 0) AS is_of_end
FROM visit
CROSS JOIN standing_rating AS tap ON tap.ticket_id = visit.id
LEFT JOIN prompt ON prompt.id = tap.prompt_id
WHERE visit.business_day BETWEEN ? AND ?
"""
_IN_ORDER = " ORDER BY tap.answered_at, tap.id"


class MonthRead:
    """The facts of a month's business days: each kind is read when it is first asked for, and then kept.

    Made by whoever shows or closes a month and handed on to everything that it is made of. BadValue for no month.
    """

    def __init__(self, db: Database, month: str) -> None:
        first, last = month_days(month)
        self.month = month
        self.days = first.isoformat(), last.isoformat()
        self._db = db

    @cached_property
    def taps(self) -> Sequence[VisitTap]:
        """The taps of the month's visits, in the order in which they were made."""
        with uncollected():
            return rows.many(self._db, VisitTap, _TAPS + _IN_ORDER, self.days)

    @cached_property
    def employee_codes(self) -> dict[int, str]:
        """Every employee's number by id."""
        return dict(self._db.execute("SELECT id, code FROM employee").fetchall())
