"""Until when an appeal is possible."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from storeops.quality.checks.check_appeal_rules import marks_appealable_until

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("entered_on", "last_day"),
    [
        ("2026-03-02", "2026-03-09"),  # Monday: Tue, Wed, Thu, Fri, Mon
        ("2026-03-05", "2026-03-12"),  # Thursday: Fri, Mon, Tue, Wed, Thu
        ("2026-03-06", "2026-03-13"),  # Friday
        ("2026-03-07", "2026-03-13"),  # Saturday: Mon to Fri
        ("2026-03-08", "2026-03-13"),  # Sunday: Mon to Fri
    ],
)
def test_five_working_days_follow_the_day_of_the_entry(entered_on: str, last_day: str) -> None:
    entered_at = datetime.combine(date.fromisoformat(entered_on), time(0, 30), SHANGHAI)  # the day before in UTC

    assert marks_appealable_until(entered_at, SHANGHAI) == date.fromisoformat(last_day)
