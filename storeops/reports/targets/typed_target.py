"""A target as people type it: minutes and seconds, percentages, plain numbers. Pure."""

import re
from decimal import Decimal

from storeops.base.errors import FieldRefused, NumberNeeded, WholeNumberNeeded
from storeops.base.i18n import N_
from storeops.measuring.metric import Metric, Unit
from storeops.reports.refusals import DurationNeeded, PercentNeeded, ScoreNeeded
from storeops.reports.targets.target_metrics import LIMITS

UNIT_WORDS: dict[Unit, str] = {
    "s": N_("min:s"),
    "share": "%",
    "count": N_("in the year"),
    "per_hour": N_("per hour"),
    "points": N_("of 100 points"),
}

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_DURATION = re.compile(r"(\d{1,4})[:：]([0-5]?\d)", re.ASCII)


def typed_target(metric: Metric, text: str) -> float | None:
    """The target that a text writes, in the metric's unit; None for an empty text, a refusal for one that is none.

    Raises DurationNeeded, PercentNeeded, ScoreNeeded, WholeNumberNeeded or NumberNeeded, each beside its metric.
    """
    text = text.strip().removesuffix("%").strip() if metric.unit == "share" else text.strip()
    if not text:
        return None
    target, limits = _READ[metric.unit](text), LIMITS[metric.unit]
    if target is None or not limits.low <= target <= limits.high:
        raise _refusal(metric)
    return target


def target_text(metric: Metric, target: float | None) -> str:
    """A target as `typed_target` reads it back; empty for None."""
    if target is None:
        return ""
    if metric.unit == "s":
        minutes, seconds = divmod(round(target), 60)
        return f"{minutes}:{seconds:02d}"
    shown = Decimal(str(target)) * (100 if metric.unit == "share" else 1)
    return f"{round(shown, 3).normalize():f}"


def _seconds(text: str) -> float | None:
    found = _DURATION.fullmatch(text)
    return float(int(found[1]) * 60 + int(found[2])) if found else None


def _share(text: str) -> float | None:
    return float(Decimal(text) / 100) if _NUMBER.fullmatch(text) else None


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _whole(text: str) -> float | None:
    plain = text.replace(",", "")
    return float(plain) if _WHOLE.fullmatch(plain) else None


_READ = {"s": _seconds, "share": _share, "count": _whole, "per_hour": _number, "points": _number}


def _refusal(metric: Metric) -> FieldRefused:
    limits = LIMITS[metric.unit]
    match metric.unit:
        case "s":
            return DurationNeeded(metric.id)
        case "share":
            return PercentNeeded(metric.id)
        case "points":
            return ScoreNeeded(metric.id)
        case "count":
            return WholeNumberNeeded(metric.id, low=int(limits.low), high=int(limits.high))
        case _:
            return NumberNeeded(metric.id, high=int(limits.high))
