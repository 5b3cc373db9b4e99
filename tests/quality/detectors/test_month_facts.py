"""What the detectors are given of a month: the facts as the real actions leave them in the database."""

import json
from dataclasses import replace

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.detectors.detector_facts import (
    AwayFact,
    InspectedFact,
    PadCloseFact,
    ServiceFact,
    TapFact,
    WalkFact,
)
from storeops.quality.detectors.detector_rows import month_facts
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.early_close import Gap, gaps
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy_actions import add_policy
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.queueing.moving import reinstate
from storeops.queueing.serving import finish, next_transaction, system_pause, system_resume
from storeops.queueing.staffing import close_counter, pause, unpause
from storeops.store.database import HallDatabase
from tests.factories import (
    ADA,
    ANA,
    BRUNO,
    MONDAY,
    a_no_show,
    a_served_ticket,
    a_serving_ticket,
    a_void_ticket,
    a_waiting_ticket,
    later,
    open_daily,
    ticket_row,
)

MARCH = "2026-03"
NINE = 1_772_413_200
"""Monday 2 March 2026, 09:00 in Shanghai, in seconds since 1970."""


def test_an_empty_month_has_no_facts(db: HallDatabase) -> None:
    facts = month_facts(db, MonthRead(db, MARCH), SHIPPED)

    assert (facts.services, facts.closes) == ({}, {})
    assert (facts.walks, facts.moves, facts.taps, facts.checks) == ([],) * 4
    assert facts.has_questions is False
    assert facts.band_edges == [92.0, 86.0, 78.0, 70.0]


def test_a_service_counts_without_its_system_pauses_and_for_whoever_did_it(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock, waited="1m", walked="20s")
    later(clock, "30s")
    system_pause(db, clock, ANA.actor, "1")
    later(clock, "40s")
    system_resume(db, clock, ANA.actor, "1")
    next_transaction(db, clock, ANA.actor, "1", "advice")
    later(clock, "5s")
    finish(db, clock, ANA.actor, "1")

    facts = month_facts(db, MonthRead(db, MARCH), SHIPPED)

    assert facts.services == {ServiceFact("1001", 30, 180, "normal"): 1, ServiceFact("1001", 5, None, "normal"): 1}
    assert facts.walks == [WalkFact("1001", 20, 30)]


def test_months_do_not_mix(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="1m")

    assert month_facts(db, MonthRead(db, "2026-02"), SHIPPED).services == {}
    assert month_facts(db, MonthRead(db, "2026-04"), SHIPPED).moves == []


def test_void_tickets_leave_no_move(db: HallDatabase, clock: FrozenClock) -> None:
    a_void_ticket(db, clock)

    assert month_facts(db, MonthRead(db, MARCH), SHIPPED).moves == []


def test_moves_are_told_in_the_order_of_the_journal_with_the_clerk_of_the_counter(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_no_show(db, clock, counter="1")
    reinstate(db, clock, BRUNO.actor, "A001")
    a_served_ticket(db, clock, counter="2")

    moves = month_facts(db, MonthRead(db, MARCH), SHIPPED).moves

    assert [(move.kind, move.employee, move.actor) for move in moves] == [
        ("call_ticket", "1001", "employee:1001"),
        ("mark_no_show", "1001", "employee:1001"),
        ("call_ticket", "1002", "employee:1002"),
        ("finish", "1002", "employee:1002"),
    ]
    assert moves[0].issued_at == NINE


def test_a_gap_with_customers_waiting_is_seen_and_a_pause_excuses_it(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "30s")
    a_served_ticket(db, clock, waited="90s")
    pause(db, clock, ANA.actor, "1", "break")
    unpause(db, clock, ANA.actor, "1")
    a_served_ticket(db, clock, waited="5m")

    facts = month_facts(db, MonthRead(db, MARCH), SHIPPED)

    assert list(gaps(facts)) == [Gap("1001", 90)]
    assert facts.away == [AwayFact(1, NINE + 120)]


def test_counter_three_does_not_serve_everything(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, counter="3")
    a_waiting_ticket(db, clock, service="advice", waited="90s")
    a_served_ticket(db, clock, counter="3")

    facts = month_facts(db, MonthRead(db, MARCH), SHIPPED)

    assert list(gaps(facts)) == []
    assert list(gaps(replace(facts, serves={}))) == [Gap("1003", 90)]


def test_signing_out_ends_what_can_be_a_gap(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    close_counter(db, clock, ANA.actor, "1")

    assert month_facts(db, MonthRead(db, MARCH), SHIPPED).away == [AwayFact(1, NINE)]


@pytest.mark.parametrize(("waited", "is_long"), [("35m", False), ("35m1s", True)])
def test_a_close_tells_its_wait_from_opening_on_and_its_local_hour(
    db: HallDatabase, clock: FrozenClock, waited: str, is_long: bool
) -> None:
    open_daily(db, "09:30", "18:00")
    a_served_ticket(db, clock, waited=waited, handled="2m")

    # Issued at 09:00, open from 09:30, called at 09:35: 300 s are not long yet.
    assert month_facts(db, MonthRead(db, MARCH), SHIPPED).closes == {PadCloseFact("1001", is_long, 9, False, False): 1}


def ask(db: HallDatabase, number: str, place: str, value: int | None = None, undone: bool = False) -> None:
    """The closing question was put on a screen at the finish, and answered three seconds later if a value is given."""
    ticket = ticket_row(db, number)
    db.conn.execute(
        "INSERT INTO prompt (ticket_id, moment, why_shown, place, counter_id, employee_id, shown_at, expires_at)"
        " VALUES (?, 'farewell', 'end', ?, 1, ?, ?, ?)",
        (ticket["id"], place, ticket["employee_id"], ticket["ended_at"], ticket["ended_at"]),
    )
    if value is not None:
        db.conn.execute(
            "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, undone_at, employee_id)"
            " SELECT max(id), ?, 'farewell', ?, ?, ?, ? FROM prompt",
            (ticket["id"], value, f"{MONDAY}T01:00:03.900Z", ticket["ended_at"] if undone else None, 1),
        )


def test_a_close_tells_what_became_of_the_closing_question(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(4):
        a_served_ticket(db, clock)
    ask(db, "A002", "phone")
    ask(db, "A003", "pad", 5)
    ask(db, "A004", "pad", 1, undone=True)

    facts = month_facts(db, MonthRead(db, MARCH), SHIPPED)

    assert facts.has_questions is True
    asked = {(close.is_asked_on_pad, close.is_answered): times for close, times in facts.closes.items()}
    assert asked == {(False, False): 2, (True, True): 1, (True, False): 1}
    assert facts.taps == [TapFact("1001", 1, NINE + 3, 5, True, ticket_row(db, "A003")["id"], MONDAY)]


def check(db: HallDatabase, *marks: tuple[str, float | None], imported: bool = False, version: int = 1) -> None:
    """Chen checks Ana on the clerks' sheet; a later version corrects the check before."""
    if version == 1:
        db.conn.execute(
            "INSERT INTO stored_spot_check (sheet_id, employee_id, inspector_id, business_day, started_at, checked_at,"
            " is_imported) SELECT sheet.id, ana.id, chen.id, ?, ?, ?, ? FROM sheet, employee AS ana, employee AS chen"
            " WHERE sheet.kind = 'clerk' AND ana.code = '1001' AND chen.code = '5001'",
            (MONDAY, f"{MONDAY}T01:00:00.000Z", f"{MONDAY}T01:02:00.000Z", int(imported)),
        )
    db.conn.execute(
        "INSERT INTO check_version (check_id, version, entered_at, entered_by, reason)"
        " SELECT max(spot_check.id), ?, ?, inspector_id, ? FROM spot_check",
        (version, f"{MONDAY}T01:0{version}:00.000Z", None if version == 1 else "typed wrongly"),
    )
    for code, mark in marks:
        db.conn.execute(
            "INSERT INTO check_mark (version_id, item_id, mark, reason) SELECT (SELECT max(id) FROM check_version),"
            " sheet_item.id, ?, 'seen' FROM sheet_item JOIN sheet ON sheet.id = sheet_id"
            " WHERE sheet.kind = 'clerk' AND sheet_item.code = ?",
            (mark, code),
        )


def test_a_check_counts_in_its_latest_version_and_by_its_first_entry(db: HallDatabase) -> None:
    check(db, ("smile", 1), ("farewell", 0), ("stand", None))
    check(db, ("smile", 1), ("farewell", 0.5), ("stand", None), version=2)

    # Smile weighs 8, farewell 10: 100 * (8 + 5) / 18.
    (fact,) = month_facts(db, MonthRead(db, MARCH), SHIPPED).checks
    assert fact == InspectedFact("5001", "1001", 100 * 13 / 18, 3, 1, NINE + 60)


def test_an_imported_check_does_not_say_when_it_was_entered(db: HallDatabase) -> None:
    check(db, ("smile", 1), imported=True)
    check(db, ("smile", None))

    facts = month_facts(db, MonthRead(db, MARCH), SHIPPED).checks

    assert [(fact.score, fact.entered_at) for fact in facts] == [(100.0, None), (None, NINE + 60)]


def test_a_check_that_an_appeal_set_aside_still_tells_of_its_inspector(db: HallDatabase) -> None:
    check(db, ("smile", 1), ("farewell", 0))
    before = month_facts(db, MonthRead(db, MARCH), SHIPPED).checks
    assert len(before) == 1

    db.execute(
        "INSERT INTO star_appeal (month, version, employee_id, line, row_kind, row_id, grounds, appealed_at)"
        " SELECT ?, 1, employee_id, 'checklist', 'check', id, 'Not me.', checked_at FROM spot_check",
        (MARCH,),
    )
    db.execute(
        "INSERT INTO set_aside (row_kind, row_id, appeal_id, set_aside_at)"
        " SELECT 'check', row_id, id, appealed_at FROM star_appeal"
    )

    assert month_facts(db, MonthRead(db, MARCH), SHIPPED).checks == before


def test_bands_begin_where_the_stars_of_the_month_say(db: HallDatabase, clock: FrozenClock) -> None:
    """The newest version that is valid by then: one added later may hold from an earlier month on."""
    shipped = json.loads(policy_rows.newest(db).body)
    for valid_from, least in (("2026-05", "91"), ("2026-04", "89")):
        bands = [{"stars": 5, "least": least}, *shipped["bands"][1:]]
        body = json.dumps({**shipped, "bands": bands})
        add_policy(db, clock, ADA.actor, "service_stars", valid_from, body, ADA.code)

    edges = month_facts(db, MonthRead(db, "2026-06"), SHIPPED).band_edges

    assert edges == [89.0, 86.0, 78.0, 70.0]
    assert edges == [float(band.least) for band in policy_rows.in_force(db, "2026-06").policy.bands]


def test_another_ticket_of_a_known_customer_is_recognised_by_the_key_and_the_day(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_served_ticket(db, clock)
    db.conn.execute(
        "INSERT INTO customer_contact (phone_masked, customer_key, recorded_at) VALUES ('138****0000', 'key', ?)",
        (f"{MONDAY}T01:00:00.000Z",),
    )
    db.conn.execute(
        "INSERT INTO follow_up (kind, state, summary, ticket_id, contact_id, opened_at, opened_by, first_owner_id,"
        " owner_id, due_at) VALUES ('technical', 'open', 'x', ?, 1, ?, 1, 1, 1, ?)",
        (ticket_row(db, "A001")["id"], f"{MONDAY}T01:00:00.000Z", f"{MONDAY}T02:00:00.000Z"),
    )

    assert month_facts(db, MonthRead(db, MARCH), SHIPPED).customers == {ticket_row(db, "A001")["id"]: f"{MONDAY} key"}
