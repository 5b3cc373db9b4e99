"""A call for the duty manager that becomes a follow-up opens it, linked, with owner and promised time."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.measuring import day_summary_rows
from storeops.people.refusals import EmployeeInactive, UnknownEmployee
from storeops.quality.duty.duty_call_actions import arrive, call_duty_manager, settle
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.quality.follow_ups.refusals import PromiseNeeded
from storeops.queueing.serving import finish
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    LARS,
    a_serving_ticket,
    an_open_counter,
    everything,
    last_event,
    later,
    rows,
    ticket_row,
)


def cases(db: HallDatabase) -> list[dict[str, Any]]:
    return rows(
        db,
        "SELECT follow_up.*, owner.code AS owner, opener.code AS opener FROM follow_up"
        " JOIN employee AS owner ON owner.id = owner_id JOIN employee AS opener ON opener.id = opened_by",
    )


def a_call_to_which_chen_came(db: HallDatabase, clock: FrozenClock, reason: str = "papers") -> int:
    a_serving_ticket(db, clock)
    call = call_duty_manager(db, clock, ANA.actor, "1", reason)
    arrive(db, clock, CHEN.actor, call, CHEN.code)
    return call


def one_stop(db: HallDatabase, clock: FrozenClock) -> Any:
    return as_json(month_report(db, "2026-03", clock.now()))["metrics"]["one_stop_gross"]["value"]


def test_it_opens_the_follow_up_with_owner_and_promised_time(db: HallDatabase, clock: FrozenClock) -> None:
    call = a_call_to_which_chen_came(db, clock)
    promised: datetime = clock.now() + timedelta(hours=3)

    settle(db, clock, CHEN.actor, call, CHEN.code, "the back office looks", "follow_up", BRUNO.code, promised)

    (case,) = cases(db)
    assert (case["kind"], case["summary"], case["owner"], case["opener"]) == (
        "unfinished",
        "the back office looks",
        BRUNO.code,
        CHEN.code,
    )
    assert (case["duty_call_id"], case["ticket_id"]) == (call, ticket_row(db, "A001")["id"])
    assert case["due_at"] == "2026-03-02T04:00:00.000Z"  # 09:00 + 3 h
    kinds = [row["kind"] for row in rows(db, "SELECT kind FROM event ORDER BY seq DESC LIMIT 2")]
    assert kinds == ["follow_up_opened", "duty_settled"]


@pytest.mark.parametrize(
    ("reason", "kind"), [("complaint", "complaint"), ("system_fault", "technical"), ("exceptional", "unfinished")]
)
def test_unless_told_whoever_settles_owns_it_and_the_norm_of_its_kind_holds(
    db: HallDatabase, clock: FrozenClock, reason: str, kind: str
) -> None:
    call = a_call_to_which_chen_came(db, clock, reason)

    settle(db, clock, CHEN.actor, call, CHEN.code, "to be looked into", "follow_up")

    (case,) = cases(db)
    assert (case["kind"], case["owner"]) == (kind, CHEN.code)
    assert case["due_at"] == "2026-03-03T01:00:00.000Z"  # 24 hours


@pytest.mark.parametrize("outcome", ["settled", "declined"])
def test_other_outcomes_open_none(db: HallDatabase, clock: FrozenClock, outcome: str) -> None:
    call = a_call_to_which_chen_came(db, clock)

    settle(db, clock, CHEN.actor, call, CHEN.code, "done", outcome)

    assert cases(db) == []
    assert last_event(db)["kind"] == "duty_settled"


@pytest.mark.parametrize("is_settled_first", [True, False])
def test_one_stop_says_no_however_late_the_call_is_settled(
    db: HallDatabase, clock: FrozenClock, is_settled_first: bool
) -> None:
    call = a_call_to_which_chen_came(db, clock)
    if is_settled_first:
        settle(db, clock, CHEN.actor, call, CHEN.code, "later", "follow_up")
    later(clock, "5m")
    finish(db, clock, ANA.actor, "1")
    later(clock, "5m")
    if not is_settled_first:
        settle(db, clock, CHEN.actor, call, CHEN.code, "later", "follow_up")

    assert one_stop(db, clock) == 0


def test_what_was_answered_before_the_customer_left_is_one_stop(db: HallDatabase, clock: FrozenClock) -> None:
    call = a_call_to_which_chen_came(db, clock)
    settle(db, clock, CHEN.actor, call, CHEN.code, "at once", "follow_up")
    resolve(db, clock, CHEN.actor, CHEN.code, cases(db)[0]["id"], "Done")
    later(clock, "5m")

    finish(db, clock, ANA.actor, "1")

    assert one_stop(db, clock) == 1


def test_a_call_with_nobody_at_the_counter_opens_one_without_a_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    call = call_duty_manager(db, clock, ANA.actor, "1", "system_fault")
    arrive(db, clock, CHEN.actor, call, CHEN.code)

    settle(db, clock, CHEN.actor, call, CHEN.code, "the provider comes", "follow_up")

    (case,) = cases(db)
    assert (case["ticket_id"], case["service_id"], case["duty_call_id"]) == (None, None, call)


def test_a_day_that_was_summed_up_is_counted_anew(db: HallDatabase, clock: FrozenClock) -> None:
    call = a_call_to_which_chen_came(db, clock)
    finish(db, clock, ANA.actor, "1")
    day = datetime(2026, 3, 2).date()
    later(clock, "25h")
    day_summary_rows.keep(db, day, {"hall": {}})

    settle(db, clock, CHEN.actor, call, CHEN.code, "the next day", "follow_up")

    assert day_summary_rows.kept_days(db, day, day) == set()


@pytest.mark.parametrize(
    ("owner", "hours", "refusal"),
    [
        ("77", 3, UnknownEmployee),
        (LARS.code, 3, EmployeeInactive),
        (None, -1, PromiseNeeded),
        (None, 24 * 61, PromiseNeeded),
    ],
)
def test_what_cannot_be_promised_leaves_the_call_open(
    db: HallDatabase, clock: FrozenClock, owner: str | None, hours: int, refusal: type[StoreOpsError]
) -> None:
    call = a_call_to_which_chen_came(db, clock)
    promised = clock.now() + timedelta(hours=hours)
    before = everything(db)

    with pytest.raises(refusal):
        settle(db, clock, CHEN.actor, call, CHEN.code, "x", "follow_up", owner, promised)

    assert everything(db) == before
