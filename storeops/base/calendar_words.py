"""What the days of the week and the months are called. Pure."""

from collections.abc import Mapping
from datetime import date

from storeops.base.i18n import N_, Language, translate

WEEKDAYS: Mapping[int, str] = {
    1: N_("Monday"),
    2: N_("Tuesday"),
    3: N_("Wednesday"),
    4: N_("Thursday"),
    5: N_("Friday"),
    6: N_("Saturday"),
    7: N_("Sunday"),
}
"""By ISO number."""


def weekday_name(weekday: int, language: Language) -> str:
    """The name of an ISO weekday, 1 to 7."""
    return translate(language, WEEKDAYS[weekday])


def month_name(month: str, language: Language) -> str:
    """A month written YYYY-MM, in words."""
    first = date.fromisoformat(f"{month}-01")
    return f"{first.year}年{first.month}月" if language == "zh" else f"{first:%B %Y}"
