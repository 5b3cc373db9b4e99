"""Numbers: how they read, and how they run on over days, imports and clocks that were set back."""

from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storeops.base.clock import FrozenClock
from storeops.quality.follow_ups import follow_up_rows
from storeops.queueing import ticket_rows
from storeops.queueing.calling import call_ticket
from storeops.queueing.issue import cancel_by_number
from storeops.queueing.serving import finish, start
from storeops.queueing.ticket import ticket_number
from storeops.running.integrity_view import findings
from storeops.store.database import HallDatabase, connect
from tests.factories import (
    ANA,
    CHEN,
    MONDAY_NINE,
    a_served_ticket,
    a_void_ticket,
    a_waiting_ticket,
    an_open_counter,
    copied_hall,
    later,
    rows,
)


@pytest.mark.parametrize(
    ("count", "number"), [(1, "A001"), (23, "A023"), (999, "A999"), (1000, "A1000"), (12345, "A12345")]
)
def test_a_number_has_at_least_three_digits_and_grows_after_999(count: int, number: str) -> None:
    assert ticket_number("A", count) == number


def an_imported_ticket(db: HallDatabase, business_day: str, number: str) -> None:
    """A finished ticket as an import leaves it: there is a row, and the sequence does not know of it."""
    db.execute(
        "INSERT INTO stored_ticket (token, business_day, number, service_id, segment, channel, language, state,"
        " issued_at,"
        " due_at, order_at, ended_at, is_imported)"
        " SELECT ?, ?, ?, id, 'standard', 'import', 'zh', 'served', ?, ?, ?, ?, 1 FROM service WHERE code = 'payment'",
        (f"{business_day}-{number}", business_day, number, *[f"{business_day}T00:30:00.000Z"] * 4),
    )


def test_each_category_counts_for_itself(db: HallDatabase, clock: FrozenClock) -> None:
    numbers = [
        a_waiting_ticket(db, clock, service=service).number
        for service in ("payment", "plan_change", "invoice", "advice", "payment")
    ]

    # payment and invoice are of category A, plan_change of B, advice of J
    assert numbers == ["A001", "B001", "A002", "J001", "A003"]


def test_after_999_the_number_grows(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    db.execute("UPDATE number_sequence SET last_number = 998 WHERE prefix = 'A'")

    numbers = [a_waiting_ticket(db, clock).number for _ in range(3)]

    assert numbers == ["A999", "A1000", "A1001"]


def test_a_new_local_day_begins_again_at_one(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "14h59m59s999ms")  # 23:59:59.999 in Shanghai
    last = a_waiting_ticket(db, clock)
    later(clock, "1ms")

    first = a_waiting_ticket(db, clock)

    assert (last.business_day, last.number) == ("2026-03-02", "A002")
    assert (first.business_day, first.number) == ("2026-03-03", "A001")


def test_a_clock_set_back_over_midnight_repeats_no_number(db: HallDatabase, clock: FrozenClock) -> None:
    later(clock, "14h")  # 23:00
    monday = [a_waiting_ticket(db, clock).number for _ in range(2)]
    later(clock, "2h")  # 01:00 on Tuesday
    tuesday = [a_waiting_ticket(db, clock).number for _ in range(3)]
    clock.advance(hours=-2)
    monday += [a_waiting_ticket(db, clock).number for _ in range(2)]
    assert findings(db) == []
    later(clock, "2h")
    tuesday += [a_waiting_ticket(db, clock).number for _ in range(2)]

    # All are still here, so no two bear one number, whichever day it is.
    assert monday == ["A001", "A002", "A006", "A007"]
    assert tuesday == ["A003", "A004", "A005", "A008", "A009"]


def test_a_void_ticket_keeps_its_number(db: HallDatabase, clock: FrozenClock) -> None:
    a_void_ticket(db, clock)

    assert a_waiting_ticket(db, clock).number == "A002"


def test_issuing_goes_on_behind_numbers_that_an_import_brought_for_today(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)  # A001
    for number in ("A002", "A003", "A1200", "B001"):
        an_imported_ticket(db, "2026-03-02", number)

    numbers = [a_waiting_ticket(db, clock).number for _ in range(2)]

    assert numbers == ["A1201", "A1202"]


def test_the_first_ticket_of_a_day_goes_on_behind_an_import(db: HallDatabase, clock: FrozenClock) -> None:
    an_imported_ticket(db, "2026-03-02", "A017")
    an_imported_ticket(db, "2026-03-01", "A500")

    assert a_waiting_ticket(db, clock).number == "A018"


@pytest.mark.parametrize("foreign", ["A", "A-7", "Axyz", "AA9", "A99999999999999999999999", "a005", "A 12"])
def test_an_imported_number_of_another_make_stops_no_issue(db: HallDatabase, clock: FrozenClock, foreign: str) -> None:
    an_imported_ticket(db, "2026-03-02", foreign)

    numbers = [a_waiting_ticket(db, clock).number for _ in range(2)]

    assert len({*numbers, foreign}) == 3
    assert [row["number"] for row in rows(db, "SELECT number FROM ticket WHERE is_imported = 0 ORDER BY id")] == numbers


def test_imported_numbers_far_beyond_any_hall_are_passed_over_one_by_one(db: HallDatabase, clock: FrozenClock) -> None:
    for number in ("A999999", "A1000000", "A1000001"):  # the longest that counts, and two that do not
        an_imported_ticket(db, "2026-03-02", number)

    assert a_waiting_ticket(db, clock).number == "A1000002"


def test_a_number_means_the_ticket_that_is_alive(db: HallDatabase, clock: FrozenClock) -> None:
    """Yesterday's A001 waits; a step of the clock or an import may bring another A001 of today that has ended."""
    alive = a_waiting_ticket(db, clock)
    an_imported_ticket(db, "2026-03-03", "A001")

    assert ticket_rows.by_number(db, "A001").id == alive.id
    assert follow_up_rows.ticket_named(db, "A001").id == alive.id


@given(
    st.lists(
        st.tuples(st.sampled_from(["issue", "serve", "cancel", "step"]), st.integers(0, 40), st.integers(-90, 90)),
        max_size=30,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_over_midnight_a_number_names_one_ticket_among_those_alive(
    founded_hall: Path, tmp_path: Path, acts: list[tuple[str, int, int]]
) -> None:
    path = copied_hall(founded_hall, tmp_path / f"{uuid4()}.db")
    with closing(connect(path).conn) as connection:
        db = HallDatabase(connection, path)
        db.execute("PRAGMA synchronous = OFF")
        clock = FrozenClock(MONDAY_NINE)
        later(clock, "14h30m")  # 23:30
        an_open_counter(db, clock, "1")
        for act, minutes, step in acts:
            clock.advance(minutes=minutes)
            waiting = rows(db, "SELECT id, number, token FROM ticket WHERE state = 'waiting' ORDER BY id")
            if act == "issue" or not waiting:
                a_waiting_ticket(db, clock)
            elif act == "step":
                clock.step(minutes=step)
            elif act == "cancel":
                cancel_by_number(db, clock, CHEN.actor, waiting[-1]["number"], waiting[-1]["id"])
            else:
                called = call_ticket(db, clock, ANA.actor, "1", waiting[0]["number"])
                assert called.token == waiting[0]["token"], "the oldest of them, by its number alone"
                start(db, clock, ANA.actor, "1")
                finish(db, clock, ANA.actor, "1")
            alive = [row["number"] for row in rows(db, "SELECT number FROM ticket WHERE ended_at IS NULL")]
            assert len(alive) == len(set(alive))
