"""How findings are put into sentences: kinds of cases, days of the week, time that adds up. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from storeops.base.calendar_words import WEEKDAYS
from storeops.base.i18n import N_
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.layout.shown import MISSING

CASES: Mapping[str, str] = {
    "complaint": N_("complaints"),
    "technical": N_("technical cases"),
    "unfinished": N_("unfinished business"),
    "suggestion": N_("suggestions"),
}


def in_language(named: Mapping[str, Any], _: Words) -> str:
    """What is kept under both languages."""
    return named.get(_.language) or MISSING


def cases_of(kind: str | None, _: Words) -> str:
    """Cases of a kind, as they stand in a sentence."""
    return _(CASES.get(kind or "", kind or MISSING))


def on_weekdays(weekdays: Sequence[int], _: Words) -> str:
    """The days as they stand in a sentence."""
    if len(weekdays) in (0, 7):
        return _("every day")
    names = _.listed([_.weekday(day) for day in weekdays if day in WEEKDAYS])
    return _("on %(weekdays)s", {"weekdays": names})


def spent(seconds: float | None, _: Words) -> str:
    """Time that adds up over a month: hours and minutes, minutes below an hour, seconds below a minute."""
    if seconds is None or abs(seconds) < 60:
        return _.shown(seconds, "s")
    minutes = round(seconds / 60)
    values = {"hours": f"{minutes // 60:,}", "minutes": minutes % 60}
    return _(N_("%(hours)s h %(minutes)s min") if minutes >= 60 else N_("%(minutes)s min"), values)
