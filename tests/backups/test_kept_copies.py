"""Which copies are kept as they age, by hand; and that a name says all that is needed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.backups.kept_copies import Grade, KeptCopy, copy_of, name_of, newest_first, not_kept, restorable

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 30, 20, 30, tzinfo=UTC)
"""04:30 on Tuesday 1 December 2026 in Shanghai."""


def a_copy(made_at: datetime, grade: Grade = Grade.CLEAN) -> KeptCopy:
    return KeptCopy(name_of("hall", made_at, grade, is_sealed=False), made_at, grade)


def daily(days: int, before: datetime = MORNING) -> list[KeptCopy]:
    """A copy each morning of so many days, the last at `before`."""
    return [a_copy(before - timedelta(days=ago)) for ago in range(days)]


def days_kept(copies: list[KeptCopy]) -> list[str]:
    gone = set(not_kept(copies, SHANGHAI))
    kept = [copy for copy in newest_first(copies) if copy not in gone]
    return [f"{copy.made_at.astimezone(SHANGHAI):%m-%d}" for copy in kept]


def test_a_fortnight_of_mornings_is_kept_whole() -> None:
    assert not_kept(daily(14), SHANGHAI) == []


def test_after_a_fortnight_the_newest_of_each_week_is_kept_then_of_each_month() -> None:
    # 400 mornings to Tuesday 1 December 2026, the first of them 28 October 2025.
    # 14 days: 1 December back to 18 November. 13 weeks, the newest (Sunday) of each: the week of 30 November has
    # 1 December, those before end on 29 November, 22 November, 15 November ... and the 13th is 12 weeks before that of
    # 1 December: it ends on 13 September. 12 months: December 2026 has the 1st, then the last day of each month back
    # to January 2026.
    days = [f"{number:02d}" for number in range(30, 17, -1)]
    assert days_kept(daily(400)) == [
        *("12-01", *(f"11-{day}" for day in days)),
        *("11-15", "11-08", "11-01", "10-31", "10-25", "10-18", "10-11", "10-04", "09-30", "09-27", "09-20", "09-13"),
        *("08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31"),
    ]


def test_all_of_the_last_day_are_kept_and_of_earlier_days_the_newest() -> None:
    hourly = [a_copy(MORNING - timedelta(hours=ago)) for ago in range(72)]
    kept = [copy for copy in hourly if copy not in not_kept(hourly, SHANGHAI)]

    # 25 from 04:30 to 04:30 of the day before, which is 30 November; of it the newest, 23:30, is among them. Then the
    # newest of 29 November, and 04:30 - 71 h = 05:30 on 28 November has its newest at 23:30 too.
    assert len(kept) == 25 + 2
    local = [copy.made_at.astimezone(SHANGHAI) for copy in kept[25:]]
    assert [f"{at:%d %H:%M}" for at in local] == ["29 23:30", "28 23:30"]


def test_a_clock_that_ran_ten_years_ahead_for_one_copy_makes_nothing_old() -> None:
    copies = daily(14)
    ahead = a_copy(MORNING + timedelta(days=3650))

    # It takes a day of the fourteen and a week and a month of its own: the oldest day, 18 November, falls out of the
    # fourteen days; its week's newest is the 22nd.
    assert [f"{copy.made_at.astimezone(SHANGHAI):%m-%d}" for copy in not_kept([*copies, ahead], SHANGHAI)] == ["11-18"]


def test_the_last_that_checked_stays_however_many_came_after_it() -> None:
    checked = a_copy(MORNING - timedelta(days=1000))
    later = [a_copy(MORNING - timedelta(days=ago), Grade.FINDINGS) for ago in range(900)]

    gone = not_kept([checked, *later], SHANGHAI)

    assert checked not in gone
    assert later[0] not in gone


def test_a_damaged_one_stays_only_until_there_is_a_later_one_and_pushes_none_out() -> None:
    copies = daily(14, MORNING - timedelta(days=1))
    damaged = a_copy(MORNING, Grade.DAMAGED)

    assert not_kept([*copies, damaged], SHANGHAI) == []
    assert not_kept([*daily(14), a_copy(MORNING - timedelta(days=3, hours=1), Grade.DAMAGED)], SHANGHAI) == [
        a_copy(MORNING - timedelta(days=3, hours=1), Grade.DAMAGED)
    ]


def test_the_copy_just_made_stays_though_the_clock_was_set_back_behind_better_ones() -> None:
    # Two a day, at 04:30 and 16:30, and the last this morning; by the clock that was set back two days the new one is
    # of 10:30, and that day keeps the one of 16:30.
    earlier = [a_copy(MORNING - timedelta(days=days, hours=hours)) for days in range(1, 4) for hours in (0, 12)]
    just_made = a_copy(MORNING - timedelta(days=2, hours=18))
    copies = [*earlier, a_copy(MORNING), just_made]

    assert just_made in not_kept(copies, SHANGHAI)
    assert just_made not in not_kept(copies, SHANGHAI, just_made.file)


grades = st.sampled_from(list(Grade))
hours = st.integers(min_value=0, max_value=24 * 800)


@given(st.lists(st.tuples(hours, grades), max_size=60))
def test_whatever_stands_there_the_last_that_can_be_put_back_never_goes(found: list[tuple[int, Grade]]) -> None:
    copies = [a_copy(MORNING - timedelta(hours=ago), grade) for ago, grade in found]

    gone = not_kept(copies, SHANGHAI)

    assert not {*restorable(copies)[:1]} & set(gone)
    assert not {*[copy for copy in restorable(copies) if copy.grade is Grade.CLEAN][:1]} & set(gone)
    left = [copy for copy in copies if copy not in gone]
    assert not_kept(left, SHANGHAI) == [], "asked again, no more go"


@pytest.mark.parametrize("grade", Grade)
@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize("number", [1, 12])
def test_a_name_tells_when_and_what_was_found(grade: Grade, is_sealed: bool, number: int) -> None:
    name = name_of("hall-3fa9c1", MORNING, grade, is_sealed=is_sealed, number=number)

    assert copy_of("hall-3fa9c1", name) == KeptCopy(name, MORNING, grade, number)
    assert copy_of("hall", name) is None, "another hall's copies are left alone"
    assert copy_of("hall-3fa9c1", f"{name}.unfinished") is None


def test_names_are_those_of_the_manual() -> None:
    assert name_of("hall", MORNING, Grade.CLEAN, is_sealed=False) == "hall-20261130T203000Z.db"
    assert name_of("hall", MORNING, Grade.FINDINGS, is_sealed=True, number=2) == (
        "hall-20261130T203000Z-2-findings.sealed"
    )
    assert copy_of("hall", "hall-20261399T203000Z.db") is None
