"""Tickets that are not given for a while: in the whole hall, or of one service."""

import json
from datetime import UTC, datetime

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue, StoreOpsError
from storeops.hall.refusals import UnknownService
from storeops.queueing import kiosk_view
from storeops.queueing.board_view import board
from storeops.queueing.issue import Wish, issue
from storeops.queueing.issuing_stop_actions import resume_issuing, stop_issuing
from storeops.queueing.refusals import IssuingGoesOn, IssuingStopped, ServiceStopped, StoppedAlready
from storeops.queueing.ticket_view import ticket
from storeops.store.database import HallDatabase
from tests.factories import CHEN, a_waiting_ticket, everything, last_event, later, open_daily, rows


def local(text: str) -> datetime:
    """An instant of Shanghai's wall clock."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


def issued(db: HallDatabase, clock: FrozenClock, service: str) -> str:
    return issue(db, clock, CUSTOMER, Wish(service)).number


def test_no_ticket_is_given_while_the_hall_is_stopped(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    stop_issuing(db, clock, CHEN.actor, None, "power_cut")
    before = everything(db)

    with pytest.raises(IssuingStopped, match="there is no power") as refusal:
        issued(db, clock, "payment")

    assert everything(db) == before
    assert refusal.value.slug == "issuing-stopped"
    assert refusal.value.in_language("zh") == "暂停取号：暂时停电。请咨询现场工作人员。"
    resume_issuing(db, clock, CHEN.actor, None)
    assert issued(db, clock, "payment") == "A002"


def test_a_service_is_stopped_and_the_others_go_on(db: HallDatabase, clock: FrozenClock) -> None:
    stop_issuing(db, clock, CHEN.actor, "payment", "system_fault")

    with pytest.raises(ServiceStopped, match="our systems are being repaired") as refusal:
        issued(db, clock, "payment")

    assert refusal.value.slug == "service-stopped"
    assert (issued(db, clock, "invoice"), issued(db, clock, "plan_change")) == ("A001", "B001")


def test_stopping_and_resuming_leave_the_row_and_an_event(db: HallDatabase, clock: FrozenClock) -> None:
    stop_issuing(db, clock, CHEN.actor, "payment", "safety")

    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("issuing_stopped", CHEN.actor.name)
    told = {"service": "payment", "reason": "safety", "until_at": "2026-03-02T20:00:00.000Z"}
    assert json.loads(event["data"]) == told
    later(clock, "10m")
    resume_issuing(db, clock, CHEN.actor, "payment")

    assert (last_event(db)["kind"], json.loads(last_event(db)["data"])) == ("issuing_resumed", {"service": "payment"})
    assert [
        (stop["reason"], stop["stopped_at"][11:16], stop["resumed_at"][11:16])
        for stop in rows(db, "SELECT * FROM issuing_stop")
    ] == [("safety", "01:00", "01:10")]


def test_a_stop_that_was_forgotten_ends_in_the_night_after_its_business_day(
    db: HallDatabase, clock: FrozenClock
) -> None:
    open_daily(db, "00:00", "23:59")
    stop_issuing(db, clock, CHEN.actor, None, "many_waiting")
    clock.instant = local("2026-03-03T03:59:59.999")
    with pytest.raises(IssuingStopped):
        issued(db, clock, "payment")

    clock.instant = local("2026-03-03T04:00")

    assert issued(db, clock, "payment") == "A001"
    stop_issuing(db, clock, CHEN.actor, None, "safety")  # another day, another stop


@pytest.mark.parametrize(
    ("service", "reason", "refusal"),
    [
        (None, "power_cut", StoppedAlready),
        ("invoice", "bored", BadValue),
        ("gold", "safety", UnknownService),
    ],
)
def test_what_cannot_be_stopped(
    db: HallDatabase, clock: FrozenClock, service: str | None, reason: str, refusal: type[StoreOpsError]
) -> None:
    stop_issuing(db, clock, CHEN.actor, None, "safety")
    before = everything(db)

    with pytest.raises(refusal):
        stop_issuing(db, clock, CHEN.actor, service, reason)

    assert everything(db) == before


def test_what_is_not_stopped_is_not_resumed(db: HallDatabase, clock: FrozenClock) -> None:
    stop_issuing(db, clock, CHEN.actor, "payment", "safety")
    before = everything(db)

    for service in (None, "invoice"):
        with pytest.raises(IssuingGoesOn):
            resume_issuing(db, clock, CHEN.actor, service)

    assert everything(db) == before


def test_kiosk_board_and_phone_know_the_reason(db: HallDatabase, clock: FrozenClock) -> None:
    token = a_waiting_ticket(db, clock).token
    other = a_waiting_ticket(db, clock, service="plan_change").token
    stop_issuing(db, clock, CHEN.actor, "payment", "safety")

    choices = kiosk_view.category(db, clock.now(), "payment").choices
    assert [(choice.service.code, choice.stopped_for) for choice in choices] == [
        ("payment", "safety"),
        ("invoice", None),
    ]
    assert kiosk_view.ticket_hours(db, clock.now()).gives_tickets
    assert (ticket(db, clock.now(), token).stopped_for, ticket(db, clock.now(), other).stopped_for) == ("safety", None)
    stop_issuing(db, clock, CHEN.actor, None, "power_cut")

    hours = kiosk_view.ticket_hours(db, clock.now())
    assert (hours.gives_tickets, hours.stopped_for) == (False, "power_cut")
    assert ticket(db, clock.now(), other).stopped_for == "power_cut"
    stops = board(db, clock.now()).stops
    assert [(stop.service.code if stop.service else None, stop.reason) for stop in stops] == [
        (None, "power_cut"),
        ("payment", "safety"),
    ]
