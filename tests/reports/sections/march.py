"""The month in which the stories of these tests happen."""

from zoneinfo import ZoneInfo

from storeops.base.months import month_span

MARCH = month_span("2026-03", ZoneInfo("Asia/Shanghai"))
EMPTY = month_span("2025-12", ZoneInfo("Asia/Shanghai"))
