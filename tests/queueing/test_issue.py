"""Issuing a ticket, giving it back, and taking back a test."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from storeops.base.actor import CUSTOMER, Actor, RequestKey
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.hall.refusals import UnknownService, UnknownTicket
from storeops.hall.targets import Segment
from storeops.queueing import ticket_view
from storeops.queueing.calling import call_next
from storeops.queueing.issue import Wish, cancel, issue, void
from storeops.queueing.refusals import HallClosed, LastTicketGiven, ServiceClosed, TooLate
from storeops.queueing.ticket import Snapshot
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    CHEN,
    GRETA,
    MONDAY_NINE,
    a_called_ticket,
    a_held_ticket,
    a_served_ticket,
    a_void_ticket,
    a_waiting_ticket,
    an_open_counter,
    event_kinds,
    everything,
    last_event,
    later,
    legs,
    open_daily,
    set_hall,
    ticket_row,
)


def test_a_ticket_waits_with_its_number_and_its_promise(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = issue(db, clock, CUSTOMER, Wish("payment", language="en", channel="greeter"))

    assert (ticket.number, ticket.business_day, ticket.state) == ("A001", "2026-03-02", "waiting")
    assert (ticket.service, ticket.segment, ticket.counter) == ("payment", "standard", None)
    assert (ticket.issued_at, ticket.due_at) == ("2026-03-02T01:00:00.000Z", "2026-03-02T01:05:00.000Z")
    row = ticket_row(db, "A001")
    assert (row["language"], row["channel"], row["is_imported"]) == ("en", "greeter", 0)
    assert row["order_at"] == row["due_at"] == ticket.due_at
    assert [(leg["kind"], leg["queued_at"], leg["ended_at"]) for leg in legs(db, "A001")] == [
        ("first", "2026-03-02T01:00:00.000Z", None)
    ]
    assert event_kinds(db, "A001") == ["issue"]


def test_a_new_ticket_is_answered_as_it_is_read_afterwards(db: HallDatabase) -> None:
    between_milliseconds = FrozenClock(MONDAY_NINE + timedelta(microseconds=1999))
    an_open_counter(db, between_milliseconds)
    booked_at = MONDAY_NINE + timedelta(minutes=40)

    answered = issue(db, between_milliseconds, CUSTOMER, Wish("payment", Segment.APPOINTMENT, booked_at=booked_at))

    assert answered == ticket_view.snapshot_of(db, answered.token)


def test_the_journal_holds_what_may_be_shown_and_who_asked(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = issue(db, clock, GRETA.actor, Wish("payment"))

    event = last_event(db)
    assert (event["actor"], event["employee_id"], event["counter_id"]) == ("employee:3001", None, None)
    assert json.loads(event["data"]) == {
        "number": "A001",
        "business_day": "2026-03-02",
        "state": "waiting",
        "service": "payment",
        "counter": None,
    }
    assert ticket.token not in event["data"]


def test_tokens_are_long_and_never_alike(db: HallDatabase, clock: FrozenClock) -> None:
    tokens = {a_waiting_ticket(db, clock).token for _ in range(50)}

    assert len(tokens) == 50
    assert all(len(token) == 22 for token in tokens)  # 16 random bytes in base 64


@pytest.mark.parametrize(
    ("segment", "due"),
    [("standard", "01:05:00"), ("assisted", "01:02:00"), ("vip", "01:02:00"), ("appointment", "01:01:00")],
)
def test_each_segment_is_promised_its_own_wait(db: HallDatabase, clock: FrozenClock, segment: str, due: str) -> None:
    assert a_waiting_ticket(db, clock, segment=segment).due_at == f"2026-03-02T{due}.000Z"


def test_the_hall_sets_its_promises(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, standard_wait_seconds=600)

    assert a_waiting_ticket(db, clock).due_at == "2026-03-02T01:10:00.000Z"


def test_an_early_customers_appointment_counts_from_the_booked_time(db: HallDatabase, clock: FrozenClock) -> None:
    booked = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)

    a_waiting_ticket(db, clock, segment="appointment", booked_at=booked)

    row = ticket_row(db, "A001")
    assert (row["booked_at"], row["due_at"]) == ("2026-03-02T01:30:00.000Z", "2026-03-02T01:31:00.000Z")


def test_the_number_of_people_ahead_counts_those_to_be_called_before(db: HallDatabase, clock: FrozenClock) -> None:
    first = a_waiting_ticket(db, clock)
    second = a_waiting_ticket(db, clock)

    vip = a_waiting_ticket(db, clock, segment="vip")  # due 01:02, before both

    assert [first.ahead_count, second.ahead_count, vip.ahead_count] == [0, 1, 0]


def test_only_people_that_the_same_counters_call_stand_ahead(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "3")  # the only open counter, for payment and invoice
    a_waiting_ticket(db, clock, service="plan_change")
    a_waiting_ticket(db, clock, service="invoice")

    payment = a_waiting_ticket(db, clock, service="payment")

    assert payment.ahead_count == 1


def test_no_estimate_is_given_before_anybody_was_served(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    ticket = a_waiting_ticket(db, clock)

    assert (ticket.estimate_low_seconds, ticket.estimate_high_seconds) == (None, None)


def test_the_estimate_is_stored_as_shown(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="6m")

    ticket = a_waiting_ticket(db, clock)

    # nobody ahead and counter 1 free: under five minutes
    assert (ticket.estimate_low_seconds, ticket.estimate_high_seconds) == (0, 300)
    row = ticket_row(db, ticket.number)
    assert (row["estimate_low_seconds"], row["estimate_high_seconds"]) == (0, 300)


def test_no_estimate_is_given_while_no_counter_is_open(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="6m", counter="3")

    ticket = a_waiting_ticket(db, clock, service="plan_change")  # counter 3 does not serve it

    assert ticket.estimate_low_seconds is None


def test_an_unknown_service_is_refused_and_nothing_is_counted(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(UnknownService, match="visas"):
        issue(db, clock, CUSTOMER, Wish("visas"))

    assert everything(db) == before


def test_a_service_that_is_not_offered_gives_no_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(ServiceClosed, match="Send a fax"):
        issue(db, clock, CUSTOMER, Wish("fax"))

    assert everything(db) == before


# Monday 2 March 2026 in Shanghai, opening 09:00 (01:00 UTC), closing 18:00 (10:00 UTC)
@pytest.mark.parametrize("local", ["08:30:00.000", "08:59:59.999", "09:00:00.000", "12:00:00.000", "17:59:59.999"])
def test_tickets_are_given_from_half_an_hour_before_opening_until_closing(
    db: HallDatabase, clock: FrozenClock, local: str
) -> None:
    open_daily(db, "09:00", "18:00")
    clock.instant = datetime.fromisoformat(f"2026-03-02T{local}+08:00").astimezone(UTC)

    assert a_waiting_ticket(db, clock).number == "A001"


@pytest.mark.parametrize(
    ("local", "again"),
    [("08:29:59.999", "2026-03-02 08:30"), ("18:00:00.000", "2026-03-03 08:30"), ("23:59:00.000", "2026-03-03 08:30")],
)
def test_a_closed_hall_says_when_tickets_start_again(
    db: HallDatabase, clock: FrozenClock, local: str, again: str
) -> None:
    open_daily(db, "09:00", "18:00")
    clock.instant = datetime.fromisoformat(f"2026-03-02T{local}+08:00").astimezone(UTC)
    before = everything(db)

    with pytest.raises(HallClosed, match=again):
        a_waiting_ticket(db, clock)

    assert everything(db) == before


def test_the_hall_sets_how_long_before_opening_tickets_start(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    set_hall(db, tickets_before_opening_minutes=0)
    clock.advance(milliseconds=-1)

    with pytest.raises(HallClosed, match="2026-03-02 09:00"):
        a_waiting_ticket(db, clock)


def test_a_special_day_overrules_its_weekday(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    db.execute("INSERT INTO special_day (day, note) VALUES ('2026-03-02', 'stocktaking')")

    with pytest.raises(HallClosed, match="2026-03-03 08:30"):
        a_waiting_ticket(db, clock)


def test_a_hall_that_never_opens_again_names_no_time(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("INSERT INTO opening_hours VALUES (1, '09:00', '18:00')")
    for day in ("2026-03-02", "2026-03-09", "2026-03-16"):
        db.execute("INSERT INTO special_day (day) VALUES (?)", (day,))

    with pytest.raises(HallClosed, match="-"):
        a_waiting_ticket(db, clock)


def test_a_double_tap_gives_one_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    tap = Actor("device:kiosk", RequestKey("tap-1", "payment"))

    first = issue(db, clock, tap, Wish("payment"))
    later(clock, "1s")
    second = issue(db, clock, tap, Wish("payment"))

    assert second == first
    assert len(everything(db)["ticket"]) == 1
    assert event_kinds(db, "A001") == ["issue"]


def test_two_taps_without_a_key_give_two_tickets(db: HallDatabase, clock: FrozenClock) -> None:
    assert [issue(db, clock, CUSTOMER, Wish("payment")).number for _ in range(2)] == ["A001", "A002"]


# Cancel


def test_a_waiting_customer_gives_the_ticket_back(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_waiting_ticket(db, clock, waited="3m")

    cancelled = cancel(db, clock, CUSTOMER, ticket.token)

    assert (cancelled.state, cancelled.ahead_count) == ("cancelled", None)
    assert ticket_row(db, "A001")["ended_at"] == "2026-03-02T01:03:00.000Z"
    assert [(leg["outcome"], leg["ended_at"]) for leg in legs(db, "A001")] == [
        ("cancelled", "2026-03-02T01:03:00.000Z")
    ]
    assert event_kinds(db, "A001") == ["issue", "cancel"]


def test_cancelling_a_held_ticket_leaves_its_leg_as_held(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_held_ticket(db, clock)
    later(clock, "10m")

    cancel(db, clock, CUSTOMER, ticket.token)

    assert ticket_row(db, "A001")["ended_at"] == "2026-03-02T01:10:00.000Z"
    assert [(leg["outcome"], leg["ended_at"]) for leg in legs(db, "A001")] == [("held", "2026-03-02T01:00:00.000Z")]


def test_an_unknown_token_cancels_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownTicket):
        cancel(db, clock, CUSTOMER, "no-such-token")


# Void


@pytest.mark.parametrize("waited", ["0s", "59s", "60s"])
def test_a_test_ticket_is_taken_back_within_a_minute(db: HallDatabase, clock: FrozenClock, waited: str) -> None:
    a_waiting_ticket(db, clock, waited=waited)

    assert void(db, clock, GRETA.actor, "A001").state == "void"
    assert legs(db, "A001")[0]["outcome"] == "void"
    assert event_kinds(db, "A001") == ["issue", "void"]


def test_after_a_minute_a_ticket_is_taken_back_no_more(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="60s1ms")
    before = everything(db)

    with pytest.raises(TooLate, match="60 s"):
        void(db, clock, GRETA.actor, "A001")

    assert everything(db) == before


def test_voiding_a_called_ticket_frees_the_counter(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    void(db, clock, CHEN.actor, "A001")
    a_waiting_ticket(db, clock)

    assert call_next(db, clock, ANA.actor, "1").number == "A002"


def test_a_number_means_its_latest_business_day(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "24h")
    a_waiting_ticket(db, clock)

    assert void(db, clock, GRETA.actor, "A001").business_day == "2026-03-03"


@pytest.mark.parametrize(
    ("at_midnight", "given"),
    [
        (a_waiting_ticket, ["A002", "A003"]),
        (a_held_ticket, ["A002", "A003"]),
        (a_served_ticket, ["A002", "A003"]),  # it may be opened again for 15 min
        (a_void_ticket, ["A002", "A003"]),
    ],
)
def test_the_number_of_somebody_who_is_here_since_yesterday_is_not_given_again(
    db: HallDatabase, clock: FrozenClock, at_midnight: Callable[..., Snapshot], given: list[str]
) -> None:
    clock.instant = MONDAY_NINE + timedelta(hours=14, minutes=59)  # 23:59
    at_midnight(db, clock)
    later(clock, "2m")

    assert [a_waiting_ticket(db, clock).number for _ in range(2)] == given
    assert next(iter(event_kinds(db, "A002"))) == "issue"


def test_a_number_of_yesterday_is_free_once_its_ticket_can_come_back_no_more(
    db: HallDatabase, clock: FrozenClock
) -> None:
    clock.instant = MONDAY_NINE + timedelta(hours=14, minutes=50)
    a_served_ticket(db, clock)  # it ends before 23:56
    later(clock, "22m")

    assert a_waiting_ticket(db, clock).number == "A001"


def test_a_clock_set_back_an_hour_blocks_neither_void_nor_cancel(db: HallDatabase, clock: FrozenClock) -> None:
    first, second = (a_waiting_ticket(db, clock) for _ in range(2))
    clock.advance(hours=-1)

    assert void(db, clock, GRETA.actor, first.number).state == "void"
    assert cancel(db, clock, CUSTOMER, second.token).state == "cancelled"


@pytest.mark.parametrize("days", [-2, 2, 365 * 5000])
def test_an_appointment_of_another_day_is_refused(db: HallDatabase, clock: FrozenClock, days: int) -> None:
    booked = clock.now() + timedelta(days=days)
    before = everything(db)

    with pytest.raises(BadValue, match="a time of today"):
        issue(db, clock, CUSTOMER, Wish("payment", Segment.APPOINTMENT, booked_at=booked))

    assert everything(db) == before


# The last tickets of a day


def test_the_last_ticket_of_the_hall_and_of_a_service(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    set_hall(db, last_ticket_minutes=15)
    db.execute("UPDATE service SET last_ticket_minutes = 45 WHERE code = 'plan_change'")
    clock.instant += timedelta(hours=8, minutes=15)  # 17:15
    before = everything(db)

    with pytest.raises(LastTicketGiven, match="17:15"):
        issue(db, clock, CUSTOMER, Wish("plan_change"))

    assert everything(db) == before
    assert issue(db, clock, CUSTOMER, Wish("payment")).number == "A001"
    clock.instant += timedelta(minutes=30)  # 17:45
    with pytest.raises(LastTicketGiven, match="17:45"):
        issue(db, clock, CUSTOMER, Wish("payment"))
    clock.instant += timedelta(minutes=15)  # 18:00
    with pytest.raises(HallClosed):
        issue(db, clock, CUSTOMER, Wish("payment"))
