"""Days and times as people, programs and spreadsheets write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.history.told_time import NotClear, day_of, moment_of

THE_13TH = date(2026, 10, 13)


@pytest.mark.parametrize(
    "told",
    [
        "2026-10-13",
        "2026/10/13",
        "2026.10.13",
        "2026年10月13日",
        "2026年 10月 13日",
        "２０２６／１０／１３",
        "2026-10-13T00:00:00",
        # 46,308 days after 30 December 1899.
        "46308",
        "46308.0",
    ],
)
def test_a_day_is_read_in_each_of_its_forms(told: str) -> None:
    assert date(1899, 12, 30) + timedelta(days=46_308) == THE_13TH
    assert day_of(told) == THE_13TH


def test_single_figures_need_no_zero() -> None:
    assert day_of("2026/3/1") == day_of("2026年3月1日") == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("told", "hour", "minute", "second"),
    [
        ("2026/10/13 9:02", 9, 2, 0),
        ("2026-10-13T09:02", 9, 2, 0),
        ("2026.10.13 09:02:05", 9, 2, 5),
        ("2026年10月13日 9:02", 9, 2, 0),
        ("2026年10月13日9:02", 9, 2, 0),
        ("２０２６／１０／１３　９：０２", 9, 2, 0),
        ("9:02", 9, 2, 0),
        ("7:31:16", 7, 31, 16),
        # Excel shows eleven characters of a number: 9 h 2 min are .376388... of a day, and .37639 is 0.096 s more.
        ("46308.37639", 9, 2, 0),
        ("46308.5", 12, 0, 0),
        ("46308.3763888888889", 9, 2, 0),
    ],
)
def test_a_moment_is_read_in_each_of_its_forms(told: str, hour: int, minute: int, second: int) -> None:
    assert moment_of(told, "2026/10/13") == datetime(2026, 10, 13, hour, minute, second)


def test_a_number_with_all_its_digits_tells_milliseconds() -> None:
    # 9:02:00.250 is 32,520.25 s of 86,400.
    assert moment_of("46308.376391782407") == datetime(2026, 10, 13, 9, 2, 0, 250_000)


def test_a_moment_keeps_the_offset_that_it_carries_and_loses_what_is_below_a_millisecond() -> None:
    assert moment_of("2026/10/13 9:02:00.123999+08:00").astimezone(UTC) == datetime(2026, 10, 13, 1, 2, 0, 123_000, UTC)
    assert moment_of("9:02Z", "2026-10-13") == datetime(2026, 10, 13, 9, 2, tzinfo=UTC)


@pytest.mark.parametrize("told", ["03/04/2026", "3-4-2026", "3.4.2026", "12/12/2026", "３／４／２０２６"])
def test_what_may_begin_with_day_or_month_is_not_guessed(told: str) -> None:
    with pytest.raises(NotClear):
        day_of(told)
    with pytest.raises(NotClear):
        moment_of(f"{told} 9:02")


@pytest.mark.parametrize(
    "told", ["13/10/2026", "10/13/2026", "2026-13-10", "2026-10/13", "20261013", "1026-10-13", "10001", "99999", ""]
)
def test_no_other_text_is_a_day(told: str) -> None:
    with pytest.raises(ValueError, match=r".*") as refused:
        day_of(told)
    assert refused.type is ValueError


@pytest.mark.parametrize("told", ["2026-10-13", "46308", "46308.0000", "25:00", "9:60", "9", "0.376", "+08:00"])
def test_a_day_without_a_time_and_a_time_that_is_none_are_no_moment(told: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment_of(told, "2026/10/13")


def test_a_time_alone_needs_a_day_beside_it() -> None:
    for beside in ("", "soon", "03/04/2026"):
        with pytest.raises(ValueError, match=r".*"):
            moment_of("9:02", beside)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)))
def test_what_excel_keeps_is_read_to_the_second(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)

    assert serial.is_integer() or moment_of(f"{serial:.10f}") == moment
