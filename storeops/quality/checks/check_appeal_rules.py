"""Until when somebody may appeal against a mark. Pure; days are the hall's."""

from datetime import date

from storeops.base.business_time import working_days_after

APPEAL_WORKING_DAYS = 5
LONGEST_GROUNDS = 500


def last_appeal_day(entered_on: date) -> date:
    """The last day of an appeal: five working days (Monday to Friday) after the day on which the marks were entered."""
    return working_days_after(entered_on, APPEAL_WORKING_DAYS)
