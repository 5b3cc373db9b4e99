"""Who works in the demo's hall."""

from datetime import date, timedelta
from random import Random

from storeops.demo.clerks import CLERKS, ClerkShift, pace_on, roster

FIRST_DAY = date(2026, 1, 1)
ALL = ("1", "2", "3", "4", "5", "6")
NINE_HOURS = timedelta(hours=9)
BEGINNER = CLERKS[5]


def shifts(days_later: int, needed: int, counters: tuple[str, ...] = ALL) -> list[ClerkShift]:
    day = FIRST_DAY + timedelta(days=days_later)
    return roster(day, FIRST_DAY, needed, counters, NINE_HOURS, Random(1))


def test_everybody_on_duty_has_a_counter_of_their_own() -> None:
    duty = shifts(40, 6)

    assert sorted(shift.counter for shift in duty) == list(ALL)
    assert len({shift.employee for shift in duty}) == 6


def test_no_more_are_on_duty_than_needed_and_all_take_turns() -> None:
    duties = [shifts(40 + day, 4) for day in range(6)]

    assert [len(duty) for duty in duties] == [4] * 6
    # six days, each of the six clerks off on two of them
    assert sorted(shift.employee for duty in duties for shift in duty) == sorted(
        clerk.code for clerk in CLERKS for _ in range(4)
    )


def test_the_beginner_comes_in_the_second_month() -> None:
    assert BEGINNER.code not in {shift.employee for shift in shifts(30, 6)}
    assert BEGINNER.code in {shift.employee for shift in shifts(31, 6)}


def test_the_beginner_learns() -> None:
    first, later, last = (pace_on(BEGINNER, FIRST_DAY + timedelta(days=days), FIRST_DAY) for days in (31, 43, 61))

    assert first > later > last > BEGINNER.pace
    assert first == BEGINNER.pace + 0.5


def test_counters_left_to_visitors_have_no_shift() -> None:
    assert {shift.counter for shift in shifts(40, 6, ("1", "2", "3", "4"))} == {"1", "2", "3", "4"}


def test_the_hall_is_staffed_from_opening_to_closing() -> None:
    duty = shifts(40, 4)

    assert min(shift.begins for shift in duty) < timedelta(0)
    assert max(shift.ends for shift in duty) == NINE_HOURS
