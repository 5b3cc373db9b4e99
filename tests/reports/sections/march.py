"""The month in which the stories of these tests happen."""

from zoneinfo import ZoneInfo

from storeops.base.months import MonthSpan, month_span
from storeops.measuring.tallies_view import hall_tally
from storeops.measuring.tally import Tally
from storeops.store.database import HallDatabase

MARCH = month_span("2026-03", ZoneInfo("Asia/Shanghai"))
EMPTY = month_span("2025-12", ZoneInfo("Asia/Shanghai"))


def tally_of(db: HallDatabase, span: MonthSpan) -> Tally:
    """What the days of a month add up to."""
    return hall_tally(db, span.first_day, span.last_day, span.ends_at)
