"""The job that warns: every step once, in order, however late the machine wakes up."""

import json
from datetime import timedelta

from storeops.base.clock import FrozenClock
from storeops.quality.follow_ups import follow_ups_view
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.deadlines import WarningStep
from storeops.quality.follow_ups.follow_up_actions import promise_again, resolve
from storeops.running.jobs import warn_follow_ups
from storeops.store.database import HallDatabase
from tests.factories import ANA, MONDAY_NINE, everything, later, rows
from tests.quality.follow_ups.cases import a_case, owner_of


def warned(db: HallDatabase) -> list[str]:
    """The steps that were warned, in the order of their events."""
    found = rows(db, "SELECT data FROM event WHERE kind = 'follow_up_warned' ORDER BY seq")
    return [json.loads(row["data"])["step"] for row in found]


ALL_OF_A_DAY = ["half_time", "duty_manager", "supervisor", "last_hour", "overdue"]


def test_each_step_is_warned_when_it_comes(db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock)  # due after 24 h: steps after 12, 18, 21, 23 h, and past 24 h

    counts = []
    for _ in range(26):
        warn_follow_ups(db, clock)
        counts.append(len(warned(db)))
        later(clock, "1h")

    assert warned(db) == ALL_OF_A_DAY
    assert counts == [0] * 12 + [1] * 6 + [2] * 3 + [3] * 2 + [4] * 2 + [5]


def test_a_machine_that_slept_for_days_writes_every_step_once_and_in_order(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_case(db, clock)
    later(clock, "100h")

    warn_follow_ups(db, clock)
    after_first = everything(db)
    warn_follow_ups(db, clock)

    assert warned(db) == ALL_OF_A_DAY
    assert everything(db) == after_first


def test_a_closed_case_and_praise_are_not_warned_of(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)
    a_case(db, clock, Kind.PRAISE)
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")
    later(clock, "100h")
    before = everything(db)

    warn_follow_ups(db, clock)

    assert everything(db) == before


def test_a_clock_that_jumps_back_warns_nobody_again(db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock)
    later(clock, "19h")
    warn_follow_ups(db, clock)
    clock.advance(hours=-10)

    warn_follow_ups(db, clock)

    assert warned(db) == ["half_time", "duty_manager"]


def test_a_new_deadline_has_warnings_of_its_own(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)
    later(clock, "13h")
    warn_follow_ups(db, clock)
    promise_again(
        db, clock, ANA.actor, ANA.code, follow_up_id, MONDAY_NINE + timedelta(hours=48), "Agreed: Wednesday at nine"
    )
    warn_follow_ups(db, clock)
    later(clock, "11h")

    warn_follow_ups(db, clock)

    # The first deadline had its half time after 12 h, the second has it after 24 h.
    assert warned(db) == ["half_time", "half_time"]


def test_an_escalated_case_stays_with_its_owner_and_is_listed_for_managers(
    db: HallDatabase, clock: FrozenClock
) -> None:
    follow_up_id = a_case(db, clock)
    later(clock, "18h")
    warn_follow_ups(db, clock)

    listed = follow_ups_view.for_duty(db, clock.now())

    assert owner_of(db, follow_up_id) == ANA.code
    assert [(line.case.id, line.escalated_to) for line in listed.escalated] == [
        (follow_up_id, WarningStep.DUTY_MANAGER)
    ]
    assert (listed.overdue, listed.due_soon) == ([], [])


def test_closing_late_leaves_the_trace_of_the_missed_deadline(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)
    later(clock, "25h")

    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")

    assert warned(db) == ALL_OF_A_DAY
