"""Rows that were bent behind the journal's back: each test passed as clean before events told what they wrote."""

from dataclasses import replace
from datetime import time
from pathlib import Path

import pyotp
import pytest

from storeops.base.actor import CUSTOMER, SYSTEM
from storeops.base.business_time import Hours
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.hall import set_up_rows
from storeops.hall.offer import NewService
from storeops.hall.offer_actions import add_service, change_service
from storeops.hall.set_up_actions import change_targets, change_weekly_hours, set_screen_enrolment
from storeops.people import employee_rows
from storeops.people.device_actions import revoke_device
from storeops.people.enrolment_actions import add_device, add_employee, change_employee
from storeops.people.factor_actions import begin_factor, confirm_factor, reset_factor
from storeops.people.factor_view import waiting_secret
from storeops.people.pin_actions import reset_pin
from storeops.people.roles import Role
from storeops.people.scopes import Scope
from storeops.people.second_factor import SECRETS
from storeops.people.sign_in_actions import judged
from storeops.people.tries_steps import Try
from storeops.personal.clearing_actions import clear_what_is_due
from storeops.personal.person_actions import clear_employee
from storeops.quality.care.care_actions import enter_care, enter_skill
from storeops.quality.checks.check_actions import edit_check
from storeops.quality.checks.marking import Mark
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up, reopen, resolve
from storeops.quality.follow_ups.hand_over_actions import accept_hand_over, offer_hand_over
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy_actions import add_policy
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import give_low_reason, tap, undo
from storeops.quality.stars import frozen, star_rows
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.team_actions import add_team, change_lead, join_team, leave_team
from storeops.queueing.calling import call_next, mark_no_show
from storeops.queueing.close_day import close_day
from storeops.queueing.issue import cancel
from storeops.queueing.moving import hold, reinstate, resume, transfer
from storeops.queueing.serving import finish, give_reason, next_transaction, start, system_pause
from storeops.queueing.serving import reopen as reopen_visit
from storeops.queueing.staffing import close_counter
from storeops.queueing.ticket import TransactionClass
from storeops.reports.month.report_closing_actions import close_report
from storeops.reports.targets.target_actions import set_year_targets
from storeops.running.integrity_view import findings
from storeops.sample.founding_actions import found_hall, found_sample_hall
from storeops.store import journal
from storeops.store.database import HallDatabase, create, write_transaction
from storeops.store.traced_rows import WrittenRows
from storeops.tracing.chain_actions import begin_chain, renew_hall_key, take_stock_of_what_is_untold
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import (
    ADA,
    ANA,
    AT_DESK,
    BRUNO,
    CHEN,
    LARS,
    SUN,
    a_check,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    clerk_at,
    later,
    rows,
)
from tests.quality.stars.star_story import MARCH, a_whole_march, at_closing


def told(db: HallDatabase) -> list[str]:
    return list(replay_findings(db, db.path))


def a_rating(db: HallDatabase, clock: FrozenClock, value: int = 2) -> int:
    """Somebody was served and answered at the end."""
    ticket = a_served_ticket(db, clock, handled="2m")
    return tap(db, clock, CUSTOMER, ticket.token, Moment.FAREWELL, value, Place.PAD)


def test_edited_ratings_are_found_one_by_one(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(25):
        a_rating(db, clock)
    assert told(db) == []

    db.execute("UPDATE stored_rating SET value = 5")

    assert len(told(db)) == 25
    assert told(db)[0] == "rating 1 is not what its events tell: value is 5, not 2"
    assert findings(db)[:2] == told(db)[:2]
    assert "... and 5 more like the last" in findings(db)


def test_what_a_customer_does_with_an_answer_is_told(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_served_ticket(db, clock, handled="2m")
    rating = tap(db, clock, CUSTOMER, ticket.token, Moment.FAREWELL, 1, Place.PAD)
    give_low_reason(db, clock, CUSTOMER, ticket.token, rating, "long_wait")
    undo(db, clock, CUSTOMER, ticket.token, rating)
    assert told(db) == []

    db.execute("UPDATE stored_rating SET undone_at = NULL, reason = NULL")

    (found,) = told(db)
    assert found.startswith(
        "rating 1 is not what its events tell: reason is None, not 'long_wait', undone_at is None, not"
    )


def test_a_rating_that_was_slipped_in_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    a_rating(db, clock)

    db.execute(
        "INSERT INTO stored_rating (ticket_id, moment, value, answered_at, employee_id, is_imported)"
        " SELECT ticket_id, 'waiting', 5, answered_at, employee_id, 1 FROM rating"
    )

    assert told(db) == ["rating 2 stands there, but no event tells of it"]


def test_raised_marks_are_found(db: HallDatabase, clock: FrozenClock) -> None:
    check = a_check(db, clock, smile="0")
    assert told(db) == []

    db.execute("UPDATE check_mark SET mark = 1, reason = '' WHERE mark = 0")

    (found,) = told(db)
    assert found.startswith(f"check_version {check} is not what its events tell: check_mark is '[[")


def test_marks_that_were_changed_by_the_rules_are_no_finding(db: HallDatabase, clock: FrozenClock) -> None:
    check = a_check(db, clock, smile="0")
    marks = {row["code"]: (Mark.FULL, "") for row in rows(db, "SELECT code FROM sheet_item WHERE sheet_id = 1")}
    edit_check(db, clock, CHEN.actor, CHEN.code, check, 1, marks, "A second look")

    assert told(db) == []


def test_a_deleted_complaint_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour")
    assert told(db) == []

    db.execute("DELETE FROM follow_up WHERE id = ?", (case,))

    assert told(db) == [f"follow_up {case} is gone, and no event tells why"]


def test_a_deadline_that_was_moved_and_an_owner_that_was_exchanged_are_found(
    db: HallDatabase, clock: FrozenClock
) -> None:
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour")
    offer_hand_over(db, clock, ANA.actor, ANA.code, case, BRUNO.code)
    accept_hand_over(db, clock, BRUNO.actor, BRUNO.code, case)
    resolve(db, clock, BRUNO.actor, BRUNO.code, case, "Told the customer why")
    reopen(db, clock, BRUNO.actor, BRUNO.code, case, "Not content")
    assert told(db) == []

    db.execute("UPDATE follow_up SET due_at = '2026-04-01T01:00:00.000Z'")
    db.execute("UPDATE hand_over SET is_accepted = 0")

    late, refused = told(db)
    assert "due_at is '2026-04-01T01:00:00.000Z', not" in late
    assert refused == "hand_over 1 is not what its events tell: is_accepted is 0, not 1"


def test_a_deleted_care_entry_and_a_changed_score_are_found(db: HallDatabase, clock: FrozenClock) -> None:
    day = clock.now().date()
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, day, "complaint_upheld", "")
    enter_skill(db, clock, SUN.actor, SUN.code, ANA.code, day, "contest", "March", 60)
    assert told(db) == []

    db.execute("DELETE FROM stored_care_entry")
    db.execute("UPDATE skill_result SET score = 99")

    assert told(db) == [
        "care_entry 1 is gone, and no event tells why",
        "skill_result 1 is not what its events tell: score is 99, not 60",
    ]


def test_a_slow_transaction_that_was_made_quick_or_exceptional_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="20m", handled="9m")
    assert told(db) == []

    db.execute("UPDATE stored_leg_transaction SET class = 'exceptional'")
    db.execute("UPDATE stored_leg SET first_called_at = queued_at")

    leg, transaction = told(db)
    assert leg.startswith("leg 1 is not what its events tell: first_called_at is '2026-03-02T01:00:00.000Z', not")
    assert transaction == "leg_transaction 1 is not what its events tell: class is 'exceptional', not 'normal'"


def test_a_ticket_s_promise_that_was_moved_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)

    db.execute("UPDATE stored_ticket SET due_at = '2026-03-02T02:00:00.000Z'")

    assert told(db) == [
        "ticket 1 is not what its events tell:"
        " due_at is '2026-03-02T02:00:00.000Z', not '2026-03-02T01:05:00.000Z'"  # issued 01:00, promised in 5 min
    ]


def test_every_way_of_a_ticket_tells_what_it_wrote(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "2")
    a_serving_ticket(db, clock)
    later(clock, "1m")
    me = clerk_at(db, "1")
    next_transaction(db, clock, me, "1", "invoice", TransactionClass.TECHNICAL)
    system_pause(db, clock, me, "1")
    later(clock, "1m")
    transfer(db, clock, me, "1", "invoice")
    call_next(db, clock, me, "1")
    start(db, clock, me, "1")
    held = hold(db, clock, me, "1")
    resume(db, clock, me, held.number)
    call_next(db, clock, me, "1")
    mark_no_show(db, clock, me, "1")
    reinstate(db, clock, me, held.number)
    call_next(db, clock, me, "1")
    start(db, clock, me, "1")
    later(clock, "9m")
    finish(db, clock, me, "1")
    last = rows(db, "SELECT max(id) AS id FROM leg_transaction")[0]["id"]
    give_reason(db, clock, me, "1", last, "needless_step")
    reopen_visit(db, clock, me, "1")
    assert told(db) == []  # what goes on is not looked at yet, and what ended before stands
    finish(db, clock, me, "1")
    cancel(db, clock, CUSTOMER, a_waiting_ticket(db, clock).token)

    assert told(db) == []
    assert findings(db) == []


def test_an_entry_that_was_set_aside_by_hand_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    rating = a_rating(db, clock)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("INSERT INTO set_aside VALUES ('rating', ?, 7, '2026-03-02T01:00:00.000Z')", (rating,))

    assert f"an entry is set aside without an upheld appeal about it: rating {rating}" in findings(db)


@pytest.mark.parametrize(
    ("bent", "named"),
    [
        ("UPDATE number_sequence SET last_number = 7", "A"),
        ("UPDATE number_sequence SET business_day = '2026-03-01'", "A"),
        ("DELETE FROM number_sequence", "of A"),
    ],
)
def test_a_count_of_numbers_that_was_bent_is_found(db: HallDatabase, clock: FrozenClock, bent: str, named: str) -> None:
    a_waiting_ticket(db, clock)
    db.execute(bent)

    assert findings(db) == [f"a number_sequence does not stand at the last number of its day: {named}"]


def test_a_count_of_numbers_that_was_moved_to_an_earlier_day_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    cancel(db, clock, CUSTOMER, a_waiting_ticket(db, clock).token)
    monday = rows(db, "SELECT business_day FROM number_sequence")[0]["business_day"]
    clock.advance(days=1)
    a_waiting_ticket(db, clock)

    # Both days end with A001, so its number alone does not give it away.
    db.execute("UPDATE number_sequence SET business_day = ?", (monday,))

    assert findings(db) == ["a number_sequence does not stand at the last number of its day: A"]


def test_the_hours_of_somebody_at_a_counter_that_were_stretched_are_found(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    later(clock, "3h")
    close_counter(db, clock, ANA.actor, "1")
    assert told(db) == []

    db.execute("UPDATE stored_signed_in_span SET signed_in_at = '2026-03-02T00:00:00.000Z'")
    db.execute("DELETE FROM day_summary")  # what is summed up would be summed up again

    assert told(db) == [
        "signed_in_span 1 is not what its events tell:"
        " signed_in_at is '2026-03-02T00:00:00.000Z', not '2026-03-02T01:00:00.000Z'"
    ]


def test_the_hours_that_the_end_of_the_day_closed_are_told(db: HallDatabase, clock: FrozenClock) -> None:
    change_weekly_hours(db, clock, ADA.actor, {day: (Hours(time(9), time(18)),) for day in range(1, 8)})
    an_open_counter(db, clock)
    later(clock, "24h")
    close_day(db, clock, SYSTEM, "2026-03-02")

    assert len(rows(db, "SELECT id FROM signed_in_span WHERE left_open = 1")) == 1
    assert told(db) == []


def test_a_closed_month_that_was_made_anew_with_its_checksum_is_found(db: HallDatabase) -> None:
    a_whole_march(db)
    at_the_end = at_closing()
    close_stars(db, at_the_end, SUN.actor, MARCH)
    close_report(db, at_the_end, SUN.actor, MARCH)
    kept = ("star_month", "report_month")
    assert not any(each.startswith(kept) for each in told(db))

    version = star_rows.latest(db, MARCH)
    assert version
    inputs = version.inputs.replace('"praise":0', '"praise":2', 1)
    assert inputs != version.inputs
    db.execute("UPDATE star_month SET inputs = ?, checksum = ?", (inputs, frozen.checksum(inputs)))
    db.execute("UPDATE report_month SET checksum = lower(hex(zeroblob(32)))")

    found = [each for each in told(db) if each.startswith(kept)]
    assert [each.split(":")[0] for each in found] == [
        "star_month 1 is not what its events tell",
        "report_month 1 is not what its events tell",
    ]


def test_teams_and_their_members_are_told(db: HallDatabase, clock: FrozenClock) -> None:
    add_team(db, clock, SUN.actor, "East", ANA.code)
    add_team(db, clock, SUN.actor, "West", BRUNO.code)
    join_team(db, clock, SUN.actor, "East", BRUNO.code, "2026-03-01")
    join_team(db, clock, SUN.actor, "West", BRUNO.code, "2026-03-05")
    leave_team(db, clock, SUN.actor, BRUNO.code, "2026-03-09")
    change_lead(db, clock, SUN.actor, "East", CHEN.code)
    assert told(db) == []

    db.execute("UPDATE team_membership SET from_day = '2026-02-01' WHERE id = 1")
    db.execute("UPDATE team SET lead_employee_id = (SELECT id FROM employee WHERE code = ?)", (ANA.code,))

    assert [each.split(":")[0] for each in told(db)] == [
        "team 1 is not what its events tell",
        "team 2 is not what its events tell",
        "team_membership 1 is not what its events tell",
    ]


def test_a_year_s_target_that_was_lowered_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    set_year_targets(db, clock, ADA.actor, 2026, {"csat": 0.9, "served": 100})
    set_year_targets(db, clock, ADA.actor, 2026, {"served": None})
    assert told(db) == []

    db.execute("UPDATE year_target SET target = 0.5")

    assert told(db) == ["year_target 2026 csat is not what its events tell: target is 0.5, not 0.9"]


def test_a_pin_put_back_to_an_older_one_and_a_factor_taken_away_are_found(db: HallDatabase, clock: FrozenClock) -> None:
    """Whoever knew a colleague's former PIN keeps a copy of its hash, which is bound to the right employee."""
    (former,) = rows(db, "SELECT pin_hash FROM employee WHERE code = ?", ADA.code)
    pin = reset_pin(db, clock, SUN.actor, ADA.code)
    begin_factor(db, clock, ADA.actor, judged(db, clock, ADA.actor, ADA.code, pin, AT_DESK))
    secret = waiting_secret(db, ADA.code, db.subkey(SECRETS))
    assert secret is not None
    confirm_factor(db, clock, ADA.actor, ADA.code, pyotp.TOTP(secret).at(clock.now()), session_id=0)
    (own,) = rows(db, "SELECT id, pin_hash FROM employee WHERE code = ?", ADA.code)
    assert told(db) == []

    db.execute("UPDATE employee SET pin_hash = ?, pin_is_one_time = 0 WHERE id = ?", (former["pin_hash"], own["id"]))
    db.execute("DELETE FROM recovery_code")
    db.execute("DELETE FROM second_factor")

    salts = [kept["pin_hash"].split("$")[-2] for kept in (former, own)]
    assert told(db) == [
        f"employee_pin {own['id']} is not what its events tell: pin_is_one_time is 0, not 1,"
        f" salt is {salts[0]!r}, not {salts[1]!r}, pin_hash is another one",
        f"second_factor {own['id']} is gone, and no event tells why",
    ]


def test_what_ends_pins_and_factors_is_told(db: HallDatabase, clock: FrozenClock) -> None:
    for person in (ADA, LARS):
        begin_factor(db, clock, person.actor, Try(employee_rows.by_code(db, person.code), ()))
        secret = waiting_secret(db, person.code, db.subkey(SECRETS))
        assert secret is not None
        confirm_factor(db, clock, person.actor, person.code, pyotp.TOTP(secret).at(clock.now()), session_id=0)
    reset_factor(db, clock, SYSTEM, ADA.code)
    clear_employee(db, clock, SYSTEM, LARS.code)
    assert told(db) == []

    key_file(db.path).unlink()
    renew_hall_key(db, clock, SYSTEM)

    assert told(db) == []


def test_a_device_that_was_slipped_in_or_was_given_more_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    add_device(db, clock, ADA.actor, "App", "integration", [Scope.READ])
    add_device(db, clock, ADA.actor, "Tablet", "greeter")
    revoke_device(db, clock, ADA.actor, 2)
    assert told(db) == []

    db.execute("INSERT INTO device_scope VALUES (1, 'rate')")
    db.execute("UPDATE device SET revoked_at = NULL WHERE id = 2")
    db.execute(
        "INSERT INTO device (name, kind, token_hash, created_at)"
        " VALUES ('mine', 'integration', 'known', '2026-03-02T01:00:00.000Z')"
    )

    first, second, third = told(db)
    assert first == """device 1 is not what its events tell: device_scope is '["rate","read"]', not '["read"]'"""
    assert second.startswith("device 2 is not what its events tell:")
    assert third == "device 3 stands there, but no event tells of it"


def test_an_entry_that_was_taken_back_into_the_stars_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    rating = a_rating(db, clock)
    db.execute(
        "INSERT INTO star_appeal (month, version, employee_id, line, row_kind, row_id, grounds, appealed_at,"
        " answered_at, answered_by, is_upheld, answer) VALUES ('2026-03', 1, 1, 'feedback', 'rating', ?, 'x',"
        " '2026-03-02T01:00:00.000Z', '2026-03-02T01:00:00.000Z', 2, 1, 'y')",
        (rating,),
    )

    assert f"an upheld appeal about an entry set nothing aside: rating {rating}" in findings(db)


def test_what_people_are_judged_by_is_told_from_the_first_day(db: HallDatabase) -> None:
    assert told(db) == []

    db.execute("UPDATE hall SET wait_target_seconds = 900")
    db.execute("UPDATE employee SET role = 'shift_lead' WHERE code = ?", (ANA.code,))
    db.execute("UPDATE service SET target_seconds = 600 WHERE code = 'payment'")
    db.execute("UPDATE sheet_item SET weight = weight + 1 WHERE id = 1")
    db.execute("UPDATE star_policy SET body = body || ' ' WHERE id = 1")

    hall, employee, service, sheet, policy = told(db)
    assert hall == "hall 1 is not what its events tell: wait_target_seconds is 900, not 300"
    assert employee == "employee 1 is not what its events tell: role is 'shift_lead', not 'clerk'"
    assert service == "service 1 is not what its events tell: target_seconds is 600, not 180"
    assert sheet.startswith("sheet 1 is not what its events tell: sheet_item is")
    assert policy.startswith("star_policy 1 is not what its events tell: body is")


def test_changes_of_what_people_are_judged_by_are_told(db: HallDatabase, clock: FrozenClock) -> None:
    set_screen_enrolment(db, clock, ADA.actor, True)
    change_targets(db, clock, ADA.actor, replace(set_up_rows.targets(db), wait_target_seconds=240))
    add_employee(db, clock, ADA.actor, "1010", "Ines", Role.CLERK)
    change_employee(db, clock, ADA.actor, "1010", "Ines", Role.TEAM_LEAD, is_active=False)
    add_service(db, clock, ADA.actor, "payment", NewService("gift", "gift", "gift", 120, 2.0))
    change_service(db, clock, ADA.actor, "payment", NewService("gift", "gift", "gift", 90, 2.0))
    change_service(db, clock, ADA.actor, "payment", NewService("gift", "gift", "gift", 90, 2.0, is_active=False))
    add_policy(db, clock, SUN.actor, "service_stars", "2026-04", policy_rows.newest(db).body, SUN.code)

    assert told(db) == []


@pytest.mark.parametrize("counters", [None, 2])
def test_a_hall_that_was_just_founded_is_told(tmp_path: Path, clock: FrozenClock, counters: int | None) -> None:
    db = create(tmp_path / "new.db")
    begin_chain(db, clock, SYSTEM, "founded")
    if counters is None:
        found_hall(db, clock, SYSTEM, "Asia/Shanghai")
    else:
        found_sample_hall(db, clock, SYSTEM, "Asia/Shanghai", counters)

    assert told(db) == []
    db.conn.close()


def test_a_new_version_tells_what_the_one_before_it_did_not_trace(db: HallDatabase, clock: FrozenClock) -> None:
    slip_in = "INSERT INTO team (name, lead_employee_id, created_at) VALUES (?, 1, '2026-03-01T00:00:00.000Z')"
    db.execute(slip_in, ("before",))  # as by a version that told of no team
    assert told(db) == ["team 1 stands there, but no event tells of it"]

    take_stock_of_what_is_untold(db, clock, SYSTEM)

    assert told(db) == []
    assert rows(db, "SELECT kind FROM event ORDER BY seq DESC LIMIT 1")[0]["kind"] == "stock_taken"
    db.execute(slip_in, ("after",))
    take_stock_of_what_is_untold(db, clock, SYSTEM)
    assert told(db) == ["team 2 stands there, but no event tells of it"]


def test_an_event_from_before_a_column_was_traced_is_held_to_what_it_told(db: HallDatabase, clock: FrozenClock) -> None:
    db.execute("INSERT INTO team (name, lead_employee_id, created_at) VALUES ('East', 1, '2026-03-01T00:00:00.000Z')")
    db.execute("INSERT INTO team_membership (team_id, employee_id, from_day) VALUES (1, 2, '2026-03-01')")
    as_once: WrittenRows = {
        "team": [(1, 1)],
        "team_membership": [(1, 1, 2)],
    }  # when the days of a member were not traced yet
    with write_transaction(db):
        journal.append(db, clock.now(), "stock_taken", ADA.actor.name, written=as_once, table="team")
    assert told(db) == []

    db.execute("UPDATE team_membership SET employee_id = 3")

    assert told(db) == ["team_membership 1 is not what its events tell: employee_id is 3, not 2"]


def test_a_new_version_tells_the_columns_that_the_one_before_it_did_not_trace(
    db: HallDatabase, clock: FrozenClock
) -> None:
    add_team(db, clock, SUN.actor, "East", ANA.code)
    add_team(db, clock, SUN.actor, "West", BRUNO.code)
    as_once: WrittenRows = {"team": [(1, 1), (2, 7)]}  # the lead alone; of West it was somebody else
    with write_transaction(db):
        journal.append(db, clock.now(), "stock_taken", ADA.actor.name, written=as_once, table="team", count=2)

    take_stock_of_what_is_untold(db, clock, SYSTEM)

    db.execute("UPDATE team SET name = name || '!'")
    assert told(db) == [
        "team 1 is not what its events tell: name is 'East!', not 'East'",
        "team 2 is not what its events tell: lead_employee_id is 2, not 7",  # as before: no event tells why
    ]


def test_a_text_that_was_rewritten_is_found_and_one_that_retention_cleared_is_not(
    db: HallDatabase, clock: FrozenClock
) -> None:
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour")
    resolve(db, clock, ANA.actor, ANA.code, case, "Told the customer why")
    assert "Waited" not in str(rows(db, "SELECT written_rows FROM event"))

    db.execute("UPDATE follow_up SET summary = 'All was well'")
    assert told(db) == ["follow_up 1 is not what its events tell: summary is another one"]

    db.execute("UPDATE follow_up SET summary = 'Waited an hour'")
    later(clock, "17544h")  # 731 days
    clear_what_is_due(db, clock, SYSTEM)

    assert rows(db, "SELECT summary, resolution FROM follow_up") == [{"summary": "-", "resolution": "-"}]
    assert told(db) == []


def test_without_the_key_texts_are_not_compared_and_rows_are(db: HallDatabase, clock: FrozenClock) -> None:
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour")
    key_file(db.path).unlink()
    assert told(db) == []

    db.execute("UPDATE follow_up SET reopened_count = 2")

    assert told(db) == [f"follow_up {case} is not what its events tell: reopened_count is 2, not 0"]


def test_a_new_key_is_made_with_its_chain_and_the_stock_or_not_at_all(db: HallDatabase, clock: FrozenClock) -> None:
    open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited an hour")
    key_file(db.path).unlink()
    before = rows(db, "SELECT count(*) AS n FROM event")
    db.execute("CREATE TRIGGER no_room BEFORE INSERT ON event WHEN new.kind = 'stock_taken'"
               " BEGIN SELECT raise(ABORT, 'no room'); END")  # fmt: skip
    with pytest.raises(Exception, match="no room"):
        renew_hall_key(db, clock, ADA.actor)
    assert rows(db, "SELECT count(*) AS n FROM event") == before

    db.execute("DROP TRIGGER no_room")
    key_file(db.path).unlink()
    renew_hall_key(db, clock, ADA.actor)

    assert told(db) == []
    db.execute("UPDATE follow_up SET summary = 'All was well'")
    assert told(db) == ["follow_up 1 is not what its events tell: summary is another one"]
