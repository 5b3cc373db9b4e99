"""Who was sent where, and what was paused for."""

from pathlib import Path

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.queueing.calling import call_next
from storeops.queueing.moving import transfer
from storeops.queueing.serving import finish, start, system_pause, system_resume
from storeops.queueing.staffing import pause, unpause
from storeops.reports.sections.floor_view import pauses, transfers
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, a_no_show, a_served_ticket, a_serving_ticket, an_open_counter, later
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs
from tests.reports.sections.march import EMPTY, MARCH


def sent_on(db: HallDatabase, clock: FrozenClock, *services: str) -> None:
    """Somebody comes to pay and is sent on to one service after the other."""
    a_serving_ticket(db, clock)
    for service in services:
        transfer(db, clock, ANA.actor, "1", service)
        call_next(db, clock, ANA.actor, "1")
        start(db, clock, ANA.actor, "1")
    finish(db, clock, ANA.actor, "1")


def test_moves_of_ended_visits_most_frequent_first(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    sent_on(db, clock, "plan_change", "advice")
    sent_on(db, clock, "advice")
    sent_on(db, clock, "plan_change")
    sent_on(db, clock, "plan_change")
    a_serving_ticket(db, clock)
    transfer(db, clock, ANA.actor, "1", "invoice")

    found = written(transfers(db, MARCH))

    # Four ended visits with five moves; whoever still waits for an invoice is in neither.
    assert found["visits"] == 4
    assert found["moves"] == [
        {"from": "payment", "to": "plan_change", "count": 3},
        {"from": "payment", "to": "advice", "count": 1},
        {"from": "plan_change", "to": "advice", "count": 1},
    ]


def test_a_log_that_does_not_tell_where_a_transfer_led(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    legs = [
        cells("A001", 0, "transferred", called_at="10:01", started_at="10:02", ended_at="10:04"),
        cells("A002", 0, "transferred", called_at="10:01", started_at="10:02", ended_at="10:04"),
        cells("A002", 1, service="plan_change", issued_at="10:04", called_at="10:05"),
    ]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    found = written(transfers(db, MARCH))

    assert found == {"visits": 2, "moves": [{"from": "payment", "to": "plan_change", "count": 1}]}


def test_no_shows_and_an_empty_month_have_no_transfers(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)

    assert written(transfers(db, MARCH)) == written(transfers(db, EMPTY)) == {"visits": 0, "moves": []}


def test_pauses_by_reason_the_longest_together_first(db: HallDatabase, clock: FrozenClock) -> None:
    for counter, by in (("1", ANA), ("2", BRUNO)):
        an_open_counter(db, clock, counter)
        pause(db, clock, by.actor, counter, "break")
        later(clock, "5m")
        unpause(db, clock, by.actor, counter)
    pause(db, clock, ANA.actor, "1", "meal")
    later(clock, "30m")
    unpause(db, clock, ANA.actor, "1")
    pause(db, clock, BRUNO.actor, "2", "errand")

    # Two breaks of 5 min, a meal of 30 min; Bruno's errand goes on.
    assert written(pauses(db, MARCH))["counter"] == [
        {"reason": "meal", "count": 1, "seconds": 1800},
        {"reason": "break", "count": 2, "seconds": 600},
    ]
    assert written(pauses(db, EMPTY)) == {"counter": [], "system": []}


def test_pauses_of_the_systems(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    for reason, took in (("slow_system", "20s"), ("slow_system", "40s"), ("waiting_for_approval", "50s")):
        system_pause(db, clock, ANA.actor, "1", reason)
        later(clock, took)
        system_resume(db, clock, ANA.actor, "1")
    finish(db, clock, ANA.actor, "1")

    assert written(pauses(db, MARCH))["system"] == [
        {"reason": "slow_system", "count": 2, "seconds": 60},
        {"reason": "waiting_for_approval", "count": 1, "seconds": 50},
    ]
