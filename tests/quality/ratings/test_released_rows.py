"""The taps of a month as a clerk's own figures may hold them, from the rows."""

from datetime import date
from zoneinfo import ZoneInfo

from storeops.base.clock import FrozenClock
from storeops.quality.ratings.moments import Moment
from storeops.quality.ratings.released_rows import released_between
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, later
from tests.quality.feedback.answers import a_rated_visit

SHANGHAI = ZoneInfo("Asia/Shanghai")
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def test_taps_are_told_by_employee_and_moment(db: HallDatabase, clock: FrozenClock) -> None:
    for value in (1, 4, 4, 5, 5):
        a_rated_visit(db, clock, waiting=3, farewell=value)
    later(clock, "24h")
    a_rated_visit(db, clock, farewell=1)

    found = {of.moment: of for of in released_between(db, *MARCH, SHANGHAI, date(2026, 3, 3))}

    assert {moment: of.employee_id is None for moment, of in found.items()} == {
        Moment.WAITING: True,
        Moment.FAREWELL: False,
    }
    assert [tap.value for tap in found[Moment.FAREWELL].released.taps] == [1, 4, 4, 5, 5]
    assert [(tap.value, tap.day) for tap in found[Moment.FAREWELL].released.waiting] == [(1, date(2026, 3, 3))]


def test_of_one_employee_are_those_credited_to_them(db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, waiting=3, farewell=4)

    def moments(code: str) -> list[Moment]:
        return [of.moment for of in released_between(db, *MARCH, SHANGHAI, date(2026, 3, 3), code)]

    assert (moments(ANA.code), moments(BRUNO.code)) == ([Moment.FAREWELL], [])
