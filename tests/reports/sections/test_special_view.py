"""Customers of the special segments."""

from pathlib import Path

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.reports.sections.floor_view import special_customers
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import a_no_show, a_served_ticket, open_daily
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs
from tests.reports.sections.march import EMPTY, MARCH, tally_of

NOBODY = {
    "assisted": 0,
    "assisted_served": 0,
    "assisted_wait_median": None,
    "vip": 0,
    "appointments": 0,
    "diversion_rate": None,
    "electronic_share": None,
}


def test_each_segment_is_counted_and_the_wait_is_that_of_helped_customers(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    open_daily(db, "09:00", "18:00")
    legs = [
        cells("A001", segment="assisted"),
        cells("A002", segment="assisted", called_at="10:02"),
        cells("A003", segment="assisted", issued_at="08:40", called_at="09:01", started_at="09:01", ended_at="09:02"),
        cells("A004", 0, "cancelled", segment="assisted"),
        cells("A005", 0, "void", segment="assisted"),
        cells("A006", segment="vip", called_at="10:30", started_at="10:31", ended_at="10:32"),
        cells("A007", 0, "no_show", segment="appointment", called_at="10:05"),
    ]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    found = written(special_customers(tally_of(db, MARCH)))

    # Waits of 240 s, 120 s and, from the opening on, 60 s.
    assert found == {
        "assisted": 4,
        "assisted_served": 3,
        "assisted_wait_median": 120,
        "vip": 1,
        "appointments": 1,
        "diversion_rate": None,
        "electronic_share": None,
    }


def test_only_the_first_wait_of_a_visit_counts(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    served = {"started_at": "10:31", "ended_at": "10:32"}
    sent_on = {"called_at": "10:01", "started_at": "10:02", "ended_at": "10:04"}
    legs = [
        cells("A001", 0, "transferred", segment="assisted", **sent_on),
        cells("A001", 1, segment="assisted", issued_at="10:04", called_at="10:30", **served),
    ]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    assert written(special_customers(tally_of(db, MARCH)))["assisted_wait_median"] == 60


def test_standard_customers_and_an_empty_month_leave_the_section_empty(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="5m")
    a_no_show(db, clock)

    assert written(special_customers(tally_of(db, MARCH))) == written(special_customers(tally_of(db, EMPTY))) == NOBODY
