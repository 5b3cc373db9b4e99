"""A low rating is taken by one and closed with its outcome."""

import json
from collections.abc import Callable

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import ChoiceNeeded, StoreOpsError, TextTooLong
from storeops.people.refusals import UnknownEmployee
from storeops.quality.duty.recovery_actions import close, take
from storeops.quality.duty.recovery_view import open_recovery
from storeops.quality.duty.refusals import RecoveryClosed, RecoveryNotTaken, RecoveryTaken, UnknownRecovery
from storeops.store.database import HallDatabase
from tests.factories import CHEN, HAN, everything, last_event, later, rows
from tests.quality.feedback.answers import a_low_rating, the_task


def employee_id(db: HallDatabase, code: str) -> int:
    return int(rows(db, "SELECT id FROM employee WHERE code = ?", code)[0]["id"])


def test_the_first_who_takes_it_has_it(db: HallDatabase, clock: FrozenClock) -> None:
    task = a_low_rating(db, clock)
    later(clock, "1m")

    take(db, clock, CHEN.actor, task, CHEN.code)

    row, event = the_task(db, task), last_event(db)
    assert (row["taken_at"], row["taken_by"]) == ("2026-03-02T01:01:00.000Z", employee_id(db, "5001"))
    assert (row["closed_at"], row["outcome"]) == (None, None)
    assert (event["kind"], event["actor"], event["ticket_id"]) == ("recovery_taken", "employee:5001", row["ticket_id"])
    assert json.loads(event["data"]) == {"recovery": task}


def test_the_second_is_refused_and_nothing_changes(db: HallDatabase, clock: FrozenClock) -> None:
    task = a_low_rating(db, clock)
    take(db, clock, CHEN.actor, task, CHEN.code)
    before = everything(db)

    with pytest.raises(RecoveryTaken, match="5001"):
        take(db, clock, HAN.actor, task, HAN.code)

    assert everything(db) == before


def test_it_is_closed_with_outcome_and_note_by_whoever_is_there(db: HallDatabase, clock: FrozenClock) -> None:
    task = a_low_rating(db, clock)
    take(db, clock, CHEN.actor, task, CHEN.code)
    later(clock, "5m")

    close(db, clock, HAN.actor, task, HAN.code, "recovered", "Said sorry.")

    row, event = the_task(db, task), last_event(db)
    assert (row["closed_at"], row["closed_by"]) == ("2026-03-02T01:05:00.000Z", employee_id(db, "5002"))
    assert (row["outcome"], row["note"], row["taken_by"]) == ("recovered", "Said sorry.", employee_id(db, "5001"))
    assert event["kind"] == "recovery_closed"
    assert json.loads(event["data"]) == {"recovery": task, "outcome": "recovered"}
    assert "sorry" not in str(event)
    assert open_recovery(db, clock.now()) == []


def test_a_customer_who_has_left_needs_nobody_to_take_it(db: HallDatabase, clock: FrozenClock) -> None:
    task = a_low_rating(db, clock)

    close(db, clock, CHEN.actor, task, CHEN.code, "gone")

    row = the_task(db, task)
    assert (row["outcome"], row["taken_at"]) == ("gone", None)


def taken(db: HallDatabase, clock: FrozenClock) -> int:
    task = a_low_rating(db, clock)
    take(db, clock, CHEN.actor, task, CHEN.code)
    return task


def closed(db: HallDatabase, clock: FrozenClock) -> int:
    task = taken(db, clock)
    close(db, clock, CHEN.actor, task, CHEN.code, "recovered")
    return task


@pytest.mark.parametrize(
    ("story", "outcome", "note", "refusal"),
    [
        (a_low_rating, "recovered", "", RecoveryNotTaken),
        (a_low_rating, "not_recovered", "", RecoveryNotTaken),
        (closed, "gone", "", RecoveryClosed),
        (taken, "withdrawn", "", ChoiceNeeded),
        (taken, "", "", ChoiceNeeded),
        (taken, "recovered", "x" * 501, TextTooLong),
    ],
)
def test_closing_is_refused_by_name(
    db: HallDatabase,
    clock: FrozenClock,
    story: Callable[[HallDatabase, FrozenClock], int],
    outcome: str,
    note: str,
    refusal: type[StoreOpsError],
) -> None:
    task = story(db, clock)
    before = everything(db)

    with pytest.raises(refusal):
        close(db, clock, CHEN.actor, task, CHEN.code, outcome, note)

    assert everything(db) == before


@pytest.mark.parametrize("task", [0, -1, 77, 2**63, 10**30])
def test_there_is_no_such_low_rating(db: HallDatabase, clock: FrozenClock, task: int) -> None:
    with pytest.raises(UnknownRecovery):
        take(db, clock, CHEN.actor, task, CHEN.code)


def test_a_closed_one_cannot_be_taken(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(RecoveryClosed):
        take(db, clock, CHEN.actor, closed(db, clock), CHEN.code)


def test_nobody_unknown_takes_it(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownEmployee):
        take(db, clock, CHEN.actor, a_low_rating(db, clock), "5999")


# What the hall page lists


def test_open_ones_are_listed_newest_first_with_number_counter_moment_and_time(
    db: HallDatabase, clock: FrozenClock
) -> None:
    older = a_low_rating(db, clock, "waiting", reason="long_wait")
    later(clock, "2m")
    newer = a_low_rating(db, clock)
    take(db, clock, CHEN.actor, older, CHEN.code)
    later(clock, "90s")

    first, second = open_recovery(db, clock.now())

    assert (first.id, first.is_newest, first.taken_by, first.raised.seconds) == (newer, True, None, 90)
    assert (second.id, second.is_newest, second.taken_by, second.raised.seconds) == (older, False, "Chen", 210)
    assert (second.number, second.counter, second.moment.name("en"), second.reason) == (
        "A001",
        "1",
        "Waiting",
        "long_wait",
    )
