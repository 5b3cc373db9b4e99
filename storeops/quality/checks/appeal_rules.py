"""Until when somebody may appeal against a mark. Pure; days are the hall's."""

from datetime import date, timedelta

APPEAL_WORKING_DAYS = 5
LONGEST_GROUNDS = 500

_SATURDAY = 6


def last_appeal_day(entered_on: date) -> date:
    """The last day of an appeal: five working days (Monday to Friday) after the day on which the marks were entered."""
    day, left = entered_on, APPEAL_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() < _SATURDAY
    return day
