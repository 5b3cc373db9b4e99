"""How findings are put into sentences: kinds of cases, days of the week, time that adds up. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from storeops.base.calendar_words import WEEKDAYS, weekday_name
from storeops.base.i18n import N_, Language, translate
from storeops.reports.chapters.punctuation import listed
from storeops.reports.layout.shown import MISSING, shown

CASES: Mapping[str, str] = {
    "complaint": N_("complaints"),
    "technical": N_("technical cases"),
    "unfinished": N_("unfinished business"),
    "suggestion": N_("suggestions"),
}


def in_language(named: Mapping[str, Any], language: Language) -> str:
    """What is kept under both languages."""
    return named.get(language) or MISSING


def cases_of(kind: str | None, language: Language) -> str:
    """Cases of a kind, as they stand in a sentence."""
    return translate(language, CASES.get(kind or "", kind or MISSING))


def on_weekdays(weekdays: Sequence[int], language: Language) -> str:
    """The days as they stand in a sentence."""
    if len(weekdays) in (0, 7):
        return translate(language, N_("every day"))
    names = listed([weekday_name(day, language) for day in weekdays if day in WEEKDAYS], language)
    return translate(language, N_("on %(weekdays)s"), {"weekdays": names})


def spent(seconds: float | None, language: Language) -> str:
    """Time that adds up over a month: hours and minutes, minutes below an hour, seconds below a minute."""
    if seconds is None or abs(seconds) < 60:
        return shown(seconds, "s", language)
    minutes = round(seconds / 60)
    values = {"hours": f"{minutes // 60:,}", "minutes": minutes % 60}
    return translate(language, N_("%(hours)s h %(minutes)s min") if minutes >= 60 else N_("%(minutes)s min"), values)
