"""The taps of some days as a clerk's own figures may hold them. Named SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.measuring.facts import Second
from storeops.measuring.wall_clock import wall_clock
from storeops.quality.ratings.moments import Moment
from storeops.quality.ratings.releasing import Released, released
from storeops.store import rows
from storeops.store.sql_time import second

# The cross join fixes the order: from the tickets of the days down, never from all taps up.
_TAPS = f"""
SELECT tap.id, tap.employee_id, tap.moment, tap.value,
       {second("coalesce(doubted_rating.decided_at, tap.answered_at)")} AS counted_second, tap.is_set_aside,
       visit.business_day
FROM visit
CROSS JOIN standing_rating AS tap ON tap.ticket_id = visit.id
LEFT JOIN doubted_rating ON doubted_rating.rating_id = tap.id
WHERE visit.business_day BETWEEN :first AND :last
"""
_OF_EMPLOYEE = " AND tap.employee_id = (SELECT id FROM employee WHERE code = :employee)"
_IN_ORDER = " ORDER BY tap.employee_id, tap.moment, tap.value, tap.id"


class _Answer(NamedTuple):
    """A tap as SQLite holds it."""

    id: int
    employee_id: int | None
    moment: str
    value: int
    counted_second: Second
    is_set_aside: int
    business_day: str


@dataclass(frozen=True)
class CreditedTap:
    """A tap that stands. `day` is the local one on which it began to count: that of the tap, or that of the decision on
    an answer in doubt, which would show by itself if it joined a day that is over. `visit_day` is the visit's."""

    id: int
    value: int
    day: date
    visit_day: date
    is_set_aside: bool


@dataclass(frozen=True)
class ReleasedMoment:
    """The taps on one moment that are credited to one employee; None: to the hall, or to nobody known."""

    employee_id: int | None
    moment: Moment
    released: Released[CreditedTap]


def released_between(
    db: Database, first: date, last: date, zone: ZoneInfo, today: date, employee: str | None = None
) -> list[ReleasedMoment]:
    """The taps of the visits of these business days, both included; of one employee, or of all."""
    sql = _TAPS + ("" if employee is None else _OF_EMPLOYEE) + _IN_ORDER
    values = {"first": first.isoformat(), "last": last.isoformat(), "employee": employee}
    found = rows.each(db, _Answer, sql, values)
    return [
        ReleasedMoment(employee_id, Moment(moment), released(_credited(answers, zone), today))
        for (employee_id, moment), answers in groupby(found, key=lambda answer: (answer.employee_id, answer.moment))
    ]


def _credited(answers: Iterator[_Answer], zone: ZoneInfo) -> Iterator[CreditedTap]:
    local = wall_clock(zone)
    for answer in answers:
        day, _ = local(answer.counted_second)
        visit_day = date.fromisoformat(answer.business_day)
        yield CreditedTap(answer.id, answer.value, day, visit_day, bool(answer.is_set_aside))
