"""Exceptional business over the API: the day's list and the duty manager's word, by the verb of the console."""

import pytest
from flask.testing import FlaskClient

from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.queueing.serving import finish
from storeops.queueing.ticket import TransactionClass
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.api.test_scopes_over_api import signed_in
from tests.factories import ANA, CHEN, SUN, a_serving_ticket, everything, last_event, later, transactions


@pytest.fixture
def claim(db: HallDatabase, clock: FrozenClock) -> int:
    """Ana's transaction of 4 min 10 s, called exceptional with nobody called."""
    ticket = a_serving_ticket(db, clock)
    later(clock, "4m10s")
    finish(db, clock, ANA.actor, "1", TransactionClass.EXCEPTIONAL)
    return int(transactions(db, ticket.number)[0]["id"])


def test_the_duty_manager_reads_what_waits(client: FlaskClient, clock: FrozenClock, claim: int) -> None:
    (told,) = signed_in(client, CHEN).get("/claims").json["claims"]

    assert told["transaction"] == claim
    assert (told["ticket"], told["counter"], told["service"], told["employee"]) == ("A001", "1", "payment", "1001")
    assert told["ended_at"] == stamp(clock.now())
    assert (told["handling_seconds"], told["target_seconds"]) == (250, 180)  # 4 x 60 + 10; the 3 minutes
    assert told["is_confirmed"] is None


@pytest.mark.parametrize(
    ("word", "is_confirmed", "kind", "stands"),
    [
        ("confirm", True, "exceptional_confirmed", "exceptional"),
        ("normal", False, "exceptional_found_normal", "normal"),
    ],
)
def test_one_word_rules_as_one_tap_does(
    client: FlaskClient, db: HallDatabase, claim: int, word: str, is_confirmed: bool, kind: str, stands: str
) -> None:
    answer = signed_in(client, CHEN).post(f"/claims/{claim}/{word}")

    assert (answer.status_code, answer.json["is_confirmed"]) == (200, is_confirmed)
    assert transactions(db, "A001")[0]["class"] == stands
    event = last_event(db)
    assert (event["kind"], event["actor"]) == (kind, CHEN.actor.name)


def test_neither_a_clerk_nor_a_supervisor_nor_any_program_rules(
    client: FlaskClient, program: Program, db: HallDatabase, claim: int
) -> None:
    callers = [signed_in(client, ANA), signed_in(client, SUN), program]
    before = everything(db)

    for each in callers:
        told = [each.get("/claims"), each.post(f"/claims/{claim}/confirm"), each.post(f"/claims/{claim}/normal")]
        assert [answer.status_code for answer in told] == [403, 403, 403]
    assert everything(db) == before


@pytest.mark.parametrize("transaction", ["0", "99", "x", "9" * 30, "-1", "1.0"])
def test_what_is_not_there_is_not_found(client: FlaskClient, db: HallDatabase, claim: int, transaction: str) -> None:
    chen = signed_in(client, CHEN)
    before = everything(db)

    answer = chen.post(f"/claims/{transaction}/confirm")

    assert (answer.status_code, answer.json["type"]) == (404, "urn:storeops:problem:unknown-claim")
    assert everything(db) == before
