"""Transactions over their target, and the steps worth removing."""

from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.queueing.moving import transfer
from storeops.queueing.serving import finish, give_reason, system_pause, system_resume
from storeops.reports.sections.floor_view import over_target
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_no_show, a_served_ticket, a_serving_ticket, a_void_ticket, later, transactions
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs
from tests.reports.sections.march import EMPTY, MARCH, tally_of


def served(db: HallDatabase, clock: FrozenClock, handled: str, reason: str = "", service: str = "payment") -> None:
    ticket = a_served_ticket(db, clock, service=service, handled=handled)
    if reason:
        give_reason(db, clock, ANA.actor, "1", transactions(db, ticket.number)[0]["id"], reason)


def test_a_month_with_every_kind_of_transaction(db: HallDatabase, clock: FrozenClock) -> None:
    served(db, clock, "3m")
    served(db, clock, "5m", "needless_step")
    served(db, clock, "4m", "needless_step")
    served(db, clock, "3m30s", "long_advice")
    served(db, clock, "10m", "entered_twice", service="plan_change")
    served(db, clock, "3m1s", service="plan_change")
    # No target; settled by the duty manager; broken off.
    served(db, clock, "20m", service="advice")
    served(db, clock, "20m", service="invoice")
    db.execute(
        "UPDATE stored_leg_transaction SET class = 'exceptional' WHERE id = (SELECT max(id) FROM leg_transaction)"
    )
    a_serving_ticket(db, clock)
    later(clock, "20m")
    transfer(db, clock, ANA.actor, "1", "plan_change")

    found = written(over_target(db, MARCH, tally_of(db, MARCH)))

    # Target 180 s: payment over by 120, 60 and 30 s, plan_change by 420 and 1 s.
    assert (found["transactions"], found["over"], found["seconds_over"]) == (6, 5, 631)
    assert found["by_service"] == [
        {
            "service": "plan_change",
            "transactions": 2,
            "over": 2,
            "share": 1,
            "seconds_over": 421,
            "reasons": {"entered_twice": 1},
        },
        {
            "service": "payment",
            "transactions": 4,
            "over": 3,
            "share": 0.75,
            "seconds_over": 210,
            "reasons": {"needless_step": 2, "long_advice": 1},
        },
    ]
    assert found["by_reason"] == [
        {"reason": "entered_twice", "count": 1, "seconds_over": 420},
        {"reason": "needless_step", "count": 2, "seconds_over": 180},
        {"reason": "long_advice", "count": 1, "seconds_over": 30},
        {"reason": None, "count": 1, "seconds_over": 1},
    ]
    # Advice is no step that somebody could remove.
    assert found["steps"] == [
        {"reason": "entered_twice", "service": "plan_change", "count": 1, "seconds_over": 420},
        {"reason": "needless_step", "service": "payment", "count": 2, "seconds_over": 180},
    ]


def test_time_that_the_systems_cost_is_not_over_the_target(db: HallDatabase, clock: FrozenClock) -> None:
    for paused in ("2m", "30s"):
        a_serving_ticket(db, clock)
        system_pause(db, clock, ANA.actor, "1")
        later(clock, paused)
        system_resume(db, clock, ANA.actor, "1")
        later(clock, "3m")
        finish(db, clock, ANA.actor, "1")
    served(db, clock, "4m")

    found = written(over_target(db, MARCH, tally_of(db, MARCH)))

    # 5 min less 2 min, and 3 min 30 s less 30 s, are on target; 4 min are 60 s over.
    assert (found["transactions"], found["over"], found["seconds_over"]) == (3, 1, 60)


def test_a_finish_that_was_forgotten_is_named_and_counts_for_six_times_the_median(
    db: HallDatabase, clock: FrozenClock
) -> None:
    for _ in range(3):
        served(db, clock, "2m")
    served(db, clock, "4h11m", "entered_twice")

    found = written(over_target(db, MARCH, tally_of(db, MARCH)))

    # The median is 120 s, six times it 720 s: 540 s over 180 s instead of 14,880.
    assert (found["over"], found["seconds_over"]) == (1, 540)
    assert found["steps"] == [{"reason": "entered_twice", "service": "payment", "count": 1, "seconds_over": 540}]
    (forgotten,) = found["forgotten"]
    assert (forgotten["service"], forgotten["seconds"], forgotten["counted_seconds"]) == ("payment", 15060, 720)
    assert (forgotten["day"], forgotten["number"]) == ("2026-03-02", "A004")


@pytest.mark.parametrize("nobody_served", [lambda db, clock: None, a_no_show, a_void_ticket])
def test_without_transactions_there_is_nothing(db: HallDatabase, clock: FrozenClock, nobody_served) -> None:
    nobody_served(db, clock)

    assert written(over_target(db, MARCH, tally_of(db, MARCH))) == written(over_target(db, EMPTY, tally_of(db, EMPTY)))
    assert written(over_target(db, MARCH, tally_of(db, MARCH))) == {
        "transactions": 0,
        "over": 0,
        "seconds_over": 0,
        "by_service": [],
        "by_reason": [],
        "steps": [],
    }


def test_imported_transactions_are_measured_and_their_holds_are_not(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    legs = [
        cells("A001", ended_at="10:10"),
        cells("A002", ended_at="10:10", held_seconds="100"),
        cells("A003", "0", "void", started_at="10:05", ended_at="10:20"),
    ]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    found = written(over_target(db, MARCH, tally_of(db, MARCH)))

    # Both began at 10:05: 300 s, and 300 - 100 s, against 180 s.
    assert (found["transactions"], found["over"], found["seconds_over"]) == (2, 2, 140)
    assert found["by_reason"] == [{"reason": None, "count": 2, "seconds_over": 140}]
