"""What appeals against a check and against a star sheet share: the words given, and until when. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from storeops.base.business_time import business_day, working_days_after
from storeops.base.typed_text import given_text

LONGEST_WORDS = 500


def given_words(field: str, text: str) -> str:
    """Grounds or an answer of 1 to LONGEST_WORDS characters, line breaks as blanks; TextNeeded."""
    return given_text(field, " ".join(text.split()), LONGEST_WORDS)


def last_appeal_day(told_at: datetime, zone: ZoneInfo, working_days: int) -> date:
    """The last local day of an appeal: so many working days (Monday to Friday) after the day on which it was told."""
    return working_days_after(business_day(told_at, zone), working_days)
