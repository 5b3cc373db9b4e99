"""What happens by the clock on a day of a month that is closed counts as its correction."""

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.month_end import kept_rows
from storeops.month_end.corrections import LIVED
from storeops.queueing.calling import call_next
from storeops.queueing.staffing import open_counter
from storeops.reports.document.closed_report import REPORT
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_served_ticket, a_waiting_ticket, rows
from tests.quality.stars.star_story import at_closing


@pytest.fixture
def back_in_march(db: HallDatabase, clock: FrozenClock) -> None:
    """March is closed with one ticket, and somebody sets the clock back into it."""
    a_served_ticket(db, clock)
    assert close_report(db, at_closing(), SYSTEM, "2026-03") == 1
    clock.advance(hours=1)


def corrections(db: HallDatabase) -> list[tuple[str, str]]:
    return [(row["month"], row["what"]) for row in rows(db, "SELECT month, what FROM month_correction ORDER BY id")]


@pytest.mark.usefixtures("back_in_march")
def test_a_ticket_of_a_closed_month_is_noted_once_until_it_is_counted(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    call_next(db, clock, ANA.actor, "1")

    assert corrections(db) == [("2026-03", LIVED)]
    assert close_report(db, at_closing(), SYSTEM, "2026-03") == 2
    second = kept_rows.latest(db, REPORT, "2026-03")
    assert second
    assert LIVED in (second.reason or "")

    a_waiting_ticket(db, clock)
    assert corrections(db) == [("2026-03", LIVED)] * 2


@pytest.mark.usefixtures("back_in_march")
def test_a_counter_that_is_opened_then_is_noted_too(db: HallDatabase, clock: FrozenClock) -> None:
    open_counter(db, clock, ANA.actor, "2", "1002")

    assert corrections(db) == [("2026-03", LIVED)]


def test_in_an_open_month_nothing_is_noted(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    close_report(db, at_closing(), SYSTEM, "2026-03")
    clock.advance(days=60)

    a_waiting_ticket(db, clock)

    assert corrections(db) == []
