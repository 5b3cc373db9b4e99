"""The days that a reader asks to see."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.each_field import FieldsRefused
from storeops.base.errors import BadValue, DayNeeded, FieldRefused
from storeops.reports.periods.period import (
    LONGEST_DAYS,
    Period,
    after,
    compared_with,
    day_of,
    given_day,
    given_period,
    just_before,
    week_of,
)

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 4)

days = st.dates(date(1971, 1, 1), date(2999, 1, 1))
periods = st.builds(lambda first, length: Period(first, first + timedelta(days=length)), days, st.integers(0, 400))


def test_a_day_is_compared_with_the_same_weekday_of_the_week_before() -> None:
    assert compared_with(day_of(MONDAY)) == day_of(date(2026, 2, 23))


def test_a_week_and_any_stretch_are_compared_with_as_many_days_before() -> None:
    assert compared_with(week_of(TODAY)) == Period(date(2026, 2, 23), date(2026, 3, 1))
    # 1 to 10 March are ten days; the ten before are 19 to 28 February.
    assert compared_with(Period(date(2026, 3, 1), date(2026, 3, 10))) == Period(date(2026, 2, 19), date(2026, 2, 28))


def test_a_week_goes_from_monday_to_sunday() -> None:
    assert week_of(date(2026, 3, 8)) == Period(MONDAY, date(2026, 3, 8))
    assert week_of(MONDAY) == Period(MONDAY, date(2026, 3, 8))


def test_typed_days_make_a_period() -> None:
    assert given_period("2026-03-01", "2026-03-04", TODAY) == Period(date(2026, 3, 1), TODAY)
    assert given_period("2026-03-04", "2026-03-31", TODAY).last_day == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-03-05", "2026-03-05", "The day 2026-03-05 has not come yet; choose a day up to today."),
        ("2026-03-04", "2026-03-03", "The last day comes before the first; choose 2026-03-04 or a later day."),
        ("2025-03-01", "2026-03-04", "These are too many days for one page; choose at most 366."),
        ("", "2026-03-04", "Enter a day such as 2026-10-01."),
        ("2026-02-30", "2026-03-04", "Enter a day such as 2026-10-01."),
        ("2026-03-01", "20260304", "Enter a day such as 2026-10-01."),
        ("1969-12-31", "1970-01-02", "Enter a day such as 2026-10-01."),
    ],
)
def test_what_is_no_period_is_refused(first: str, last: str, why: str) -> None:
    with pytest.raises(BadValue, match=why):
        given_period(first, last, TODAY)


def test_both_days_are_refused_at_once_each_at_its_own_field() -> None:
    with pytest.raises(FieldsRefused) as refused:
        given_period("soon", "later", TODAY, ("other_from", "other_to"))

    assert [(type(each), each.field) for each in refused.value.refusals if isinstance(each, FieldRefused)] == [
        (DayNeeded, "other_from"),
        (DayNeeded, "other_to"),
    ]


def test_the_longest_period_is_a_leap_year() -> None:
    last = date(2025, 3, 1) + timedelta(days=LONGEST_DAYS - 1)

    assert given_period("2025-03-01", last.isoformat(), TODAY).day_count == LONGEST_DAYS


@pytest.mark.parametrize(
    "text", ["2026-3-4", "2026-03-04T00:00", "today", "２０２６-03-04", "9999-99-99", "2026-W10-1"]
)
def test_a_day_is_written_in_one_way(text: str) -> None:
    with pytest.raises(BadValue, match="Enter a day such as"):
        given_day("day", text)


@given(periods)
def test_turning_back_and_forth_ends_where_it_began(period: Period) -> None:
    assert after(just_before(period)) == period
    assert just_before(period).last_day < period.first_day


@given(periods)
def test_a_comparison_has_as_many_days_and_does_not_overlap(period: Period) -> None:
    other = compared_with(period)

    assert other.day_count == period.day_count
    assert other.last_day < period.first_day
