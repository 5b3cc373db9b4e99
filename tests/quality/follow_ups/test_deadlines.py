"""When a follow-up is due and which warnings come before: worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.deadlines import WarningStep, default_due, is_overdue, step_times, steps_due

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(hours: float = 0, minutes: float = 0) -> datetime:
    return NINE + timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("kind", "hours"),
    [(Kind.COMPLAINT, 24), (Kind.TECHNICAL, 24), (Kind.UNFINISHED, 24), (Kind.SUGGESTION, 72)],
)
def test_each_kind_has_its_norm(kind: Kind, hours: int) -> None:
    assert default_due(kind, NINE) == after(hours)


def test_praise_is_never_due() -> None:
    assert default_due(Kind.PRAISE, NINE) is None
    assert not is_overdue(None, NINE)


def test_a_day_reaches_the_managers_hours_before_its_end() -> None:
    # 24 h: half after 12 h; 3/4 after 18 h (earlier than 23.5 h); 7/8 after 21 h (earlier than 23.75 h).
    assert step_times(NINE, after(24)) == [
        (after(12), WarningStep.HALF_TIME),
        (after(18), WarningStep.DUTY_MANAGER),
        (after(21), WarningStep.SUPERVISOR),
        (after(23), WarningStep.LAST_HOUR),
        (after(24), WarningStep.OVERDUE),
    ]


def test_an_hour_and_a_half_uses_the_fixed_minutes() -> None:
    # 90 min: half after 45; the last hour would begin after 30, before half time, so at 45; the duty manager after 60
    # (earlier than 67.5), the supervisor after 75 (earlier than 78.75).
    assert step_times(NINE, after(minutes=90)) == [
        (after(minutes=45), WarningStep.HALF_TIME),
        (after(minutes=45), WarningStep.LAST_HOUR),
        (after(minutes=60), WarningStep.DUTY_MANAGER),
        (after(minutes=75), WarningStep.SUPERVISOR),
        (after(minutes=90), WarningStep.OVERDUE),
    ]


def test_a_promise_of_ten_minutes_warns_everybody_at_half_time() -> None:
    half = after(minutes=5)

    assert step_times(NINE, after(minutes=10)) == [
        (half, WarningStep.HALF_TIME),
        (half, WarningStep.LAST_HOUR),
        (half, WarningStep.DUTY_MANAGER),
        (half, WarningStep.SUPERVISOR),
        (after(minutes=10), WarningStep.OVERDUE),
    ]


def test_at_the_deadline_itself_nothing_is_overdue_yet() -> None:
    assert steps_due(NINE, after(24), after(24)) == [
        WarningStep.HALF_TIME,
        WarningStep.DUTY_MANAGER,
        WarningStep.SUPERVISOR,
        WarningStep.LAST_HOUR,
    ]
    assert steps_due(NINE, after(24), after(24) + timedelta(milliseconds=1))[-1] is WarningStep.OVERDUE


def test_before_half_time_nobody_is_warned() -> None:
    assert steps_due(NINE, after(24), after(12) - timedelta(milliseconds=1)) == []
    assert steps_due(NINE, after(24), after(12)) == [WarningStep.HALF_TIME]


def test_a_deadline_before_the_opening_has_all_its_steps_at_once() -> None:
    assert set(steps_due(NINE, after(-1), NINE)) == set(WarningStep)


@given(minutes=st.integers(1, 60 * 24 * 60))
def test_escalation_never_goes_backwards_and_comes_before_the_deadline(minutes: int) -> None:
    due = after(minutes=minutes)
    at = {step: moment for moment, step in step_times(NINE, due)}

    assert (
        NINE
        < at[WarningStep.HALF_TIME]
        <= at[WarningStep.DUTY_MANAGER]
        <= at[WarningStep.SUPERVISOR]
        < at[WarningStep.OVERDUE]
        == due
    )
    assert at[WarningStep.HALF_TIME] <= at[WarningStep.LAST_HOUR] < due


@given(minutes=st.integers(1, 5000), first=st.integers(0, 6000), more=st.integers(0, 6000))
def test_steps_that_have_come_stay(minutes: int, first: int, more: int) -> None:
    earlier = steps_due(NINE, after(minutes=minutes), after(minutes=first))
    later = steps_due(NINE, after(minutes=minutes), after(minutes=first + more))

    assert later[: len(earlier)] == earlier
