"""Months as a hall lives them: what is one, and its days, instants, neighbours and closing."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from storeops.base.errors import BadValue
from storeops.base.months import (
    begun_month,
    month_after,
    month_before,
    month_days,
    month_span,
    month_to_come,
    months_from,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-04", date(2026, 4, 1), date(2026, 4, 30)),
        ("1970-01", date(1970, 1, 1), date(1970, 1, 31)),
        ("2999-12", date(2999, 12, 1), date(2999, 12, 31)),
    ],
)
def test_a_month_has_its_first_and_last_day(month: str, first: date, last: date) -> None:
    assert month_days(month) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-00", "2026", "2026-3", "2026-W1", "march", "", "2026-03-02", "26-03", "1969-12", "2026-03\n"],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        month_days(text)


def test_a_month_has_neighbours_across_the_year() -> None:
    assert month_before("2026-01") == "2025-12"
    assert month_after("2026-12") == "2027-01"


def test_the_month_to_come_is_the_first_that_has_not_begun_there() -> None:
    # 31 March, 17:00 UTC, is 1 April, 01:00, in Shanghai.
    assert month_to_come(datetime(2026, 3, 31, 17, tzinfo=UTC), SHANGHAI) == "2026-05"
    assert month_to_come(datetime(2026, 3, 31, 15, tzinfo=UTC), SHANGHAI) == "2026-04"


def test_the_months_since_a_day_come_newest_first() -> None:
    assert months_from(date(2025, 12, 31), date(2026, 2, 1)) == ["2026-02", "2026-01", "2025-12"]
    assert months_from(date(2026, 3, 1), date(2026, 2, 28)) == []
    assert months_from(date(1900, 1, 1), date(1970, 2, 1)) == ["1970-02", "1970-01"]


def test_a_month_spans_local_days_and_closes_on_the_eighth_of_the_next() -> None:
    span = month_span("2026-03", SHANGHAI)

    # Midnight in Shanghai is 16:00 UTC of the day before; 03:00 on 8 April is 19:00 UTC on the 7th.
    assert span.begins_at == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert span.ends_at == datetime(2026, 3, 31, 16, tzinfo=UTC)
    assert span.closes_at == datetime(2026, 4, 7, 19, tzinfo=UTC)


def test_a_month_begins_at_local_midnight() -> None:
    assert begun_month("2026-03", SHANGHAI, datetime(2026, 2, 28, 16, tzinfo=UTC)).month == "2026-03"
    with pytest.raises(BadValue):
        begun_month("2026-03", SHANGHAI, datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC))
