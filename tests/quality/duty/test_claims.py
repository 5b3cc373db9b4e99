"""Exceptional business for which nobody was called: normal, unless the duty manager confirms it on the same day."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from storeops.base.business_time import business_day
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.history.export_view import export_transactions
from storeops.measuring import day_summary_rows
from storeops.people.refusals import UnknownEmployee
from storeops.quality.duty.claim_actions import rule_on_claim
from storeops.quality.duty.claims_view import claims_today, own_claims_today
from storeops.quality.duty.duty_call_actions import call_duty_manager, withdraw
from storeops.quality.duty.refusals import ClaimOfOneself, ClaimTooLate, UnknownClaim
from storeops.quality.policy.policy import ChangedDefinition
from storeops.quality.stars.month_facts import Judged
from storeops.queueing.replay import replayed_state
from storeops.queueing.serving import finish, next_transaction
from storeops.queueing.ticket import State, TransactionClass
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    HAN,
    a_serving_ticket,
    event_kinds,
    everything,
    last_event,
    later,
    rows,
    transactions,
)
from tests.quality.stars.star_story import ZONE, facts_of, march

MARCH = "2026-03"


def claims(db: HallDatabase) -> list[dict[str, Any]]:
    return rows(db, "SELECT * FROM exceptional_claim ORDER BY transaction_id")


def a_claim(db: HallDatabase, clock: FrozenClock, counter: str = "1", handled: str = "4m") -> int:
    """A ticket that its clerk finishes as exceptional after so long, with nobody called; the transaction's id."""
    ticket = a_serving_ticket(db, clock, counter=counter)
    later(clock, handled)
    finish(db, clock, ANA.actor, counter, TransactionClass.EXCEPTIONAL)
    return int(transactions(db, ticket.number)[0]["id"])


def holds_from(db: HallDatabase, month: str) -> None:
    """Let the definition hold from a month on, as in a hall from before."""
    path = f"$.definitions.{ChangedDefinition.CONFIRMED_EXCEPTIONS}"
    db.execute("UPDATE star_policy SET body = json_set(body, ?, ?)", (path, month))


# As what it counts


def test_with_nobody_called_it_counts_as_normal_and_waits(db: HallDatabase, clock: FrozenClock) -> None:
    transaction = a_claim(db, clock)

    assert transactions(db, "A001")[0]["class"] == "normal"
    assert claims(db) == [
        {
            "transaction_id": transaction,
            "claimed_at": "2026-03-02T01:04:00.000Z",
            "is_confirmed": None,
            "ruled_at": None,
            "ruled_by": None,
        }
    ]
    event = last_event(db)
    told = json.loads(event["data"])
    assert (event["kind"], told["ended_class"], told["claimed_class"]) == ("finish", "normal", "exceptional")


def test_with_a_call_it_is_exceptional_at_once(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    call_duty_manager(db, clock, ANA.actor, "1", "exceptional")

    finish(db, clock, ANA.actor, "1", TransactionClass.EXCEPTIONAL)

    assert transactions(db, "A001")[0]["class"] == "exceptional"
    assert claims(db) == []
    assert "claimed_class" not in json.loads(last_event(db)["data"])


def test_a_withdrawn_call_is_none(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    call_duty_manager(db, clock, ANA.actor, "1", "exceptional")
    withdraw(db, clock, ANA.actor, "1")

    finish(db, clock, ANA.actor, "1", TransactionClass.EXCEPTIONAL)

    assert transactions(db, "A001")[0]["class"] == "normal"
    assert len(claims(db)) == 1


def test_a_call_counts_for_its_own_transaction_alone(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    call_duty_manager(db, clock, ANA.actor, "1", "exceptional")
    next_transaction(db, clock, ANA.actor, "1", "invoice", TransactionClass.EXCEPTIONAL)
    finish(db, clock, ANA.actor, "1", TransactionClass.EXCEPTIONAL)

    assert [line["class"] for line in transactions(db, "A001")] == ["exceptional", "normal"]
    assert [claim["transaction_id"] for claim in claims(db)] == [transactions(db, "A001")[1]["id"]]


def test_before_the_month_of_the_definition_it_counts_as_the_clerk_says(db: HallDatabase, clock: FrozenClock) -> None:
    holds_from(db, "2026-04")

    a_claim(db, clock)

    assert transactions(db, "A001")[0]["class"] == "exceptional"
    assert claims(db) == []
    assert as_json(month_report(db, MARCH, clock.now()))["definitions_version"] == 1


# What the duty manager says


def test_one_tap_confirms_it_and_nothing_else_happens(db: HallDatabase, clock: FrozenClock) -> None:
    transaction = a_claim(db, clock)
    later(clock, "1h")
    before = everything(db)

    rule_on_claim(db, clock, CHEN.actor, transaction, CHEN.code, is_confirmed=True)

    assert transactions(db, "A001")[0]["class"] == "exceptional"
    (claim,) = claims(db)
    # Finished at 09:04, confirmed an hour later.
    assert (claim["is_confirmed"], claim["ruled_at"]) == (1, "2026-03-02T02:04:00.000Z")
    assert rows(db, "SELECT code FROM employee WHERE id = ?", claim["ruled_by"]) == [{"code": CHEN.code}]
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("exceptional_confirmed", "employee:5001")
    # It concerns the clerk whose pay it moves, and is found under her name too.
    assert rows(db, "SELECT code FROM employee WHERE id = ?", event["employee_id"]) == [{"code": ANA.code}]
    assert json.loads(event["data"]) == {"counter": "1", "number": "A001", "transaction": transaction}
    changed = {table for table, found in everything(db).items() if found != before[table]}
    assert changed == {"leg_transaction", "exceptional_claim", "event", "told_event"}


def test_found_normal_it_stays_normal_and_the_clerk_can_see_it(db: HallDatabase, clock: FrozenClock) -> None:
    transaction = a_claim(db, clock)

    rule_on_claim(db, clock, CHEN.actor, transaction, CHEN.code, is_confirmed=False)

    assert transactions(db, "A001")[0]["class"] == "normal"
    assert last_event(db)["kind"] == "exceptional_found_normal"
    (line,) = own_claims_today(db, clock.now(), ANA.code)
    assert (line.claim.is_confirmed, line.claim.ruler, line.handling.seconds) == (False, "Chen", 240)
    assert own_claims_today(db, clock.now(), BRUNO.code) == []


def test_until_the_day_is_over_the_last_word_stands(db: HallDatabase, clock: FrozenClock) -> None:
    transaction = a_claim(db, clock)
    rule_on_claim(db, clock, CHEN.actor, transaction, CHEN.code, is_confirmed=True)

    rule_on_claim(db, clock, HAN.actor, transaction, HAN.code, is_confirmed=False)

    assert transactions(db, "A001")[0]["class"] == "normal"
    assert [line.claim.ruler for line in claims_today(db, clock.now())] == ["Han"]
    assert event_kinds(db, "A001")[-2:] == ["exceptional_confirmed", "exceptional_found_normal"]
    assert replayed_state(event_kinds(db, "A001")) is State.SERVED


def test_the_same_word_twice_is_said_once(db: HallDatabase, clock: FrozenClock) -> None:
    transaction = a_claim(db, clock)
    rule_on_claim(db, clock, CHEN.actor, transaction, CHEN.code, is_confirmed=True)
    before = everything(db)

    rule_on_claim(db, clock, HAN.actor, transaction, HAN.code, is_confirmed=True)

    assert everything(db) == before


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_after_midnight_it_counts_as_it_stands(db: HallDatabase, clock: FrozenClock, is_confirmed: bool) -> None:
    transaction = a_claim(db, clock)
    later(clock, "14h57m")  # 09:04 + 14 h 57 min: one minute past midnight
    before = everything(db)

    with pytest.raises(ClaimTooLate):
        rule_on_claim(db, clock, CHEN.actor, transaction, CHEN.code, is_confirmed=is_confirmed)

    assert everything(db) == before
    assert claims_today(db, clock.now()) == []


def test_nobody_confirms_what_they_did_themselves(db: HallDatabase, clock: FrozenClock) -> None:
    transaction = a_claim(db, clock)
    before = everything(db)

    with pytest.raises(ClaimOfOneself):
        rule_on_claim(db, clock, ANA.actor, transaction, ANA.code, is_confirmed=True)

    assert everything(db) == before


@pytest.mark.parametrize(
    ("transaction", "employee", "refusal"),
    [(2, "5001", UnknownClaim), (0, "5001", UnknownClaim), (2**70, "5001", UnknownClaim), (1, "77", UnknownEmployee)],
)
def test_what_is_not_there_is_refused(
    db: HallDatabase, clock: FrozenClock, transaction: int, employee: str, refusal: type[StoreOpsError]
) -> None:
    a_claim(db, clock)
    before = everything(db)

    with pytest.raises(refusal):
        rule_on_claim(db, clock, CHEN.actor, transaction, employee, is_confirmed=True)

    assert everything(db) == before


def test_those_that_wait_come_first_and_the_latest_of_them_on_top(db: HallDatabase, clock: FrozenClock) -> None:
    first = a_claim(db, clock)
    second = a_claim(db, clock)
    third = a_claim(db, clock)
    rule_on_claim(db, clock, CHEN.actor, third, CHEN.code, is_confirmed=True)

    found = claims_today(db, clock.now())

    assert [line.claim.transaction_id for line in found] == [second, first, third]


# What agrees with it


def test_stars_report_and_export_count_it_alike(db: HallDatabase, clock: FrozenClock) -> None:
    a_claim(db, clock, handled="4m")  # stays unconfirmed: 240 s against 180 s, over
    confirmed = a_claim(db, clock, handled="5m")
    a_serving_ticket(db, clock)
    later(clock, "2m")
    finish(db, clock, ANA.actor, "1")  # 120 s, within
    rule_on_claim(db, clock, CHEN.actor, confirmed, CHEN.code, is_confirmed=True)

    # Judged are the unconfirmed one and the normal one; one of these two kept the target.
    assert facts_of(march(db), ANA).judged == {"payment": Judged(2, 1)}
    report = as_json(month_report(db, MARCH, clock.now()))
    assert report["metrics"]["speed_compliance"]["value"] == 0.5
    assert report["definitions_version"] == 2
    lines = list(export_transactions(db, date(2026, 3, 1), date(2026, 3, 31)))
    assert ["exceptional" in line for line in lines[1:]] == [False, True, False]


def test_a_word_after_midnight_of_the_tickets_day_is_counted_in_a_day_that_was_summed_up(
    db: HallDatabase, clock: FrozenClock
) -> None:
    later(clock, "14h58m")  # 23:58
    transaction = a_claim(db, clock)  # finished at 00:02 of 3 March, of a ticket of 2 March
    later(clock, "5h")
    day = business_day(clock.now(), ZONE) - timedelta(days=1)
    day_summary_rows.keep(db, day, {"hall": {}})

    rule_on_claim(db, clock, CHEN.actor, transaction, CHEN.code, is_confirmed=True)

    assert transactions(db, "A001")[0]["class"] == "exceptional"
    assert day_summary_rows.kept_days(db, day, day) == set()
