"""A transaction that ends as technical begins its case, in the same transaction of the database."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up, resolve
from storeops.quality.follow_ups.refusals import AlreadyReplied, PromiseNeeded
from storeops.queueing.desk_view import desk
from storeops.queueing.refusals import ServiceClosed
from storeops.queueing.serving import finish, next_transaction
from storeops.queueing.ticket import TransactionClass
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_serving_ticket, everything, later, rows, ticket_row, transactions


def cases(db: HallDatabase) -> list[dict[str, Any]]:
    return rows(
        db,
        "SELECT follow_up.*, owner.code AS owner, opener.code AS opener FROM follow_up"
        " JOIN employee AS owner ON owner.id = owner_id JOIN employee AS opener ON opener.id = opened_by"
        " ORDER BY follow_up.id",
    )


def figure(db: HallDatabase, clock: FrozenClock, metric: str) -> Any:
    return as_json(month_report(db, "2026-03", clock.now()))["metrics"][metric]["value"]


def test_finishing_as_technical_opens_the_case_with_its_clocks(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "4m")

    finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL)

    (case,) = cases(db)
    assert (case["kind"], case["state"], case["owner"], case["opener"]) == ("technical", "open", ANA.code, ANA.code)
    assert case["ticket_id"] == ticket_row(db, "A001")["id"]
    assert case["transaction_id"] == transactions(db, "A001")[0]["id"]
    assert case["summary"] == "技术受理：交话费"
    # Opened at 09:04 as the visit ended: no reply on the spot, an answer due in 24 hours.
    assert (case["opened_at"], case["due_at"]) == ("2026-03-02T01:04:00.000Z", "2026-03-03T01:04:00.000Z")
    assert case["reply_at"] is None
    opened, finished = rows(db, "SELECT kind, actor, data FROM event ORDER BY seq DESC LIMIT 2")[::-1]
    assert (opened["kind"], opened["actor"], finished["kind"]) == ("follow_up_opened", "employee:1001", "finish")
    assert json.loads(opened["data"])["transaction"] == case["transaction_id"]
    assert json.loads(finished["data"])["ended_class"] == "technical"


def test_one_stop_then_says_no_on_the_desk_and_in_the_figures(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL)

    last = desk(db, clock.now(), "1").last_visit
    assert last is not None
    assert (last.leg_count, last.is_one_stop) == (1, False)
    assert figure(db, clock, "one_stop_gross") == 0
    assert figure(db, clock, "replied_on_the_spot") == 0


def test_each_technical_transaction_has_its_own_case(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "1m")
    next_transaction(db, clock, ANA.actor, "1", "invoice", TransactionClass.TECHNICAL)
    later(clock, "1m")
    finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL)

    assert [case["summary"] for case in cases(db)] == ["技术受理：交话费", "技术受理：打印发票"]


def test_a_case_that_was_written_while_it_was_done_is_enough(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_serving_ticket(db, clock)
    later(clock, "2m")
    open_follow_up(
        db, clock, ANA.actor, ANA.code, Kind.TECHNICAL, "No signal", ticket_number=ticket.number, reply="We check it"
    )
    later(clock, "1m")

    finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL)

    assert [case["summary"] for case in cases(db)] == ["No signal"]
    assert figure(db, clock, "replied_on_the_spot") == 1


def test_a_case_that_was_answered_before_the_end_leaves_nothing_open(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_serving_ticket(db, clock)
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.TECHNICAL, "No signal", ticket_number=ticket.number)
    later(clock, "1m")
    resolve(db, clock, ANA.actor, ANA.code, case, "Card changed")
    later(clock, "1m")

    finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL)

    assert len(cases(db)) == 1
    assert figure(db, clock, "one_stop_gross") == 1


@pytest.mark.parametrize("ended_as", [TransactionClass.NORMAL, TransactionClass.EXCEPTIONAL])
def test_other_classes_open_none(db: HallDatabase, clock: FrozenClock, ended_as: TransactionClass) -> None:
    a_serving_ticket(db, clock)

    finish(db, clock, ANA.actor, "1", ended_as)

    assert cases(db) == []


def test_a_verb_that_is_refused_opens_none(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)

    with pytest.raises(ServiceClosed):
        next_transaction(db, clock, ANA.actor, "1", "fax", TransactionClass.TECHNICAL)

    assert everything(db) == before


# What the customer was told


def test_what_the_customer_was_told_stands_in_the_case_and_counts_as_a_reply_on_the_spot(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    by_five = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL, reply=" The cell is rebuilt ", promised_at=by_five)

    (case,) = cases(db)
    assert (case["reply"], case["reply_at"]) == ("The cell is rebuilt", "2026-03-02T01:00:00.000Z")
    assert case["due_at"] == "2026-03-02T09:00:00.000Z"
    assert figure(db, clock, "replied_on_the_spot") == 1


def test_the_next_transaction_takes_it_too(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    next_transaction(db, clock, ANA.actor, "1", "invoice", TransactionClass.TECHNICAL, reply="We check it")

    (case,) = cases(db)
    assert (case["reply"], case["due_at"]) == ("We check it", "2026-03-03T01:00:00.000Z")


def test_normal_business_promises_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    finish(db, clock, ANA.actor, "1", TransactionClass.NORMAL, reply="We check it")

    assert cases(db) == []


@pytest.mark.parametrize("hours", [-1, 0, 25])
def test_more_than_a_day_or_the_past_is_not_promised_and_the_visit_goes_on(
    db: HallDatabase, clock: FrozenClock, hours: int
) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)
    promised_at = clock.now() + timedelta(hours=hours)

    with pytest.raises(PromiseNeeded):
        finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL, promised_at=promised_at)

    assert everything(db) == before


def test_a_case_that_was_written_before_is_told_of_the_reply(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_serving_ticket(db, clock)
    open_follow_up(db, clock, ANA.actor, ANA.code, Kind.TECHNICAL, "No signal", ticket_number=ticket.number, reply="")

    finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL, reply="We check it")

    (case,) = cases(db)
    assert case["reply"] == "We check it"
    assert [event["kind"] for event in rows(db, "SELECT kind FROM event ORDER BY seq DESC LIMIT 2")] == [
        "finish",
        "follow_up_replied",
    ]


def test_a_reply_beside_a_reply_is_refused_so_that_none_is_lost(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_serving_ticket(db, clock)
    number = ticket.number
    open_follow_up(
        db, clock, ANA.actor, ANA.code, Kind.TECHNICAL, "No signal", ticket_number=number, reply="We check it"
    )
    before = everything(db)

    with pytest.raises(AlreadyReplied):
        finish(db, clock, ANA.actor, "1", TransactionClass.TECHNICAL, reply="The cell is rebuilt")

    assert everything(db) == before
