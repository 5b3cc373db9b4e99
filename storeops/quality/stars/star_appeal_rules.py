"""What can be appealed against, and until when. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from storeops.quality.appeals.appeal_rules import last_appeal_day
from storeops.quality.policy.policy import Policy, StarLine

ROW_KINDS: Mapping[StarLine, str] = {
    StarLine.CHECKLIST: "check",
    StarLine.SPEED: "transaction",
    StarLine.FEEDBACK: "rating",
    StarLine.CARE: "care",
}
"""The lines behind which stand single entries that an appeal can set aside."""


def last_day_for_sheets(closed_at: datetime, zone: ZoneInfo, policy: Policy) -> date:
    """The last local day on which the sheets of a month can be appealed against, by its version in force."""
    return last_appeal_day(closed_at, zone, policy.appeal_working_days)
