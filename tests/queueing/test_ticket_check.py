"""What goes on at the counters is told by verbs alone: whoever bends it before it ends is found all the same."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.queueing.calling import call_next, recall
from storeops.queueing.moving import hold, reinstate, resume
from storeops.queueing.serving import start, system_pause
from storeops.queueing.ticket_check_view import ticket_findings
from storeops.store.database import HallDatabase
from tests.factories import BRUNO, a_no_show, a_serving_ticket, a_waiting_ticket, clerk_at, later


def found(db: HallDatabase) -> list[str]:
    return list(ticket_findings(db))


@pytest.fixture
def served(db: HallDatabase, clock: FrozenClock) -> HallDatabase:
    """One waits, one is back from hold, and Bruno serves a third since 09:00, with the systems down since 09:01."""
    a_waiting_ticket(db, clock)
    a_serving_ticket(db, clock, counter="1")
    number = hold(db, clock, clerk_at(db, "1"), "1").number
    resume(db, clock, clerk_at(db, "1"), number)
    a_serving_ticket(db, clock, counter="2")
    later(clock, "1m")
    system_pause(db, clock, BRUNO.actor, "2")
    return db


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            "UPDATE stored_leg SET first_called_at = '2026-03-02T00:59:00.000Z' WHERE id = 4",
            "leg 4 is not what its events lead to: first_called_at is '2026-03-02T00:59:00.000Z',"
            " not '2026-03-02T01:00:00.000Z'",
        ),
        (
            "UPDATE stored_leg_transaction SET started_at = '2026-03-02T01:00:59.000Z' WHERE ended_at IS NULL",
            "leg_transaction 2 is not what its events lead to: started_at is '2026-03-02T01:00:59.000Z',"
            " not '2026-03-02T01:00:00.000Z'",
        ),
        (
            "DELETE FROM stored_leg_transaction WHERE ended_at IS NULL",
            "leg_transaction of ticket 3 is gone: its events tell that one goes on",
        ),
        (
            "UPDATE system_pause SET started_at = '2026-03-02T01:00:00.000Z'",
            "system_pause of leg_transaction 2 is not what its events tell",
        ),
        (
            "UPDATE stored_ticket SET employee_id = 1 WHERE id = 3",
            "ticket 3 is not what its events lead to: employee_id is 1",
        ),
        ("UPDATE stored_leg SET kind = 'transferred' WHERE id = 3", "leg 3 is not what its events lead to: kind is"),
        (
            "UPDATE stored_ticket SET call_count = 1 WHERE id = 1",
            "ticket 1 is not what its events lead to: call_count is 1",
        ),
        (
            "UPDATE stored_ticket SET order_at = issued_at WHERE id = 1",
            "ticket 1 is not what its events lead to: order_at is",
        ),
    ],
)
def test_what_goes_on_and_was_bent_is_found(served: HallDatabase, change: str, says: str) -> None:
    assert found(served) == []

    served.execute("PRAGMA foreign_keys = OFF")
    served.execute(change)

    [sentence] = found(served)
    assert sentence.startswith(says)


def test_a_no_show_that_was_taken_back_stands_where_the_event_says(db: HallDatabase, clock: FrozenClock) -> None:
    number = a_no_show(db, clock).number
    later(clock, "1m")
    reinstate(db, clock, clerk_at(db, "1"), number)
    call_next(db, clock, clerk_at(db, "1"), "1")
    later(clock, "20s")
    recall(db, clock, clerk_at(db, "1"), "1")
    start(db, clock, clerk_at(db, "1"), "1")
    assert found(db) == []

    db.execute("UPDATE stored_ticket SET order_at = issued_at")

    assert len(found(db)) == 1
