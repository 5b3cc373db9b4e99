"""A day and a week that have begun, beside as much of the other."""

from datetime import date, timedelta

from storeops.base.clock import FrozenClock
from storeops.reports.chapters.figure import figure
from storeops.reports.periods.period import Period, compared_with, day_of, week_of
from storeops.reports.periods.period_report_view import LivePeriod, period_report
from storeops.store.database import HallDatabase
from tests.factories import MONDAY_NINE, a_served_ticket, later
from tests.quality.feedback.answers import a_rated_visit
from tests.reports.told_reports import ENGLISH

MONDAY = date(2026, 3, 2)
"""The clock stands at nine of this day."""


def seen(db: HallDatabase, clock: FrozenClock, period: Period) -> LivePeriod:
    return period_report(db, period, clock.now(), compared_with(period))


def test_a_day_that_has_begun_is_compared_with_the_same_hours(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    clock.instant += timedelta(hours=6)
    for _ in range(3):
        a_served_ticket(db, clock)
    clock.instant += timedelta(days=7) - timedelta(hours=5)
    a_served_ticket(db, clock)

    issued = figure(seen(db, clock, day_of(MONDAY + timedelta(days=7))), "issued", ENGLISH)

    # One by ten o'clock after one by ten o'clock: the three of the afternoon are still to come.
    assert (issued.value, issued.base and issued.base.before, issued.base and issued.base.amount) == (1, 1, 0)


def test_the_answers_of_a_day_that_has_begun_are_compared_with_those_of_the_same_hours(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_rated_visit(db, clock, farewell=5)
    clock.instant += timedelta(hours=6)
    for _ in range(3):
        a_rated_visit(db, clock, farewell=1)
    clock.instant = MONDAY_NINE + timedelta(days=7)
    a_rated_visit(db, clock, farewell=5)
    later(clock, "1m")

    report = seen(db, clock, day_of(MONDAY + timedelta(days=7)))

    # By then the one of the week before was content, too; with the three of its afternoon 1 of 4 was, a share of .25.
    csat, response = (figure(report, metric, ENGLISH) for metric in ("csat", "response_rate"))
    assert (csat.value, csat.base and csat.base.before) == (1, 1)
    assert (response.value, response.base and response.base.before) == (1, 1)


def test_a_week_that_has_begun_is_compared_with_the_same_days(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(4):
        a_served_ticket(db, clock)
        clock.instant += timedelta(days=1)
    clock.instant += timedelta(days=3)
    a_served_ticket(db, clock)
    clock.instant += timedelta(days=1)
    a_served_ticket(db, clock)

    issued = figure(seen(db, clock, week_of(MONDAY + timedelta(days=7))), "issued", ENGLISH)

    # Two of Monday and Tuesday after two of the four that the week before had.
    assert (issued.value, issued.base and issued.base.before, issued.base and issued.base.amount) == (2, 2, 0)


def test_a_period_that_is_over_is_compared_with_all_of_the_other(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    clock.instant += timedelta(days=7)
    for _ in range(2):
        a_served_ticket(db, clock)
    clock.instant += timedelta(days=7)

    issued = figure(seen(db, clock, week_of(MONDAY + timedelta(days=7))), "issued", ENGLISH)

    # Two on one open day after one on one.
    assert issued.base is not None
    assert (issued.base.before, issued.base.amount, issued.base.is_of_days) == (1, 1.0, True)
