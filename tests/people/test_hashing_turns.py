"""Turns at checking PINs: few at once, in order of arrival, and nobody waits for ever."""

import threading
from pathlib import Path

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.people.hashing_turns import AT_ONCE, TURNS, HashingTurns
from storeops.people.refusals import ManySignIn
from storeops.people.sign_in_actions import sign_in
from storeops.store.database import HallDatabase, connect
from tests.factories import ANA, AT_DESK, PIN, everything

PEOPLE = 6
PATIENCE_SECONDS = 20.0


def test_two_are_let_in_at_once_and_the_others_in_order_of_arrival() -> None:
    turns = HashingTurns(at_once=2)
    served: list[int] = []
    at_once: list[int] = []
    inside = threading.Semaphore(0)
    goes_on = threading.Semaphore(0)
    guard = threading.Lock()
    present = 0

    def come(number: int) -> None:
        nonlocal present
        with turns.turn():
            with guard:
                served.append(number)
                present += 1
                at_once.append(present)
            inside.release()
            goes_on.acquire()
            with guard:
                present -= 1

    people = [threading.Thread(target=come, args=(number,), daemon=True) for number in range(PEOPLE)]
    for number, person in enumerate(people):
        person.start()
        if number < 2:
            assert inside.acquire(timeout=PATIENCE_SECONDS)
        while turns.waiting < number - 1:  # until it stands in the queue
            person.join(0.001)
    for _ in range(PEOPLE - 2):  # one goes, the next one comes in
        goes_on.release()
        assert inside.acquire(timeout=PATIENCE_SECONDS)
    for _ in range(2):
        goes_on.release()
    for person in people:
        person.join(PATIENCE_SECONDS)

    assert served == [0, 1, 2, 3, 4, 5]
    assert max(at_once) == 2
    assert turns.waiting == 0


def test_whoever_had_no_turn_in_time_is_told_and_the_turn_stays_whole() -> None:
    turns = HashingTurns(at_once=1, waits_seconds=0.0)

    with turns.turn(), pytest.raises(ManySignIn), turns.turn():
        pass

    assert turns.waiting == 0
    with turns.turn():
        pass


def test_a_turn_is_free_again_after_an_error() -> None:
    turns = HashingTurns(at_once=1, waits_seconds=0.0)

    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.turn():
            _ = 1 / 0


def test_a_sign_in_waits_for_its_turn_and_no_try_is_counted_before(
    db: HallDatabase, hall_path: Path, clock: FrozenClock
) -> None:
    before = everything(db)
    other = connect(hall_path)
    entered: list[str] = []

    def enter() -> None:
        entered.append(sign_in(other, clock, CUSTOMER, ANA.code, PIN, AT_DESK).employee.code)

    person = threading.Thread(target=enter, daemon=True)
    turns = [TURNS.turn() for _ in range(AT_ONCE)]
    for each in turns:
        each.__enter__()
    try:
        person.start()
        while not TURNS.waiting:
            person.join(0.001)
        meanwhile = everything(db)
    finally:
        for each in turns:
            each.__exit__(None, None, None)
    person.join(PATIENCE_SECONDS)
    other.conn.close()

    assert meanwhile == before
    assert entered == [ANA.code]
