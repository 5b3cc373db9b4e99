"""A month that only a wrong clock has shown is not closed by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.hall.clock_actions import note_start
from storeops.month_end.refusals import TimeInDoubt
from storeops.quality.stars.due_month_rows import months_due
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.database import HallDatabase
from storeops.store.journal import latest_at
from tests.factories import MONDAY_NINE, a_served_ticket

MID_JANUARY_2015 = datetime(2015, 1, 14, 1, 0, tzinfo=UTC)
MID_APRIL = MONDAY_NINE + timedelta(days=42)


@pytest.fixture
def started_in_2015(db: HallDatabase, clock: FrozenClock) -> None:
    """A customer in March 2026; then the computer starts in January 2015, and another customer is served."""
    a_served_ticket(db, clock)
    clock.instant = MID_JANUARY_2015
    note_start(db, clock, SYSTEM, latest_at(db))
    a_served_ticket(db, clock)


@pytest.mark.usefixtures("started_in_2015")
def test_nobody_closes_a_month_while_the_time_is_in_doubt(db: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(days=60)

    with pytest.raises(TimeInDoubt):
        close_report(db, clock, SYSTEM, "2015-01")


@pytest.mark.usefixtures("started_in_2015")
def test_the_months_of_the_wrong_time_are_left_alone_once_the_clock_is_right(
    db: HallDatabase, clock: FrozenClock
) -> None:
    clock.instant = MONDAY_NINE + timedelta(hours=3)
    note_start(db, clock, SYSTEM, latest_at(db))

    assert months_due(db, MID_APRIL) == ["2026-03"]


def test_a_month_in_which_the_clock_was_wrong_for_a_while_is_closed(db: HallDatabase, clock: FrozenClock) -> None:
    """The clock stood 40 days ahead, in April; April comes, with days of its own."""
    a_served_ticket(db, clock)
    clock.advance(days=40)
    note_start(db, clock, SYSTEM, latest_at(db))
    a_served_ticket(db, clock)
    clock.instant = MONDAY_NINE + timedelta(hours=3)
    note_start(db, clock, SYSTEM, latest_at(db))
    assert months_due(db, MID_APRIL + timedelta(days=30)) == ["2026-03"]
    clock.instant = MONDAY_NINE + timedelta(days=50)
    a_served_ticket(db, clock)

    assert months_due(db, MID_APRIL + timedelta(days=30)) == ["2026-03", "2026-04"]
