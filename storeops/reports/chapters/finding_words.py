"""How findings are put into sentences: reasons, kinds of cases, days of the week, time that adds up. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from storeops.hall.reasons import OVER_TARGET_REASONS
from storeops.i18n import N_, Language, translate
from storeops.reports.layout.shown import MISSING, shown

CASES: Mapping[str, str] = {
    "complaint": N_("complaints"),
    "technical": N_("technical cases"),
    "unfinished": N_("unfinished business"),
    "suggestion": N_("suggestions"),
}
WEEKDAYS: Mapping[int, str] = {
    1: N_("Monday"),
    2: N_("Tuesday"),
    3: N_("Wednesday"),
    4: N_("Thursday"),
    5: N_("Friday"),
    6: N_("Saturday"),
    7: N_("Sunday"),
}
NOT_GIVEN = N_("No reason given")


def in_language(named: Mapping[str, Any], language: Language) -> str:
    """What is kept under both languages."""
    return named.get(language) or MISSING


def reason_name(code: str | None, language: Language) -> str:
    """Why a transaction took longer than its target."""
    return translate(language, OVER_TARGET_REASONS.get(code or "", code or NOT_GIVEN))


def cases_of(kind: str | None, language: Language) -> str:
    """Cases of a kind, as they stand in a sentence."""
    return translate(language, CASES.get(kind or "", kind or MISSING))


def on_weekdays(weekdays: Sequence[int], language: Language) -> str:
    """The days as they stand in a sentence."""
    if len(weekdays) in (0, 7):
        return translate(language, N_("every day"))
    names = listed([translate(language, WEEKDAYS[day]) for day in weekdays if day in WEEKDAYS], language)
    return translate(language, N_("on %(weekdays)s"), {"weekdays": names})


def listed(items: Sequence[str], language: Language) -> str:
    """Things one after another."""
    return "、".join(items) if language == "zh" else ", ".join(items)


def together(sentences: Sequence[str], language: Language) -> str:
    """Sentences one after another."""
    return ("" if language == "zh" else " ").join(sentence for sentence in sentences if sentence)


def month_name(month: str, language: Language) -> str:
    """A month written YYYY-MM, in words."""
    first = date.fromisoformat(f"{month}-01")
    return f"{first.year}年{first.month}月" if language == "zh" else f"{first:%B %Y}"


def spent(seconds: float | None, language: Language) -> str:
    """Time that adds up over a month: hours and minutes, minutes below an hour, seconds below a minute."""
    if seconds is None or abs(seconds) < 60:
        return shown(seconds, "s", language)
    minutes = round(seconds / 60)
    values = {"hours": f"{minutes // 60:,}", "minutes": minutes % 60}
    return translate(language, N_("%(hours)s h %(minutes)s min") if minutes >= 60 else N_("%(minutes)s min"), values)
