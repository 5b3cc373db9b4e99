"""What can be appealed against, and until when. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from storeops.hall.set_up_rules import given_text
from storeops.quality.stars.policy import Line

LONGEST_TEXT = 500

ROW_KINDS: Mapping[Line, str] = {
    Line.CHECKLIST: "check",
    Line.SPEED: "transaction",
    Line.FEEDBACK: "rating",
    Line.CARE: "care",
}
"""The lines behind which stand single entries that an appeal can set aside."""

SATURDAY = 6


def last_day_for_appeals(frozen_on: date, working_days: int) -> date:
    """The last local day on which a version can be appealed: so many days from Monday to Friday after it was frozen."""
    day, left = frozen_on, working_days
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() < SATURDAY
    return day


def given_words(field: str, text: str) -> str:
    """Grounds or an answer of 1 to 500 characters, line breaks as blanks; TextNeeded."""
    return given_text(field, " ".join(text.split()), LONGEST_TEXT)
