"""Taking back what a device issued, as the duty manager does it."""

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.queueing.issue import Wish, issue
from storeops.store.database import HallDatabase
from tests.factories import ticket_row
from tests.staff_console.colleague import Colleague

KIOSK = Actor("device:door")


def test_the_duty_manager_looks_and_then_voids(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    numbers = [issue(db, clock, KIOSK, Wish("payment")).number for _ in range(3)]

    listed = chen.open("/duty/void-issued")
    chosen = chen.open("/duty/void-issued?device=device:door&minutes=5")
    done = chen.send("/duty/void-issued", device="device:door", minutes="5")

    assert "door" in listed
    assert "A003 A002 A001" in chosen
    assert done.status_code == 303
    assert {ticket_row(db, number)["state"] for number in numbers} == {"void"}
    assert "3 tickets voided." in chen.open("/duty/void-issued")


def test_whoever_does_not_run_the_floor_may_not(greta: Colleague) -> None:
    assert greta.client.get("/duty/void-issued").status_code == 403
    assert greta.send("/duty/void-issued", device="customer", minutes="5").status_code == 403


def test_a_device_that_issued_nothing_is_a_sentence(chen: Colleague) -> None:
    chen.open("/duty/void-issued")

    assert chen.send("/duty/void-issued", device="device:gone", minutes="5").status_code == 404
    assert chen.send("/duty/void-issued", device="customer", minutes="x").status_code == 422
