"""What several look at of a month is read once."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase
from tests.factories import ANA
from tests.quality.feedback.answers import a_rated_visit

MARCH = "2026-03"


def test_a_tap_comes_with_its_visit_and_its_question(db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, farewell=4)

    (tap,) = MonthRead(db, MARCH).taps

    assert (tap.business_day, tap.moment, tap.value) == ("2026-03-02", "farewell", 4)
    assert (tap.is_on_pad, tap.is_of_end) == (1, 1)
    assert tap.employee_id == tap.asked_employee_id
    assert tap.employee_id is not None
    assert MonthRead(db, MARCH).employee_codes[tap.employee_id] == ANA.code


def test_other_months_are_not_read(db: HallDatabase, clock: FrozenClock) -> None:
    a_rated_visit(db, clock, farewell=4)

    assert MonthRead(db, "2026-02").taps == MonthRead(db, "2026-04").taps == []


def test_what_is_no_month_is_refused(db: HallDatabase) -> None:
    with pytest.raises(BadValue):
        MonthRead(db, "2026-13")


def test_a_report_reads_the_taps_of_a_month_once(db: HallDatabase, clock: FrozenClock) -> None:
    """Its key moments and its detectors look at the same ones."""
    a_rated_visit(db, clock, farewell=4)
    statements: list[str] = []

    with db.tracer(lambda sql, _: statements.append(sql)):
        month_report(db, MARCH, clock.now())

    assert sum("answered_second" in sql for sql in statements) == 1
