"""Until when somebody may appeal against a mark. Pure; days are the hall's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from storeops.quality.appeals.appeal_rules import last_appeal_day

APPEAL_WORKING_DAYS = 5


def marks_appealable_until(entered_at: datetime, zone: ZoneInfo) -> date:
    """The last day of an appeal against marks that were entered then."""
    return last_appeal_day(entered_at, zone, APPEAL_WORKING_DAYS)
