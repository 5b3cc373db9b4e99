"""What of the raw rows enters a month of stars, and what is left out."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.people.enrolment_actions import add_employee
from storeops.people.roles import Role
from storeops.quality.stars.month_facts import Judged
from storeops.queueing.calling import call_next
from storeops.queueing.moving import transfer
from storeops.queueing.serving import finish, next_transaction, reopen, start, system_pause, system_resume
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    DINA,
    GRETA,
    HAN,
    LARS,
    MONDAY,
    SHAN,
    SUN,
    Person,
    a_served_ticket,
    a_serving_ticket,
    a_void_ticket,
    an_open_counter,
    later,
    rows,
)
from tests.quality.stars.star_story import (
    CLOSING,
    a_care_entry,
    a_check,
    a_rating,
    a_stay,
    a_transaction,
    another_version,
    at,
    facts_of,
    id_of,
    march,
    promote,
    ticket_of,
)

DAY = "2026-03-05"


# Transactions


def test_transactions_done_by_real_verbs_are_judged_by_service(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="180s")  # just within
    a_served_ticket(db, clock, handled="181s")
    a_serving_ticket(db, clock)
    later(clock, "60s")
    next_transaction(db, clock, ANA.actor, "1", "plan_change")
    later(clock, "200s")
    finish(db, clock, ANA.actor, "1")

    facts = facts_of(march(db), ANA)

    assert facts.judged == {"payment": Judged(3, 2), "plan_change": Judged(1, 0)}
    assert facts.standard_minutes == 3 * 2 + 3


def test_coded_pauses_are_taken_off_the_handling(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "100s")
    system_pause(db, clock, ANA.actor, "1", "system_fault")
    later(clock, "500s")
    system_resume(db, clock, ANA.actor, "1")
    later(clock, "80s")
    finish(db, clock, ANA.actor, "1")

    assert facts_of(march(db), ANA).judged == {"payment": Judged(1, 1)}


def test_a_reopened_transaction_counts_and_is_not_met(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="60s")
    reopen(db, clock, ANA.actor, "1")
    later(clock, "10s")
    finish(db, clock, ANA.actor, "1")

    assert facts_of(march(db), ANA).judged == {"payment": Judged(2, 1)}


def test_the_services_of_transferred_customers_are_not_judged_but_their_minutes_count(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    later(clock, "30s")
    transfer(db, clock, ANA.actor, "1", "plan_change")
    an_open_counter(db, clock, "2")
    call_next(db, clock, BRUNO.actor, "2")
    start(db, clock, BRUNO.actor, "2")
    later(clock, "60s")
    finish(db, clock, BRUNO.actor, "2")

    facts = march(db)

    assert facts_of(facts, BRUNO).judged == {}
    assert facts_of(facts, BRUNO).standard_minutes == 3
    # What was transferred away was not finished: it is no transaction at all.
    assert facts_of(facts, ANA).judged == {}
    assert facts_of(facts, ANA).standard_minutes == 0


@pytest.mark.parametrize(
    ("changes", "judged", "minutes"),
    [
        ({}, {"payment": Judged(1, 1)}, 2),
        ({"transaction_class": "exceptional"}, {}, 2),
        ({"transaction_class": "technical"}, {}, 2),
        ({"service": "advice"}, {}, 4),  # has no target
        ({"outcome": "left_open"}, {}, 0),
        ({"outcome": "unfinished"}, {}, 0),
        ({"kind": "resumed"}, {"payment": Judged(1, 1)}, 2),
    ],
)
def test_only_finished_normal_transactions_with_a_target_are_judged(
    db: HallDatabase, changes: dict[str, str], judged: dict[str, Judged], minutes: int
) -> None:
    a_transaction(db, DAY, ANA, **changes)  # type: ignore[arg-type]

    facts = facts_of(march(db), ANA)

    assert facts.judged == judged
    assert facts.standard_minutes == minutes


def test_time_on_hold_told_by_a_log_is_taken_off(db: HallDatabase) -> None:
    transaction = a_transaction(db, DAY, ANA, handled=300)
    leg_id = rows(db, "SELECT leg_id FROM leg_transaction WHERE id = ?", transaction)[0]["leg_id"]
    db.execute("INSERT INTO leg_as_imported (leg_id, held_seconds) VALUES (?, 120)", (leg_id,))

    assert facts_of(march(db), ANA).judged == {"payment": Judged(1, 1)}


def test_a_month_is_that_of_the_business_day(db: HallDatabase) -> None:
    a_transaction(db, "2026-02-28", ANA)
    a_transaction(db, "2026-03-01", ANA)
    a_transaction(db, "2026-03-31", ANA)
    a_transaction(db, "2026-04-01", ANA)

    assert facts_of(march(db), ANA).judged == {"payment": Judged(2, 2)}


def test_void_tickets_and_those_that_nobody_is_credited_with_make_no_sheet(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_void_ticket(db, clock)
    a_transaction(db, DAY, None)
    a_transaction(db, DAY, ANA, state="void")

    assert march(db).employees == ()


def test_standard_minutes_are_taken_as_written(db: HallDatabase) -> None:
    db.execute("UPDATE service SET standard_minutes = 2.1 WHERE code = 'payment'")
    for _ in range(3):
        a_transaction(db, DAY, ANA)

    assert facts_of(march(db), ANA).standard_minutes == Fraction("6.3")


# Ratings


def test_taps_on_the_clerks_moments_are_counted_by_value(db: HallDatabase) -> None:
    one, other = (ticket_of(db, a_transaction(db, DAY, ANA)) for _ in range(2))
    a_rating(db, one, ANA, 5)
    a_rating(db, one, ANA, 2, moment="money")
    a_rating(db, other, ANA, 5)
    a_rating(db, other, None, 3, moment="farewell")
    a_rating(db, other, ANA, 1, moment="waiting")  # the hall's capacity, not the clerk

    facts = march(db)

    assert facts_of(facts, ANA).taps == {5: 2, 2: 1}
    assert facts.uncredited_taps == {3: 1}


def test_ratings_of_imported_visits_enter_no_rate(db: HallDatabase) -> None:
    a_rating(db, ticket_of(db, a_transaction(db, DAY, ANA)), ANA, 5, moment="farewell")

    facts = facts_of(march(db), ANA)

    assert (facts.closes, facts.prompted, facts.answered) == (0, 0, 0)


def test_closes_questions_and_answers_are_counted_for_the_halls_own_visits(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_served_ticket(db, clock)
    asked = a_served_ticket(db, clock)
    answered = a_served_ticket(db, clock)
    for ticket, value in ((asked, None), (answered, 4)):
        ticket_id = rows(db, "SELECT id FROM ticket WHERE number = ?", ticket.number)[0]["id"]
        prompt_id = db.execute(
            "INSERT INTO prompt (ticket_id, moment, why_shown, place, shown_at, expires_at)"
            " VALUES (?, 'farewell', 'end', 'pad', ?, ?) RETURNING id",
            (ticket_id, stamp(clock.now()), stamp(clock.now() + timedelta(seconds=15))),
        ).fetchone()[0]
        if value:
            db.execute(
                "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, employee_id)"
                " VALUES (?, ?, 'farewell', ?, ?, ?)",
                (prompt_id, ticket_id, value, stamp(clock.now()), id_of(db, ANA.code)),
            )

    facts = facts_of(march(db), ANA)

    assert (facts.closes, facts.prompted, facts.answered, facts.taps) == (3, 2, 1, {4: 1})


# Checks


def test_the_latest_version_of_a_check_counts(db: HallDatabase) -> None:
    check = a_check(db, DAY, ANA, CHEN, {"farewell": 0})
    another_version(db, check, HAN, {"farewell": 0.5})

    (found,) = march(db).checks

    # 100 - 10/2; the inspector stays who checked, whoever edits.
    assert (found.score, found.inspector, found.day) == (Fraction(95), CHEN.code, DAY)


def test_items_that_do_not_apply_leave_both_sums(db: HallDatabase) -> None:
    # Without the 10 of the farewell and with half of the 8 of the smile: 100 * (90 - 4)/90.
    a_check(db, DAY, ANA, CHEN, {"farewell": None, "smile": 0.5})

    assert march(db).checks[0].score == Fraction(8600, 90)


def test_a_check_where_nothing_applied_has_no_score_but_makes_a_sheet(db: HallDatabase) -> None:
    codes = [row["code"] for row in rows(db, "SELECT code FROM sheet_item WHERE sheet_id = 1")]
    a_check(db, DAY, ANA, CHEN, dict.fromkeys(codes))

    facts = march(db)

    assert facts.checks == ()
    assert [each.employee for each in facts.employees] == [ANA.code]


# Signed in


def test_a_roster_and_the_halls_own_record_count_once(db: HallDatabase) -> None:
    # 09:00-17:00 by the roster and 08:50-12:00 signed in: 08:50 to 17:00 is 8 h 10 min.
    a_stay(db, DAY, ANA, "09:00", "17:00")
    a_stay(db, DAY, ANA, "08:50", "12:00")

    assert facts_of(march(db), ANA).signed_in_seconds == 8 * 3600 + 600


def test_stays_are_cut_to_the_month_in_the_halls_zone(db: HallDatabase) -> None:
    employee = id_of(db, ANA.code)
    # 28 February 23:00 to 1 March 02:00 in Shanghai: two hours are of March.
    span = (employee, "2026-02-28T15:00:00.000Z", "2026-02-28T18:00:00.000Z")
    db.execute("INSERT INTO stored_signed_in_span (employee_id, signed_in_at, signed_out_at) VALUES (?, ?, ?)", span)

    assert facts_of(march(db), ANA).signed_in_seconds == 2 * 3600


def test_a_stay_that_goes_on_ends_now(db: HallDatabase) -> None:
    a_stay(db, DAY, ANA, "09:00", None)

    now = datetime(2026, 3, 5, 3, 30, tzinfo=UTC)  # 11:30 in Shanghai

    assert facts_of(march(db, now), ANA).signed_in_seconds == 2 * 3600 + 1800


# Who has a sheet


def test_everybody_with_a_row_has_a_sheet_active_or_not(db: HallDatabase) -> None:
    a_transaction(db, DAY, ANA)
    a_check(db, DAY, BRUNO, CHEN)
    a_care_entry(db, DAY, LARS, "error")
    a_stay(db, DAY, GRETA, "09:00", "10:00")
    db.execute(
        "INSERT INTO skill_result (employee_id, day, kind, name, score, entered_at, entered_by)"
        " VALUES (?, ?, 'contest', 'Typing', 80, ?, ?)",
        (id_of(db, HAN.code), DAY, stamp(CLOSING), id_of(db, SUN.code)),
    )

    found = {each.employee: each.is_clerk for each in march(db).employees}

    # Chen only inspected.
    assert found == {"1001": True, "1002": True, "1009": True, "3001": False, "5002": False}
    assert facts_of(march(db), HAN).skill_scores == (80,)


def test_the_middles_are_over_everybody_of_the_role_clerk_active_or_not(db: HallDatabase) -> None:
    for person in (ANA, LARS, SHAN, HAN):
        a_transaction(db, DAY, person)
        a_stay(db, DAY, person, "09:00", "10:00")
    db.execute("UPDATE employee SET role = 'team_lead' WHERE code = '1002'")
    a_transaction(db, DAY, BRUNO)

    found = {each.employee: each.is_clerk for each in march(db).employees}

    # Lars has left; Bruno leads a team, Shan a shift, Han runs the floor: they served, and move nobody's middle.
    assert found == {"1001": True, "1009": True, "1002": False, "4001": False, "5002": False}


def test_whose_middle_it_is_goes_by_the_role_at_the_end_of_the_month(db: HallDatabase, clock: FrozenClock) -> None:
    for person in (ANA, BRUNO, DINA, GRETA):
        a_transaction(db, DAY, person)
        a_stay(db, DAY, person, "09:00", "10:00")
    clock.instant = at("2026-03-31", "23:59")
    promote(db, clock, BRUNO, Role.TEAM_LEAD)
    promote(db, clock, GRETA, Role.CLERK)
    clock.instant = at("2026-04-01", "00:00")
    promote(db, clock, ANA, Role.TEAM_LEAD)
    promote(db, clock, GRETA, Role.SHIFT_LEAD)
    promote(db, clock, DINA, Role.GREETER)
    promote(db, clock, DINA, Role.CLERK)

    found = {each.employee: each.is_clerk for each in march(db).employees}

    # Ana was promoted and Dina moved about in April, Bruno on the last evening of March; Greta was clerk for a minute.
    assert found == {ANA.code: True, BRUNO.code: False, DINA.code: True, GRETA.code: True}


def test_whoever_came_as_a_lead_and_stayed_one_is_no_clerk(db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant = at(DAY, "08:00")
    add_employee(db, clock, SUN.actor, "1010", "Emil", Role.TEAM_LEAD)
    emil = Person("1010", "Emil", Role.TEAM_LEAD)
    a_transaction(db, DAY, emil)
    clock.instant = at("2026-04-03")
    promote(db, clock, emil, Role.CLERK)

    assert not facts_of(march(db), emil).is_clerk


def test_months_before_that_count_team_leads_and_whoever_served(db: HallDatabase) -> None:
    db.execute("UPDATE star_policy SET body = json_set(body, '$.definitions.clerks_middle', '2026-04')")
    db.execute("UPDATE employee SET role = 'team_lead' WHERE code = '1002'")
    a_transaction(db, DAY, HAN)
    a_stay(db, DAY, BRUNO, "09:00", "10:00")
    a_stay(db, DAY, GRETA, "09:00", "10:00")

    found = {each.employee: each.is_clerk for each in march(db).employees}

    assert found == {"1002": True, "3001": False, "5002": True}


@pytest.mark.parametrize("kind", ["check", "transaction", "rating", "care"])
def test_what_an_appeal_set_aside_is_left_out(db: HallDatabase, kind: str) -> None:
    transaction = a_transaction(db, DAY, ANA)
    found = {
        "transaction": transaction,
        "rating": a_rating(db, ticket_of(db, transaction), ANA, 5),
        "check": a_check(db, DAY, ANA, CHEN),
        "care": a_care_entry(db, DAY, ANA, "error"),
    }
    db.execute(
        "INSERT INTO star_appeal (month, version, employee_id, line, grounds, appealed_at)"
        " VALUES ('2026-03', 1, ?, 'care', 'wrong', ?)",
        (id_of(db, ANA.code), stamp(CLOSING)),
    )
    db.execute("INSERT INTO set_aside VALUES (?, ?, 1, ?)", (kind, found[kind], stamp(CLOSING)))

    facts = march(db)

    own = facts_of(facts, ANA)
    counted = {
        "transaction": bool(own.judged),
        "rating": bool(own.taps),
        "check": bool(facts.checks),
        "care": bool(own.errors),
    }
    assert counted == {each: each != kind for each in counted}
    assert own.standard_minutes == 2  # the work was done


def test_a_team_has_its_members_of_the_month_and_its_cases(db: HallDatabase) -> None:
    team = "INSERT INTO team (name, lead_employee_id, created_at) VALUES ('Early', ?, ?)"
    db.execute(team, (id_of(db, "4001"), stamp(CLOSING)))
    for person, begins, ends in (
        (ANA, "2026-01-01", "2026-03-01"),
        (BRUNO, "2026-03-31", None),
        (LARS, "2026-04-01", None),
    ):
        member = "INSERT INTO team_membership (team_id, employee_id, from_day, until_day) VALUES (1, ?, ?, ?)"
        db.execute(member, (id_of(db, person.code), begins, ends))
    for due, answered in (("2026-03-10", "2026-03-09"), ("2026-03-11", "2026-03-12"), ("2026-04-20", None)):
        db.execute(
            "INSERT INTO follow_up (kind, state, summary, opened_at, opened_by, first_owner_id, owner_id, due_at,"
            " closed_at, first_answered_at)"
            " VALUES ('complaint', ?, 'a case', ?, :owner, :owner, :owner, ?, ?, ?)".replace(
                ":owner", str(id_of(db, "1001"))
            ),
            (
                "closed" if answered else "open",
                f"{MONDAY}T02:00:00.000Z",
                f"{due}T02:00:00.000Z",
                f"{answered}T02:00:00.000Z" if answered else None,
                f"{answered}T02:00:00.000Z" if answered else None,
            ),
        )

    (found,) = march(db).teams

    # One of the two cases due in March was answered in time.
    assert (found.name, found.lead, found.members) == ("Early", "4001", ("1001", "1002"))
    assert (found.followup_in_time, found.level_before) == (Fraction(1, 2), None)
