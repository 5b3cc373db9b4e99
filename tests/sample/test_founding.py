"""Making a hall: the empty one and the sample."""

from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.hall import hall_rows, offer_rows
from storeops.people import employee_rows
from storeops.people.roles import Role
from storeops.people.sign_in_actions import sign_in
from storeops.quality.guideposts import card_rows
from storeops.queueing.issue import Wish, issue
from storeops.queueing.staffing import open_counter
from storeops.sample.founding_actions import found_hall, found_sample_hall, known_zone
from storeops.sample.sample_offer import SAMPLE_CATEGORIES, sample_clerk_name
from storeops.store.database import HallDatabase, create
from tests.factories import AS_PROGRAM, AT_DESK, everything, last_event, rows


@pytest.fixture
def new(tmp_path: Path) -> HallDatabase:
    """A database with nothing in it but the schema."""
    return create(tmp_path / "new.db")


def test_an_empty_hall_has_an_administrator_and_nothing_else(new: HallDatabase, clock: FrozenClock) -> None:
    (administrator,) = found_hall(new, clock, SYSTEM, "Asia/Shanghai")

    hall = hall_rows.hall(new)
    assert (administrator.code, administrator.role) == ("9001", Role.ADMINISTRATOR)
    assert (str(hall.zone), hall.is_sample) == ("Asia/Shanghai", False)
    assert hall_rows.opening_hours(new, hall).never_closes
    assert offer_rows.all_services(new) == []
    assert rows(new, "SELECT code FROM counter") == []
    assert last_event(new)["kind"] == "hall_founded"


def test_the_shipped_settings_are_those_of_the_product(new: HallDatabase, clock: FrozenClock) -> None:
    found_hall(new, clock, SYSTEM, "Asia/Shanghai")

    hall = hall_rows.hall(new)
    seconds = [
        promise.total_seconds()
        for promise in (hall.promises.standard, hall.promises.assisted, hall.promises.vip, hall.promises.appointment)
    ]
    assert seconds == [300, 120, 120, 60]
    assert (hall.recall_gap_seconds, hall.calls_before_no_show) == (0, 1)
    assert (hall.tickets_before_opening_minutes, hall.wait_target_seconds) == (30, 300)


def test_the_printed_pins_open_the_hall(new: HallDatabase, clock: FrozenClock) -> None:
    people = found_sample_hall(new, clock, SYSTEM, "Asia/Shanghai", 2)

    for person in people:
        assert sign_in(new, clock, SYSTEM, person.code, person.pin, AS_PROGRAM).employee.name == person.name
        assert person.pin not in str(everything(new)["employee"])


def test_the_sample_hall_has_its_people_and_counters(new: HallDatabase, clock: FrozenClock) -> None:
    people = found_sample_hall(new, clock, SYSTEM, "Europe/Berlin", 3)

    assert [(person.code, person.role) for person in people] == [
        ("9001", Role.ADMINISTRATOR),
        ("1001", Role.CLERK),
        ("1002", Role.CLERK),
        ("1003", Role.CLERK),
        ("3001", Role.GREETER),
        ("4001", Role.SHIFT_LEAD),
        ("5001", Role.DUTY_MANAGER),
        ("5002", Role.DUTY_MANAGER),
        ("7001", Role.SUPERVISOR),
    ]
    assert [row["code"] for row in rows(new, "SELECT code FROM counter ORDER BY position")] == ["1", "2", "3"]
    assert hall_rows.hall(new).is_sample
    assert len(employee_rows.all_employees(new)) == len(people)


def test_the_sample_hall_offers_nine_categories(new: HallDatabase, clock: FrozenClock) -> None:
    found_sample_hall(new, clock, SYSTEM, "Asia/Shanghai", 1)

    assert len(offer_rows.categories(new)) == 9
    offered = {service.category_code for service in offer_rows.active_services(new)}
    assert offered == {category.code for category in offer_rows.categories(new)}
    assert offer_rows.service_by_code(new, "payment").prefix == "A"


def test_the_sample_hall_works_at_once(new: HallDatabase, clock: FrozenClock) -> None:
    found_sample_hall(new, clock, SYSTEM, "Asia/Shanghai", 6)

    numbers = [issue(new, clock, SYSTEM, Wish(service.code)).number for service in offer_rows.active_services(new)]
    opened = [open_counter(new, clock, SYSTEM, str(number), str(1000 + number)).state for number in range(1, 7)]

    assert len(set(numbers)) == len(numbers) == sum(len(category.services) for category in SAMPLE_CATEGORIES)
    assert opened == ["open"] * 6


def test_the_sample_hall_ships_best_answers_for_its_desks(new: HallDatabase, clock: FrozenClock) -> None:
    found_sample_hall(new, clock, SYSTEM, "Asia/Shanghai", 1)

    payment = offer_rows.service_by_code(new, "payment")
    (card,) = card_rows.shown_for(new, payment.id)
    assert card.texts.question("en") == "How soon does my phone work again after paying?"


@pytest.mark.parametrize("counters", [0, -1, 100])
def test_a_sample_hall_has_one_to_ninety_nine_counters(new: HallDatabase, clock: FrozenClock, counters: int) -> None:
    before = everything(new)

    with pytest.raises(BadValue, match="1 to 99"):
        found_sample_hall(new, clock, SYSTEM, "Asia/Shanghai", counters)

    assert everything(new) == before


def test_the_largest_sample_hall_has_clerks_with_names_of_their_own(new: HallDatabase, clock: FrozenClock) -> None:
    names = [sample_clerk_name(number) for number in range(1, 100)]

    assert len(set(names)) == 99


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "Asia", "\0"])
def test_an_unknown_zone_is_refused(new: HallDatabase, clock: FrozenClock, zone: str) -> None:
    before = everything(new)

    with pytest.raises(BadValue, match="time zone"):
        found_hall(new, clock, SYSTEM, zone)

    assert everything(new) == before


def test_a_known_zone_is_taken_as_it_is() -> None:
    assert known_zone("Asia/Shanghai") == "Asia/Shanghai"


def test_the_first_administrator_of_a_real_hall_has_a_pin_for_one_time(new: HallDatabase, clock: FrozenClock) -> None:
    (administrator,) = found_hall(new, clock, SYSTEM, "Asia/Shanghai")

    assert sign_in(new, clock, SYSTEM, administrator.code, administrator.pin, AT_DESK).employee.pin_is_one_time
