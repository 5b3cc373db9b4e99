"""The figures of follow-ups, worked out by hand; from plain facts, and once through the database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.clock import FrozenClock
from storeops.quality.follow_ups import case_fact_rows, follow_ups_view
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.case_figures import (
    CaseFact,
    count_of,
    first_asked_kept,
    followup_in_time,
    replied_on_the_spot,
)
from storeops.quality.follow_ups.follow_up_actions import promise_again, reopen, resolve
from storeops.quality.follow_ups.hand_over_actions import (
    accept_hand_over,
    decline_hand_over,
    offer_hand_over,
    take_over,
)
from storeops.queueing.serving import finish
from storeops.running.jobs import warn_follow_ups
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CHEN, DINA, a_serving_ticket, clerk_at, later
from tests.quality.follow_ups.cases import a_case

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    """An instant of March: day(2) is the 2nd at midnight."""
    return MARCH + timedelta(days=number - 1)


def fact(**values: Any) -> CaseFact:
    """A complaint of 2 March, due on the 3rd and still open, unless told otherwise."""
    plain: dict[str, Any] = {
        "id": 1,
        "kind": Kind.COMPLAINT,
        "service": None,
        "owner": "1001",
        "first_owner": "1001",
        "opened_at": day(2),
        "due_at": day(3),
        "missed_due_at": None,
        "reply_at": None,
        "has_ticket": True,
        "visit_ended_at": None,
        "first_answered_at": None,
        "reopened_count": 0,
        "closed_at": None,
        "closer": None,
        "hand_over_count": 0,
        "accepted_count": 0,
        "is_taken_over": False,
        "is_handed_on_in_time": False,
        "is_judged_strictly": True,
    }
    return CaseFact(**{**plain, **values})


def answered(at: datetime, **values: Any) -> CaseFact:
    return fact(**{"first_answered_at": at, "closed_at": at, "closer": "1001", **values})


# In time


def test_nothing_due_is_no_figure() -> None:
    assert followup_in_time([], MARCH, APRIL, APRIL) is None
    assert followup_in_time([fact(kind=Kind.PRAISE, due_at=None)], MARCH, APRIL, APRIL) is None


def test_answers_open_misses_and_what_is_not_yet_due() -> None:
    cases = [
        answered(day(3)),  # at the deadline: in time
        answered(day(3) + timedelta(milliseconds=1)),  # late
        fact(),  # open and past due: a miss at once
        fact(due_at=day(20)),  # open, not yet due: left out
        answered(day(4), due_at=day(20)),  # answered before it is due: in time
        answered(day(2.5), due_at=APRIL),  # due in April
    ]

    # In time: the first and the fifth; due: the first, second, third and fifth.
    assert followup_in_time(cases, MARCH, APRIL, day(10)) == 2 / 4
    # At the end of the month the fourth is a miss too.
    assert followup_in_time(cases, MARCH, APRIL, APRIL) == 2 / 5
    assert followup_in_time(cases, APRIL, MAY, APRIL) == 1


def test_an_open_case_at_its_very_deadline_is_no_miss_yet() -> None:
    assert followup_in_time([fact()], MARCH, APRIL, day(3)) is None
    assert followup_in_time([fact()], MARCH, APRIL, day(3) + timedelta(milliseconds=1)) == 0


def test_a_missed_deadline_counts_though_a_later_promise_was_kept() -> None:
    assert followup_in_time([answered(day(5), due_at=day(6), missed_due_at=day(3))], MARCH, APRIL, APRIL) == 0


def test_a_reopened_case_counts_by_its_first_answer() -> None:
    kept = answered(day(2.5), due_at=APRIL, reopened_count=1, closed_at=None, closer=None)

    assert followup_in_time([kept], MARCH, APRIL, MAY) == 1
    assert followup_in_time([kept], APRIL, MAY, MAY) is None


@given(
    hours=st.lists(st.tuples(st.integers(0, 700), st.none() | st.integers(0, 800)), max_size=30),
    now=st.integers(0, 900),
)
def test_the_share_is_a_share_and_time_alone_only_lowers_it(hours: list[tuple[int, int | None]], now: int) -> None:
    cases = [
        fact(
            due_at=MARCH + timedelta(hours=due),
            first_answered_at=None if answer is None else MARCH + timedelta(hours=answer),
        )
        for due, answer in hours
    ]
    early = followup_in_time(cases, MARCH, APRIL, MARCH + timedelta(hours=now))
    late = followup_in_time(cases, MARCH, APRIL, MAY)

    assert early is None or (late is not None and 0 <= late <= early <= 1)


# On the spot


def test_a_reply_counts_until_the_visit_ends() -> None:
    technical = {"kind": Kind.TECHNICAL}
    cases = [
        fact(**technical, reply_at=day(2.1), visit_ended_at=day(2.2)),  # before
        fact(**technical, reply_at=day(2.3), visit_ended_at=day(2.2)),  # after
        fact(**technical, reply_at=day(2.1)),  # the visit goes on
        fact(**technical),  # none
        fact(**technical, reply_at=day(2), has_ticket=False),  # written with the case
        fact(**technical, reply_at=day(2.1), has_ticket=False),  # later, and nobody knows whether they were there
        fact(reply_at=day(2.1)),  # a complaint
        fact(**technical, opened_at=APRIL, reply_at=APRIL, has_ticket=False),
    ]

    assert replied_on_the_spot(cases, MARCH, APRIL) == 3 / 6
    assert replied_on_the_spot([fact()], MARCH, APRIL) is None


# First asked


def test_first_asked_is_kept_by_closing_it_oneself_or_by_a_hand_over_accepted_in_time() -> None:
    accepted = {"hand_over_count": 1, "accepted_count": 1}
    cases = [
        answered(day(4)),  # the first owner
        answered(day(4), closer="1002", **accepted, is_handed_on_in_time=True),
        answered(day(4), closer="1002", hand_over_count=2, accepted_count=1, is_handed_on_in_time=True),  # one declined
        answered(day(4), closer="1002", **accepted),  # accepted after the deadline
        answered(day(4), closer="5001", **accepted, is_taken_over=True),  # escalated
        answered(day(4), **accepted, is_taken_over=True),  # escalated, and handed back
        answered(day(4), hand_over_count=1),  # declined, and the first owner closed it
        answered(day(4), closer="5001"),  # closed by a manager without a hand-over
        fact(kind=Kind.PRAISE, due_at=None, closed_at=day(4), closer="1002"),
        fact(),
        answered(APRIL),
    ]

    assert first_asked_kept(cases, MARCH, APRIL) == 4 / 8
    assert first_asked_kept([fact()], MARCH, APRIL) is None


def test_months_before_the_definition_count_every_accepted_hand_over() -> None:
    before = {"is_judged_strictly": False}
    cases = [
        answered(day(4), **before),  # the first owner
        answered(day(4), **before, closer="1002", hand_over_count=2, accepted_count=2),  # every hand-over accepted
        answered(day(4), **before, closer="5001", hand_over_count=1, accepted_count=1, is_taken_over=True),
        answered(day(4), **before, closer="1002", hand_over_count=2, accepted_count=1),  # one was declined
        answered(day(4), **before, hand_over_count=1),  # declined, and the first owner closed it
        answered(day(4), **before, closer="5001"),  # taken away without a hand-over
        fact(kind=Kind.PRAISE, due_at=None, closed_at=day(4), closer="1002"),
        fact(),
        answered(APRIL),
    ]

    assert first_asked_kept(cases, MARCH, APRIL) == 4 / 6


def test_counts_are_by_the_day_of_writing() -> None:
    cases = [fact(), fact(opened_at=APRIL), fact(kind=Kind.PRAISE), fact(opened_at=MARCH)]

    assert count_of(Kind.COMPLAINT, cases, MARCH, APRIL) == 2
    assert count_of(Kind.PRAISE, cases, MARCH, APRIL) == 1
    assert count_of(Kind.TECHNICAL, cases, MARCH, APRIL) == 0


# Through the database


def test_a_month_from_the_database(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_serving_ticket(db, clock)
    technical = a_case(db, clock, Kind.TECHNICAL, ticket=ticket.number, reply="We check it")
    handed = a_case(db, clock)
    taken = a_case(db, clock, by=BRUNO)
    a_case(db, clock, Kind.PRAISE)
    later(clock, "10m")
    finish(db, clock, clerk_at(db, "1"), "1")
    resolve(db, clock, ANA.actor, ANA.code, technical, "Mast repaired")
    offer_hand_over(db, clock, ANA.actor, ANA.code, handed, DINA.code)
    decline_hand_over(db, clock, DINA.actor, DINA.code, handed)
    offer_hand_over(db, clock, ANA.actor, ANA.code, handed, BRUNO.code)
    accept_hand_over(db, clock, BRUNO.actor, BRUNO.code, handed)
    later(clock, "30h")
    warn_follow_ups(db, clock)
    resolve(db, clock, BRUNO.actor, BRUNO.code, handed, "Refunded")
    resolve(db, clock, CHEN.actor, CHEN.code, taken, "Refunded")

    figures = follow_ups_view.figures(db, MARCH, APRIL, clock.now())

    assert figures.followup_in_time == 1 / 3  # the technical case alone
    assert figures.replied_on_the_spot == 1
    # Kept: the technical case, and the second, which Bruno accepted in time after Dina declined. Chen closed the third
    # without a hand-over.
    assert figures.first_asked_kept == 2 / 3
    assert (figures.complaints, figures.praise) == (2, 1)


def kept_first(db: HallDatabase, clock: FrozenClock) -> float | None:
    return follow_ups_view.figures(db, MARCH, APRIL, clock.now()).first_asked_kept


def test_a_take_over_after_an_escalation_is_not_kept(db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)
    later(clock, "18h")
    warn_follow_ups(db, clock)
    take_over(db, clock, CHEN.actor, CHEN.code, case)
    resolve(db, clock, CHEN.actor, CHEN.code, case, "Refunded")

    assert kept_first(db, clock) == 0
    # It was in the months before the definition.
    db.execute("UPDATE star_policy SET body = json_set(body, '$.definitions.first_asked', '2026-04')")
    assert kept_first(db, clock) == 1


@pytest.mark.parametrize(("waited", "kept"), [("24h", 1), ("24h1s", 0)])
def test_a_hand_over_is_kept_if_it_is_accepted_by_the_deadline(
    db: HallDatabase, clock: FrozenClock, waited: str, kept: int
) -> None:
    case = a_case(db, clock)
    offer_hand_over(db, clock, ANA.actor, ANA.code, case, BRUNO.code)
    later(clock, waited)
    accept_hand_over(db, clock, BRUNO.actor, BRUNO.code, case)
    resolve(db, clock, BRUNO.actor, BRUNO.code, case, "Refunded")

    assert kept_first(db, clock) == kept


def test_a_later_promise_does_not_mend_an_acceptance_that_came_too_late(db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock)
    offer_hand_over(db, clock, ANA.actor, ANA.code, case, BRUNO.code)
    later(clock, "25h")
    accept_hand_over(db, clock, BRUNO.actor, BRUNO.code, case)
    promise_again(db, clock, BRUNO.actor, BRUNO.code, case, clock.now() + timedelta(hours=5), "Tonight")
    resolve(db, clock, BRUNO.actor, BRUNO.code, case, "Refunded")

    assert kept_first(db, clock) == 0


def test_a_missed_deadline_is_found_again_behind_a_new_promise_and_a_reopening(
    db: HallDatabase, clock: FrozenClock
) -> None:
    missed = a_case(db, clock)
    kept = a_case(db, clock)
    later(clock, "1h")
    resolve(db, clock, ANA.actor, ANA.code, kept, "Refunded")
    later(clock, "24h")
    promise_again(db, clock, ANA.actor, ANA.code, missed, clock.now() + timedelta(hours=5), "Tonight")
    resolve(db, clock, ANA.actor, ANA.code, missed, "Refunded")
    reopen(db, clock, ANA.actor, ANA.code, kept, "No money came")
    later(clock, "72h")
    warn_follow_ups(db, clock)

    found = {fact.reopened_count: fact for fact in case_fact_rows.cases_of(db, MARCH, APRIL)}

    assert found[0].missed_due_at == datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
    # The second deadline passed only after the first answer.
    assert found[1].missed_due_at is None
    assert followup_in_time([found[0]], MARCH, APRIL, clock.now()) == 0
    assert followup_in_time([found[1]], MARCH, APRIL, clock.now()) == 1


def test_cases_of_other_months_are_not_loaded(db: HallDatabase, clock: FrozenClock) -> None:
    resolve(db, clock, ANA.actor, ANA.code, a_case(db, clock), "Refunded")

    assert len(case_fact_rows.cases_of(db, MARCH, APRIL)) == 1
    assert case_fact_rows.cases_of(db, APRIL, MAY) == []
