"""The close of a business day, in a hall with opening hours and in one that never closes."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.queueing.calling import call_next, recall
from storeops.queueing.close_day import ClosedDay, close_day, days_due
from storeops.queueing.moving import hold, resume, transfer
from storeops.queueing.serving import finish, next_transaction, start, system_pause
from storeops.queueing.staffing import after_work, close_counter, open_counter, pause
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    DINA,
    a_called_ticket,
    a_held_ticket,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    event_kinds,
    everything,
    last_event,
    later,
    legs,
    open_daily,
    rows,
    set_hall,
    system_pauses,
    ticket_row,
    transactions,
)

MONDAY = "2026-03-02"
CLOSING = "2026-03-02T10:00:00.000Z"
"""18:00 in Shanghai."""


def at_local(clock: FrozenClock, text: str) -> None:
    """Put the clock to a local time of the week of Monday 2 March 2026."""
    clock.instant = datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


def counter_states(db: HallDatabase) -> list[str]:
    return [row["state"] for row in rows(db, "SELECT state FROM counter ORDER BY position")]


def signed_in_spans(db: HallDatabase) -> list[tuple[object, ...]]:
    return [
        (span["signed_in_at"][11:16], span["signed_out_at"] and span["signed_out_at"][11:16], span["left_open"])
        for span in rows(db, "SELECT * FROM signed_in_span ORDER BY id")
    ]


@pytest.fixture
def daily(db: HallDatabase) -> None:
    """The hall opens 09:00 to 18:00 every day."""
    open_daily(db, "09:00", "18:00")


def close_at(db: HallDatabase, clock: FrozenClock, local: str, counter: str = "1") -> None:
    """A counter of Monday is closed at a local time."""
    at_local(clock, local)
    close_counter(db, clock, ANA.actor, counter)


# When it is due


@pytest.mark.usefixtures("daily")
def test_nobody_is_sent_home_while_a_counter_is_open(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2")
    close_at(db, clock, "2026-03-02T18:20", "1")
    at_local(clock, "2026-03-02T23:59")
    assert days_due(db, clock.now()) == []  # counter 2 is open

    close_at(db, clock, "2026-03-02T23:59:30", "2")

    assert days_due(db, clock.now()) == [MONDAY]


@pytest.mark.parametrize(("closed_at", "due"), [("17:59:59.999", []), ("18:00", [MONDAY]), ("18:20", [MONDAY])])
@pytest.mark.usefixtures("daily")
def test_the_last_counter_ends_the_day_from_closing_time_on(
    db: HallDatabase, clock: FrozenClock, closed_at: str, due: list[str]
) -> None:
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    close_at(db, clock, f"2026-03-02T{closed_at}")

    assert days_due(db, clock.now()) == due


@pytest.mark.usefixtures("daily")
def test_a_counter_opened_after_closing_time_puts_the_end_off(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock, "1")
    close_at(db, clock, "2026-03-02T18:05", "1")
    an_open_counter(db, clock, "2")
    assert days_due(db, clock.now()) == []

    close_at(db, clock, "2026-03-02T18:40", "2")

    assert days_due(db, clock.now()) == [MONDAY]
    close_day(db, clock, SYSTEM, MONDAY)
    assert ticket_row(db, "A001")["ended_at"][11:16] == "10:40"  # 18:40 in Shanghai


@pytest.mark.parametrize(
    ("local", "due"),
    [
        ("2026-03-02T19:00", []),
        ("2026-03-03T03:59:59.999", []),
        ("2026-03-03T04:00", [MONDAY]),
        ("2026-03-05T12:00", [MONDAY]),
    ],
)
@pytest.mark.usefixtures("daily")
def test_what_is_forgotten_is_due_in_the_night_or_any_time_later(
    db: HallDatabase, clock: FrozenClock, local: str, due: list[str]
) -> None:
    a_waiting_ticket(db, clock)
    at_local(clock, local)

    assert days_due(db, clock.now()) == due


@pytest.mark.usefixtures("daily")
def test_a_day_with_nothing_but_an_open_counter_is_due_in_the_night(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    at_local(clock, "2026-03-03T03:59")
    assert days_due(db, clock.now()) == []

    at_local(clock, "2026-03-03T04:00")
    assert days_due(db, clock.now()) == [MONDAY]


def test_hours_saved_in_the_middle_of_a_full_hall_send_nobody_home(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2")
    close_at(db, clock, "2026-03-02T13:00", "2")  # for lunch, after what is closing time in a moment
    for _ in range(30):
        a_waiting_ticket(db, clock)
    at_local(clock, "2026-03-02T14:00")

    open_daily(db, "09:00", "12:00")

    assert days_due(db, clock.now()) == []
    at_local(clock, "2026-03-02T16:30")
    assert days_due(db, clock.now()) == []
    assert call_next(db, clock, ANA.actor, "1").number == "A001"


def test_a_hall_that_is_shut_for_the_day_ends_it_at_its_last_counter(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "18:00")
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    db.execute("INSERT INTO special_day (day, note) VALUES (?, '')", (MONDAY,))
    at_local(clock, "2026-03-02T10:00")
    assert days_due(db, clock.now()) == []

    close_at(db, clock, "2026-03-02T10:30")

    assert days_due(db, clock.now()) == [MONDAY]
    close_day(db, clock, SYSTEM, MONDAY)
    assert ticket_row(db, "A001")["ended_at"][11:16] == "02:30"  # 10:30 in Shanghai


@pytest.mark.parametrize(
    ("night", "before"),
    [("2026-03-29T02:00:00", "2026-03-29T01:59:59"), ("2026-10-25T03:00:00", "2026-10-25T02:59:59")],
)
@pytest.mark.usefixtures("daily")
def test_the_night_of_a_daylight_saving_change_ends_at_four_too(
    db: HallDatabase, clock: FrozenClock, night: str, before: str
) -> None:
    set_hall(db, zone="Europe/Berlin")
    ends = datetime.fromisoformat(f"{night}+00:00")
    clock.instant = ends - timedelta(hours=14)  # a Saturday noon
    day = a_waiting_ticket(db, clock).business_day

    assert days_due(db, datetime.fromisoformat(f"{before}+00:00")) == []
    assert days_due(db, ends) == [day]


@pytest.mark.usefixtures("daily")
def test_a_day_that_left_nothing_open_is_not_due(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    close_counter(db, clock, ANA.actor, "1")
    at_local(clock, "2026-03-03T12:00")

    assert days_due(db, clock.now()) == []


@pytest.mark.parametrize(("local", "due"), [("2026-03-03T03:59:59.999", []), ("2026-03-03T04:00", [MONDAY])])
def test_in_a_hall_that_never_closes_a_day_is_due_at_four_the_next_morning(
    db: HallDatabase, clock: FrozenClock, local: str, due: list[str]
) -> None:
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    at_local(clock, local)

    assert days_due(db, clock.now()) == due


def test_in_a_hall_that_never_closes_work_in_the_night_puts_the_end_off_for_a_day(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)
    at_local(clock, "2026-03-03T03:30")
    an_open_counter(db, clock)
    at_local(clock, "2026-03-03T04:30")
    assert days_due(db, clock.now()) == []  # it was opened an hour ago
    at_local(clock, "2026-03-03T04:30:00.001")
    assert days_due(db, clock.now()) == [MONDAY]

    at_local(clock, "2026-03-04T03:59")
    a_served_ticket(db, clock)
    assert days_due(db, clock.now()) == []
    at_local(clock, "2026-03-04T04:00")
    assert days_due(db, clock.now()) == [MONDAY]


def test_in_a_hall_that_never_closes_an_open_counter_makes_nothing_due(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    at_local(clock, "2026-03-05T12:00")

    assert days_due(db, clock.now()) == []


def test_several_days_are_due_earliest_first(db: HallDatabase, clock: FrozenClock) -> None:
    for day in (4, 2, 3):
        at_local(clock, f"2026-03-0{day}T12:00")
        a_waiting_ticket(db, clock)
    at_local(clock, "2026-03-05T03:00")  # the 4th is due at 04:00 only

    assert days_due(db, clock.now()) == ["2026-03-02", "2026-03-03"]


# Closing a day with opening hours


@pytest.mark.usefixtures("daily")
def test_everybody_who_is_left_is_ended_as_of_closing_time(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, counter="1")  # A001
    a_called_ticket(db, clock, counter="2")  # A002
    a_held_ticket(db, clock, counter="3")  # A003
    a_waiting_ticket(db, clock)  # A004
    at_local(clock, "2026-03-02T19:00")

    closed = close_day(db, clock, SYSTEM, MONDAY)

    assert closed == ClosedDay(MONDAY, tickets=4, counters=3)
    ended = [ticket_row(db, number) for number in ("A001", "A002", "A003", "A004")]
    assert [row["state"] for row in ended] == ["served", "no_show", "abandoned", "abandoned"]
    assert {row["ended_at"] for row in ended} == {CLOSING}
    last_legs = [legs(db, number)[-1] for number in ("A001", "A002", "A003", "A004")]
    assert [leg["outcome"] for leg in last_legs] == ["served", "no_show", "held", "abandoned"]
    assert [leg["left_open"] for leg in last_legs] == [1, 0, 0, 0]
    assert [event_kinds(db, row["number"])[-1] for row in ended] == ["close_day"] * 4


@pytest.mark.usefixtures("daily")
def test_a_transaction_left_open_is_marked_and_its_pause_ended(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    system_pause(db, clock, ANA.actor, "1")
    at_local(clock, "2026-03-02T19:00")

    close_day(db, clock, SYSTEM, MONDAY)

    assert [(row["outcome"], row["ended_at"]) for row in transactions(db, "A001")] == [("left_open", CLOSING)]
    assert [row["ended_at"] for row in system_pauses(db, "A001")] == [CLOSING]


@pytest.mark.usefixtures("daily")
def test_counters_are_closed_at_closing_time_and_marked(db: HallDatabase, clock: FrozenClock) -> None:
    open_counter(db, clock, ANA.actor, "1", ANA.code)
    open_counter(db, clock, BRUNO.actor, "2", BRUNO.code)
    later(clock, "1h")
    pause(db, clock, ANA.actor, "1", "meal")
    after_work(db, clock, BRUNO.actor, "2")
    at_local(clock, "2026-03-02T19:00")

    close_day(db, clock, SYSTEM, MONDAY)

    assert counter_states(db) == ["closed", "closed", "closed"]
    assert signed_in_spans(db) == [("01:00", "10:00", 1), ("01:00", "10:00", 1)]
    spans = rows(db, "SELECT kind, started_at, ended_at, left_open FROM counter_span ORDER BY id")
    assert [(span["kind"], span["started_at"][11:16], span["ended_at"][11:16]) for span in spans] == [
        ("pause", "02:00", "10:00"),
        ("after_work", "02:00", "10:00"),
    ]
    assert {span["left_open"] for span in spans} == {1}
    assert (last_event(db)["kind"], json.loads(last_event(db)["data"])["left_open"]) == ("counter_close", True)


@pytest.mark.usefixtures("daily")
def test_an_employee_can_sign_in_the_next_morning(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    at_local(clock, "2026-03-02T19:00")
    close_day(db, clock, SYSTEM, MONDAY)
    at_local(clock, "2026-03-03T09:00")

    assert open_counter(db, clock, ANA.actor, "2", ANA.code).state == "open"


@pytest.mark.usefixtures("daily")
def test_closing_twice_changes_nothing_more(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    a_waiting_ticket(db, clock)
    at_local(clock, "2026-03-02T19:00")
    close_day(db, clock, SYSTEM, MONDAY)
    before = everything(db)

    again = close_day(db, clock, SYSTEM, MONDAY)

    assert again == ClosedDay(MONDAY, tickets=0, counters=0)
    assert everything(db) == before
    assert days_due(db, clock.now()) == []


@pytest.mark.usefixtures("daily")
def test_closing_days_late_leaves_what_belongs_to_today(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)  # A001 of Monday
    an_open_counter(db, clock, "1")
    at_local(clock, "2026-03-04T10:00")
    a_serving_ticket(db, clock, counter="2")  # A001 of Wednesday
    a_waiting_ticket(db, clock)  # A002 of Wednesday

    closed = close_day(db, clock, SYSTEM, MONDAY)

    assert closed == ClosedDay(MONDAY, tickets=1, counters=1)
    assert [row["state"] for row in rows(db, "SELECT state FROM ticket ORDER BY id")] == [
        "abandoned",
        "serving",
        "waiting",
    ]
    assert rows(db, "SELECT ended_at FROM ticket ORDER BY id")[0]["ended_at"] == CLOSING
    assert counter_states(db) == ["closed", "open", "closed"]


@pytest.mark.usefixtures("daily")
def test_the_customers_inside_at_closing_time_are_served_before_the_close(db: HallDatabase, clock: FrozenClock) -> None:
    at_local(clock, "2026-03-02T17:59")
    a_waiting_ticket(db, clock)
    at_local(clock, "2026-03-02T18:10")
    an_open_counter(db, clock)
    call_next(db, clock, ANA.actor, "1")
    start(db, clock, ANA.actor, "1")
    at_local(clock, "2026-03-02T18:20")

    assert finish(db, clock, ANA.actor, "1").state == "served"


def a_visit_after_closing_time(db: HallDatabase, clock: FrozenClock, left: str) -> None:
    """A001 comes before closing time and is left in state `left` by something that happened after it."""
    at_local(clock, "2026-03-02T17:59")
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    at_local(clock, "2026-03-02T18:10")
    call_next(db, clock, ANA.actor, "1")
    at_local(clock, "2026-03-02T18:11")
    if left in ("serving", "next", "paused", "transferred"):
        start(db, clock, ANA.actor, "1")
    at_local(clock, "2026-03-02T18:20")
    match left:
        case "recalled":
            recall(db, clock, ANA.actor, "1")
        case "next":
            next_transaction(db, clock, ANA.actor, "1", "invoice")
        case "paused":
            system_pause(db, clock, ANA.actor, "1")
        case "transferred":
            transfer(db, clock, ANA.actor, "1", "plan_change")
        case "held":
            hold(db, clock, ANA.actor, "1")
        case "resumed":
            hold(db, clock, ANA.actor, "1")
            resume(db, clock, ANA.actor, "A001")


@pytest.mark.parametrize(
    ("left", "ended"),
    [
        ("called", "10:10"),
        ("recalled", "10:20"),
        ("serving", "10:11"),
        ("next", "10:20"),
        ("paused", "10:20"),
        ("transferred", "10:20"),
        ("held", "10:20"),
        ("resumed", "10:20"),
    ],
)
@pytest.mark.usefixtures("daily")
def test_nothing_ends_before_it_began(db: HallDatabase, clock: FrozenClock, left: str, ended: str) -> None:
    a_visit_after_closing_time(db, clock, left)
    at_local(clock, "2026-03-02T19:00")

    close_day(db, clock, SYSTEM, MONDAY)

    assert ticket_row(db, "A001")["ended_at"][11:16] == ended
    for leg in legs(db, "A001"):
        moments = [leg[name] for name in ("queued_at", "first_called_at", "last_called_at", "started_at", "ended_at")]
        happened = [moment for moment in moments if moment]
        assert happened == sorted(happened)
    for span in (*transactions(db, "A001"), *system_pauses(db, "A001")):
        assert span["started_at"] <= span["ended_at"]


@pytest.mark.usefixtures("daily")
def test_a_pause_after_closing_time_ends_not_before_it_began(db: HallDatabase, clock: FrozenClock) -> None:
    at_local(clock, "2026-03-02T17:00")
    an_open_counter(db, clock)
    at_local(clock, "2026-03-02T18:30")
    pause(db, clock, ANA.actor, "1", "break")
    at_local(clock, "2026-03-02T19:00")

    close_day(db, clock, SYSTEM, MONDAY)

    (span,) = rows(db, "SELECT started_at, ended_at FROM counter_span")
    assert span["started_at"] <= span["ended_at"]


# In a hall that never closes


def test_in_a_hall_that_never_closes_only_the_tickets_of_the_day_are_ended(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock, counter="1")  # A001 of Monday
    a_waiting_ticket(db, clock)  # A002 of Monday
    at_local(clock, "2026-03-03T01:00")
    a_serving_ticket(db, clock, counter="2")  # A001 of Tuesday
    an_open_counter(db, clock, "3", by=DINA)
    at_local(clock, "2026-03-03T04:00")

    closed = close_day(db, clock, SYSTEM, MONDAY)

    assert closed == ClosedDay(MONDAY, tickets=2, counters=0)
    assert [(row["state"], row["ended_at"]) for row in rows(db, "SELECT state, ended_at FROM ticket ORDER BY id")] == [
        ("served", "2026-03-02T20:00:00.000Z"),
        ("abandoned", "2026-03-02T20:00:00.000Z"),
        ("serving", None),
    ]
    assert counter_states(db) == ["open", "open", "open"]
    assert {span["signed_out_at"] for span in rows(db, "SELECT * FROM signed_in_span")} == {None}


def test_after_the_close_the_counter_calls_the_next_customer(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    at_local(clock, "2026-03-03T04:00")
    close_day(db, clock, SYSTEM, MONDAY)
    a_waiting_ticket(db, clock)

    assert call_next(db, clock, ANA.actor, "1").business_day == "2026-03-03"


def test_the_run_is_noted_with_its_day(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    at_local(clock, "2026-03-03T04:00")

    close_day(db, clock, SYSTEM, MONDAY)

    assert rows(db, "SELECT * FROM job_run") == [
        {"job": "close_day", "period": MONDAY, "finished_at": "2026-03-02T20:00:00.000Z"}
    ]


# How long they waited


@pytest.mark.usefixtures("daily")
def test_whoever_still_waits_did_so_until_the_last_counter_closed(db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock)  # A001
    a_waiting_ticket(db, clock)  # A002
    an_open_counter(db, clock, "2")
    close_at(db, clock, "2026-03-02T18:10", "1")
    close_at(db, clock, "2026-03-02T18:45", "2")
    later(clock, "20s")

    assert close_day(db, clock, SYSTEM, MONDAY) == ClosedDay(MONDAY, tickets=2, counters=0)

    assert {ticket_row(db, number)["ended_at"] for number in ("A001", "A002")} == {"2026-03-02T10:45:00.000Z"}
    assert legs(db, "A002")[-1]["ended_at"] == "2026-03-02T10:45:00.000Z"


@pytest.mark.parametrize(
    ("last_act", "left_at"),
    [("17:30", "10:00"), ("18:25", "10:25")],  # 18:00 in Shanghai, or the last thing that was done there
)
@pytest.mark.usefixtures("daily")
def test_a_counter_left_open_is_over_at_closing_time_or_with_the_last_thing_done_there(
    db: HallDatabase, clock: FrozenClock, last_act: str, left_at: str
) -> None:
    an_open_counter(db, clock, "1")
    a_waiting_ticket(db, clock)
    a_waiting_ticket(db, clock)
    at_local(clock, f"2026-03-02T{last_act}")
    call_next(db, clock, ANA.actor, "1")
    at_local(clock, "2026-03-03T04:00")

    assert close_day(db, clock, SYSTEM, MONDAY) == ClosedDay(MONDAY, tickets=2, counters=1)

    assert signed_in_spans(db) == [("01:00", left_at, 1)]
    assert [ticket_row(db, number)["ended_at"][11:16] for number in ("A001", "A002")] == [left_at, left_at]


@pytest.mark.usefixtures("daily")
def test_where_no_counter_was_open_people_waited_until_closing_time(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    at_local(clock, "2026-03-03T04:00")

    close_day(db, clock, SYSTEM, MONDAY)

    assert ticket_row(db, "A001")["ended_at"] == CLOSING


# A break at noon


def test_the_break_at_noon_ends_nobodys_visit(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "09:00", "12:00")
    db.execute("INSERT INTO opening_hours SELECT weekday, '13:30', '18:00' FROM opening_hours")
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    close_at(db, clock, "2026-03-02T12:05")  # the last counter, for lunch
    assert days_due(db, clock.now()) == []

    at_local(clock, "2026-03-02T13:30")
    an_open_counter(db, clock)
    close_at(db, clock, "2026-03-02T18:02")
    assert days_due(db, clock.now()) == [MONDAY]
    close_day(db, clock, SYSTEM, MONDAY)
    assert ticket_row(db, "A001")["ended_at"][11:16] == "10:02"  # 18:02 in Shanghai
