"""A place that is asked for by the number and the minute of issue."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.queueing import place_view
from storeops.queueing.refusals import PlaceNotFound
from storeops.store.database import HallDatabase
from tests.factories import a_waiting_ticket, later


def test_number_and_minute_lead_to_the_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    later(clock, "5m")
    mine = a_waiting_ticket(db, clock)  # A002 at 09:05

    found = place_view.asked_ticket(db, clock.now(), "a002", "9:05")

    assert found.token == mine.token
    assert place_view.place(db, clock.now(), found.id, found.number).ahead_count == 1


@pytest.mark.parametrize(
    ("number", "minute"),
    [("A002", "09:00"), ("A001", "09:01"), ("A001", "08:59"), ("A001", "21:00"), ("A001", ""), ("nonsense", "09:00")],
)
def test_whatever_is_wrong_the_refusal_is_the_same(
    db: HallDatabase, clock: FrozenClock, number: str, minute: str
) -> None:
    a_waiting_ticket(db, clock)

    with pytest.raises(PlaceNotFound) as refused:
        place_view.asked_ticket(db, clock.now(), number, minute)

    assert refused.value.values == {}


def test_a_place_is_asked_for_on_the_day_of_the_visit(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    later(clock, "24h")
    place_view.asked_ticket(db, clock.now(), "A001", "09:00")
    later(clock, "1s")

    with pytest.raises(PlaceNotFound):
        place_view.asked_ticket(db, clock.now(), "A001", "09:00")


def test_a_link_to_a_ticket_that_a_restored_backup_does_not_have_shows_nobody_else(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)

    with pytest.raises(PlaceNotFound):
        place_view.place(db, clock.now(), 1, "B001")
