"""The spans of a day in one line of text: 09:00-12:00 13:30-18:00. Pure."""

import re
from datetime import time

from storeops.base.business_time import DayHours, Hours

SHUT_WORDS = frozenset({"", "-", "closed", "休息", "不营业", "闭店"})
_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*(?:-|–|—|－|~|～|至|到|to)\s*(\d{1,2})[:：](\d{2})")
_BETWEEN = re.compile(r"[\s,，;；、/和]*")


def written(hours: DayHours) -> str:
    """The spans of a day; empty where there are none."""
    return " ".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in hours)


def read(text: str) -> DayHours | None:
    """The spans that a text tells as people write them; none for a day off. None where it tells no hours."""
    if text.strip().lower() in SHUT_WORDS:
        return ()
    if not _BETWEEN.fullmatch(_SPAN.sub("", text)):
        return None
    try:
        return tuple(
            Hours(time(int(begin), int(past)), time(int(end), int(past_end)))
            for begin, past, end, past_end in _SPAN.findall(text)
        )
    except ValueError:
        return None
