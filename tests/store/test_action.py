"""What makes a function an action: one transaction, one reading of the clock, one answer per Idempotency-Key."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from storeops.base.actor import CUSTOMER, SYSTEM, Actor, RequestKey
from storeops.base.clock import FrozenClock
from storeops.queueing.calling import call_next
from storeops.queueing.issue import Wish, issue
from storeops.queueing.refusals import QueueEmpty, ServiceClosed
from storeops.queueing.staffing import close_counter, open_counter
from storeops.store.action import KEPT_FOR, action, forget_old_answers
from storeops.store.database import HallDatabase
from storeops.store.refusals import KeyReused
from tests.factories import ANA, MONDAY_NINE, a_waiting_ticket, an_open_counter, everything, later, rows


@dataclass
class CountingClock:
    """Counts how often it was asked, and never shows the same time twice."""

    instant: datetime = MONDAY_NINE
    readings: int = 0

    def now(self) -> datetime:
        self.readings += 1
        self.instant += timedelta(seconds=1)
        return self.instant


def keyed(key: str, fingerprint: str = "the same") -> Actor:
    return Actor(ANA.actor.name, RequestKey(key, fingerprint))


def test_an_action_reads_the_clock_once(db: HallDatabase) -> None:
    clock = CountingClock()

    issue(db, clock, CUSTOMER, Wish("payment"))

    assert clock.readings == 1
    (ticket,) = rows(db, "SELECT * FROM ticket")
    (event,) = rows(db, "SELECT * FROM event WHERE kind = 'issue'")
    (leg,) = rows(db, "SELECT * FROM leg")
    assert {ticket["issued_at"], leg["queued_at"], event["at"]} == {"2026-03-02T01:00:01.000Z"}


def test_an_action_that_breaks_off_leaves_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    @action
    def break_off(db: HallDatabase, now: datetime, by: Actor) -> None:
        db.execute("UPDATE hall SET name_en = 'Renamed'")
        raise ZeroDivisionError

    before = everything(db)

    with pytest.raises(ZeroDivisionError):
        break_off(db, clock, SYSTEM)

    assert everything(db) == before


def test_an_action_that_calls_an_action_is_an_error(db: HallDatabase, clock: FrozenClock) -> None:
    @action
    def two_in_one(db: HallDatabase, now: datetime, by: Actor) -> None:
        issue(db, clock, by, Wish("payment"))

    before = everything(db)

    with pytest.raises(RuntimeError, match="inside another"):
        two_in_one(db, clock, SYSTEM)

    assert everything(db) == before


# Idempotency-Key


def test_a_request_asked_again_is_answered_as_at_first(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(2):
        a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    first = call_next(db, clock, keyed("tap-1"), "1")
    later(clock, "10m")
    before = everything(db)

    second = call_next(db, clock, keyed("tap-1"), "1")

    assert second == first
    assert everything(db) == before


def test_a_counters_answer_is_kept_too(db: HallDatabase, clock: FrozenClock) -> None:
    first = open_counter(db, clock, keyed("tap-1"), "1", ANA.code)
    close_counter(db, clock, ANA.actor, "1")

    second = open_counter(db, clock, keyed("tap-1"), "1", ANA.code)

    assert second == first
    assert second.state == "open"
    assert rows(db, "SELECT state FROM counter WHERE code = '1'") == [{"state": "closed"}]


def test_a_key_with_another_request_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    issue(db, clock, keyed("tap-1", "payment"), Wish("payment"))
    before = everything(db)

    with pytest.raises(KeyReused) as refusal:
        issue(db, clock, keyed("tap-1", "invoice"), Wish("invoice"))

    assert refusal.value.status == 422
    assert everything(db) == before


def test_another_key_is_another_request(db: HallDatabase, clock: FrozenClock) -> None:
    numbers = [issue(db, clock, keyed(key), Wish("payment")).number for key in ("tap-1", "tap-2", "tap-1")]

    assert numbers == ["A001", "A002", "A001"]


def test_a_refusal_is_not_kept_so_the_request_may_succeed_later(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    with pytest.raises(QueueEmpty):
        call_next(db, clock, keyed("tap-1"), "1")
    a_waiting_ticket(db, clock)

    assert call_next(db, clock, keyed("tap-1"), "1").number == "A001"


def test_a_refused_request_leaves_its_key_free(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(ServiceClosed):
        issue(db, clock, keyed("tap-1", "fax"), Wish("fax"))

    assert everything(db)["answer"] == []


def test_answers_are_forgotten_after_a_day(db: HallDatabase, clock: FrozenClock) -> None:
    issue(db, clock, keyed("tap-1"), Wish("payment"))
    later(clock, "1s")
    issue(db, clock, keyed("tap-2"), Wish("payment"))
    clock.instant = MONDAY_NINE + KEPT_FOR + timedelta(milliseconds=1)

    assert forget_old_answers(db, clock, SYSTEM) == 1

    assert [answer["key"] for answer in everything(db)["answer"]] == ["tap-2"]
    assert forget_old_answers(db, clock, SYSTEM) == 0
