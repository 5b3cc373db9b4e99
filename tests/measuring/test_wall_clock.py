"""Local days and hours of many instants."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from storeops.measuring.wall_clock import wall_clock


@pytest.mark.parametrize(
    ("zone", "at", "local"),
    [
        ("Asia/Shanghai", datetime(2026, 3, 2, 1, 0, tzinfo=UTC), (date(2026, 3, 2), 9)),
        ("Asia/Shanghai", datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC), (date(2026, 3, 2), 23)),
        ("Asia/Shanghai", datetime(2026, 3, 2, 16, 0, tzinfo=UTC), (date(2026, 3, 3), 0)),
        ("Asia/Kathmandu", datetime(2026, 3, 2, 1, 14, 59, tzinfo=UTC), (date(2026, 3, 2), 6)),
        ("Asia/Kathmandu", datetime(2026, 3, 2, 1, 15, tzinfo=UTC), (date(2026, 3, 2), 7)),
        ("Europe/Berlin", datetime(2026, 3, 29, 0, 59, tzinfo=UTC), (date(2026, 3, 29), 1)),
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), (date(2026, 3, 29), 3)),
    ],
)
def test_a_second_lies_in_its_local_day_and_hour(zone: str, at: datetime, local: tuple[date, int]) -> None:
    assert wall_clock(ZoneInfo(zone))(int(at.timestamp())) == local
