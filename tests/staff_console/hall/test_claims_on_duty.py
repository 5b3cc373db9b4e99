"""Exceptional business on the hall page: a list with one tap each, and what the clerk sees of it at the desk."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.duty.duty_call_actions import arrive, call_duty_manager, settle
from storeops.queueing.serving import finish
from storeops.queueing.ticket import TransactionClass
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    GRETA,
    a_serving_ticket,
    everything,
    last_event,
    later,
    rows,
    transactions,
)
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

TITLE = "Exceptional today, to confirm"


def a_claim(db: HallDatabase, clock: FrozenClock) -> str:
    ticket = a_serving_ticket(db, clock)
    later(clock, "4m10s")
    finish(db, clock, ANA.actor, "1", TransactionClass.EXCEPTIONAL)
    return str(transactions(db, ticket.number)[0]["id"])


def test_the_list_shows_what_waits_and_one_tap_confirms(
    chen: Colleague, ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    assert TITLE not in chen.open("/duty")
    claim = a_claim(db, clock)

    page = chen.open("/duty")
    assert TITLE in page
    assert "Exceptional transactions to look at before the day is over: 1." in page
    assert ">4:10</span>" in page
    assert "waits for the duty manager" in ana.open("/")

    done = chen.post("/duty/claims/confirm", transaction=claim).text
    assert "confirmed by Chen" in done
    assert last_event(db)["kind"] == "exceptional_confirmed"
    assert transactions(db, "A001")[0]["class"] == "exceptional"
    assert "confirmed by Chen" in ana.open("/")


def test_it_was_normal_takes_one_tap_too(chen: Colleague, ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    claim = a_claim(db, clock)

    chen.post("/duty/claims/normal", transaction=claim)

    assert last_event(db)["kind"] == "exceptional_found_normal"
    assert "found normal by Chen" in ana.open("/")
    assert "found normal by Chen" in chen.open("/duty")


def test_a_double_tap_rules_once(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    claim = a_claim(db, clock)

    for _ in range(2):
        answer = chen.post("/duty/claims/confirm", transaction=claim, idempotency_key="the same")
        assert answer.status_code == 200

    assert len(rows(db, "SELECT seq FROM event WHERE kind = 'exceptional_confirmed'")) == 1


@pytest.mark.parametrize(
    ("transaction", "status"), [("", 404), ("x" * 10_000, 404), ("9" * 30, 404), ("99", 404), ("-1", 404)]
)
@pytest.mark.parametrize("path", ["confirm", "normal"])
def test_what_is_not_there_is_refused_in_place(
    chen: Colleague, db: HallDatabase, clock: FrozenClock, path: str, transaction: str, status: int
) -> None:
    a_claim(db, clock)
    before = everything(db)

    answer = chen.post(f"/duty/claims/{path}", transaction=transaction)

    assert answer.status_code == status
    assert TITLE in answer.text
    assert everything(db) == before


def test_the_next_day_it_is_too_late(signed_in: SignedIn, db: HallDatabase, clock: FrozenClock) -> None:
    claim = a_claim(db, clock)
    later(clock, "15h")
    chen = signed_in(CHEN)
    before = everything(db)

    answer = chen.post("/duty/claims/confirm", transaction=claim)

    assert answer.status_code == 409
    assert "The transaction of ticket A001 was on an earlier day; it counts as it stands." in answer.text
    assert everything(db) == before


@pytest.mark.parametrize("person", [ANA, BRUNO, GRETA])
@pytest.mark.parametrize("path", ["confirm", "normal"])
def test_only_who_runs_the_floor_may(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, person, path: str
) -> None:
    claim = a_claim(db, clock)
    colleague = signed_in(person)
    before = everything(db)

    assert colleague.post(f"/duty/claims/{path}", transaction=claim).status_code == 403
    assert everything(db) == before


def test_the_list_is_in_the_readers_language(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_claim(db, clock)

    page = chen.open("/duty?lang=zh")

    assert "今日异常业务待确认" in page
    assert "确认异常" in page


# A call that becomes a follow-up


def test_a_call_becomes_a_follow_up_with_owner_and_promise(
    chen: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    call = call_duty_manager(db, clock, ANA.actor, "1", "complaint")
    arrive(db, clock, CHEN.actor, call, CHEN.code)

    page = chen.open("/duty")
    assert f'name="owner" data-kept><option value="{ANA.code}"' in page
    chen.post(
        "/duty/calls/settle",
        call=str(call),
        decision="the fee is looked into",
        outcome="follow_up",
        owner=BRUNO.code,
        promise="today",
    )

    (case,) = rows(
        db,
        "SELECT follow_up.id, kind, summary, employee.code AS owner, due_at, duty_call_id FROM follow_up"
        " JOIN employee ON employee.id = owner_id",
    )
    assert (case["kind"], case["summary"], case["owner"]) == ("complaint", "the fee is looked into", BRUNO.code)
    assert case["due_at"] == "2026-03-02T09:00:00.000Z"  # 17:00 in Shanghai
    assert case["duty_call_id"] == call
    assert "a call for the duty manager" in chen.open(f"/follow-ups/{case['id']}")


@pytest.mark.parametrize(
    "fields",
    [
        {"promise": "never"},
        {"promise": "pick", "promised_at": "soon"},
        {"promise": "pick", "promised_at": "2020-01-01T09:00"},
    ],
)
def test_a_promise_that_cannot_be_is_refused_in_place(
    chen: Colleague, db: HallDatabase, clock: FrozenClock, fields: dict[str, str]
) -> None:
    a_serving_ticket(db, clock)
    call = call_duty_manager(db, clock, ANA.actor, "1", "complaint")
    arrive(db, clock, CHEN.actor, call, CHEN.code)
    before = everything(db)

    answer = chen.post("/duty/calls/settle", call=str(call), decision="x", outcome="follow_up", **fields)

    assert answer.status_code == 422
    assert everything(db) == before


def test_the_case_of_technical_business_says_what_it_came_of(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    ana.post("/desk/finish", counter="1", **{"class": "technical"})

    (case,) = rows(db, "SELECT id FROM follow_up")
    assert "a transaction that ended as technical" in ana.open(f"/follow-ups/{case['id']}")
    assert "one-stop: no" in ana.open("/")


@pytest.mark.parametrize("is_called", [True, False])
def test_the_desk_says_what_exceptional_business_needs_while_nobody_was_called(
    ana: Colleague, db: HallDatabase, clock: FrozenClock, is_called: bool
) -> None:
    a_serving_ticket(db, clock)
    if is_called:
        call = call_duty_manager(db, clock, ANA.actor, "1", "exceptional")
        arrive(db, clock, CHEN.actor, call, CHEN.code)
        settle(db, clock, CHEN.actor, call, CHEN.code, "as the rules say", "settled")

    assert ("or have it confirmed today: else it counts as normal." in ana.open("/")) is not is_called
