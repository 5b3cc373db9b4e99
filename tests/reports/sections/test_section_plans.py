"""A month within years of history: no section walks through what it does not count."""

from collections.abc import Callable

import pytest

from storeops.base.clock import FrozenClock
from storeops.measuring.tally import Tally
from storeops.reports.sections.floor_view import over_target, pauses, transfers
from storeops.reports.sections.records_view import data_quality, names
from storeops.reports.sections.staffing_view import staffing
from storeops.store.database import HallDatabase
from tests.factories import MONDAY_NINE, a_served_ticket, a_waiting_ticket
from tests.reports.sections.march import MARCH
from tests.test_query_plans import FEW_CLOSED_TICKETS, add_history, no_walk_through_history

Section = Callable[[HallDatabase], object]

SECTIONS: dict[str, Section] = {
    "over_target": lambda db: over_target(db, MARCH, Tally()),
    "transfers": lambda db: transfers(db, MARCH),
    "pauses": lambda db: pauses(db, MARCH),
    "staffing": lambda db: staffing(db, MARCH, MONDAY_NINE, Tally()),
    "data_quality": lambda db: data_quality(db, MARCH, Tally()),
}


@pytest.mark.parametrize("section", SECTIONS)
def test_no_section_walks_through_history(db: HallDatabase, clock: FrozenClock, section: str) -> None:
    add_history(db, FEW_CLOSED_TICKETS)
    a_served_ticket(db, clock)
    a_waiting_ticket(db, clock)

    with no_walk_through_history(db):
        SECTIONS[section](db)


def test_names_are_a_few_rows(db: HallDatabase) -> None:
    add_history(db, FEW_CLOSED_TICKETS)

    with no_walk_through_history(db):
        names(db, MARCH)
