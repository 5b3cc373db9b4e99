"""Devices and employees: who is let in, and who leaves."""

from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import AlreadyExists, BadValue
from storeops.people import device_rows, employee_rows
from storeops.people.enrolment_actions import add_device, add_employee, change_employee, deactivate
from storeops.people.refusals import DeviceExists, EmployeeElsewhere, LastAdministrator, UnknownEmployee
from storeops.people.roles import Role
from storeops.people.secrets import token_hash
from storeops.people.sign_in_actions import sign_in
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, AT_DESK, LARS, PIN, an_open_counter, everything, last_event, later


def test_a_device_is_known_by_its_token(db: HallDatabase, clock: FrozenClock) -> None:
    token = add_device(db, clock, ADA.actor, "Kiosk at the door", "kiosk")

    device = device_rows.bearer(db, token_hash(token), clock.now())
    assert device is not None
    assert (device.name, device.kind) == ("Kiosk at the door", "kiosk")
    assert token not in str(everything(db))
    assert last_event(db)["kind"] == "device_added"


def test_a_revoked_device_is_known_no_more(db: HallDatabase, clock: FrozenClock) -> None:
    token = add_device(db, clock, ADA.actor, "Kiosk", "kiosk")
    db.execute("UPDATE device SET revoked_at = '2026-03-02T01:00:00.000Z'")

    assert device_rows.bearer(db, token_hash(token), clock.now()) is None


def test_a_token_that_has_expired_opens_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    token = add_device(db, clock, ADA.actor, "till", "integration", lasts=timedelta(days=2))
    later(clock, "48h")

    assert device_rows.bearer(db, token_hash(token), clock.now() - timedelta(milliseconds=1)) is not None
    assert device_rows.bearer(db, token_hash(token), clock.now()) is None


@pytest.mark.parametrize("again", ["Kiosk", " Kiosk", "Kiosk "])
def test_a_device_needs_a_name_of_its_own(db: HallDatabase, clock: FrozenClock, again: str) -> None:
    add_device(db, clock, ADA.actor, "Kiosk", "kiosk")
    before = everything(db)

    with pytest.raises(DeviceExists):
        add_device(db, clock, ADA.actor, again, "board")

    assert everything(db) == before


@pytest.mark.parametrize(("name", "kind"), [("", "kiosk"), ("  ", "kiosk"), ("x" * 81, "kiosk"), ("Kiosk", "toaster")])
def test_a_device_needs_a_name_and_a_known_kind(db: HallDatabase, clock: FrozenClock, name: str, kind: str) -> None:
    before = everything(db)

    with pytest.raises(BadValue):
        add_device(db, clock, ADA.actor, name, kind)

    assert everything(db) == before


@pytest.mark.parametrize("name", ["x" * 80, "x" * 80 + " ", " " * 5 + "x" * 80])
def test_blanks_around_a_name_do_not_count(db: HallDatabase, clock: FrozenClock, name: str) -> None:
    add_device(db, clock, ADA.actor, name, "kiosk")
    add_employee(db, clock, ADA.actor, "  1010 ", name, Role.CLERK)

    assert everything(db)["device"][0]["name"] == "x" * 80
    assert employee_rows.by_code(db, "1010").name == "x" * 80


def test_a_new_employee_can_sign_in(db: HallDatabase, clock: FrozenClock) -> None:
    pin = add_employee(db, clock, ADA.actor, "1010", "Emil", Role.CLERK)

    assert last_event(db)["kind"] == "employee_added"
    assert pin not in str(everything(db))
    emil = sign_in(db, clock, ADA.actor, "1010", pin, AT_DESK).employee
    assert (emil.name, emil.pin_is_one_time) == ("Emil", True)


@pytest.mark.parametrize("code", [ANA.code, LARS.code, f" {ANA.code} "])
def test_a_number_belongs_to_one_employee_for_ever(db: HallDatabase, clock: FrozenClock, code: str) -> None:
    before = everything(db)

    with pytest.raises(AlreadyExists, match=code.strip()):
        add_employee(db, clock, ADA.actor, code, "Emil", Role.CLERK)

    assert everything(db) == before


@pytest.mark.parametrize(
    ("code", "name"), [("", "Emil"), (" ", "Emil"), ("1" * 41, "Emil"), ("1010", ""), ("1010", "E" * 81)]
)
def test_a_bad_number_or_name_is_refused(db: HallDatabase, clock: FrozenClock, code: str, name: str) -> None:
    before = everything(db)

    with pytest.raises(BadValue):
        add_employee(db, clock, ADA.actor, code, name, Role.CLERK)

    assert everything(db) == before


def test_an_employee_gets_another_name_and_role(db: HallDatabase, clock: FrozenClock) -> None:
    change_employee(db, clock, ADA.actor, ANA.code, "Ana B.", Role.TEAM_LEAD, is_active=True)

    changed = employee_rows.by_code(db, ANA.code)
    assert (changed.name, changed.role, changed.is_active) == ("Ana B.", Role.TEAM_LEAD, True)
    assert last_event(db)["kind"] == "employee_changed"


def test_somebody_who_left_may_come_back(db: HallDatabase, clock: FrozenClock) -> None:
    change_employee(db, clock, ADA.actor, LARS.code, LARS.name, LARS.role, is_active=True)

    assert sign_in(db, clock, LARS.actor, LARS.code, PIN, AT_DESK).employee.is_active


def test_nobody_leaves_while_at_a_counter(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    before = everything(db)

    with pytest.raises(EmployeeElsewhere, match="counter 1"):
        deactivate(db, clock, ADA.actor, ANA.code)

    assert everything(db) == before


def test_the_last_administrator_stays_one(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(LastAdministrator):
        deactivate(db, clock, ADA.actor, ADA.code)
    with pytest.raises(LastAdministrator):
        change_employee(db, clock, ADA.actor, ADA.code, ADA.name, Role.CLERK, is_active=True)

    assert everything(db) == before


def test_an_administrator_may_go_once_there_is_another(db: HallDatabase, clock: FrozenClock) -> None:
    change_employee(db, clock, ADA.actor, ANA.code, ANA.name, Role.ADMINISTRATOR, is_active=True)

    deactivate(db, clock, ADA.actor, ADA.code)

    assert not employee_rows.by_code(db, ADA.code).is_active


def test_an_unknown_employee_is_named(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownEmployee, match="4711"):
        deactivate(db, clock, ADA.actor, "4711")
