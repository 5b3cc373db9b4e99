"""The clock of the hall's computer as those see it who can do something about it."""

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.hall.clock_actions import note_start, note_step
from storeops.store import clock_rows
from storeops.store.database import HallDatabase
from storeops.store.journal import latest_at
from tests.factories import CHEN, MONDAY_NINE, last_event
from tests.staff_console.colleague import Colleague

IN_DOUBT = "computer may be wrong"


def test_nothing_is_said_of_a_clock_that_was_never_set(chen: Colleague) -> None:
    assert "data-clock" not in chen.open("/duty")
    assert "Its time is not in doubt." in chen.open("/duty/clock")


def test_the_duty_manager_confirms_a_time_in_doubt(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(minutes=-10)
    note_start(db, clock, SYSTEM, latest_at(db))
    hall = chen.open("/duty")
    assert IN_DOUBT in hall
    assert "08:50" in chen.open("/duty/clock")

    chen.send("/duty/clock/confirm")

    assert (last_event(db)["kind"], last_event(db)["actor"]) == ("time_settled", CHEN.actor.name)
    assert "The time is confirmed." in chen.open("/duty/clock")
    assert "data-clock" not in chen.open("/duty")
    again = chen.send("/duty/clock/confirm")
    assert again.status_code == 409
    assert "is not in doubt" in again.text


def test_a_step_is_told_for_the_rest_of_the_day(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    clock.step(minutes=5)
    note_step(db, clock, SYSTEM, MONDAY_NINE, clock.now() - clock.now())

    assert "was set from" in chen.open("/duty")
    assert clock_rows.open_doubt(db) is None


def test_who_cannot_do_anything_about_it_is_told_nothing(
    chen: Colleague, greta: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    clock.advance(minutes=-10)
    note_start(db, clock, SYSTEM, latest_at(db))

    assert IN_DOUBT in chen.open("/duty")
    assert "data-clock" not in greta.open("/duty")
    assert greta.send("/duty/clock/confirm").status_code == 403
