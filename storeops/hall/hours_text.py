"""The spans of a day in one line of text: 09:00-12:00 13:30-18:00. Pure."""

from storeops.base.business_time import DayHours


def written(hours: DayHours) -> str:
    """The spans of a day; empty where there are none."""
    return " ".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in hours)
