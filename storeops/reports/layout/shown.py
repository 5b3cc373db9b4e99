"""How a value is written for people, one way in every rendering. Pure."""

from storeops.base.i18n import N_, Language, translate
from storeops.reports.layout.blocks import Entry, Kind, Quantity

MISSING = "-"


def shown(value: Entry, kind: Kind, language: Language) -> str:
    """A value as a page and a print write it: rounded, with its unit where the kind has one; "-" for None.

    Durations are minutes and seconds (H:MM:SS from an hour on), shares percentages with one place.
    """
    if value is None:
        return MISSING
    if isinstance(value, str):
        return value
    if isinstance(value, Quantity):
        return shown(value.value, value.kind, language)
    match kind:
        case "s":
            return _duration(value)
        case "share":
            return f"{value:z.1%}"
        case "count":
            return f"{value:z,.0f}"
        case "relative":
            return f"{value:+z.1%}"
        case "score":
            return f"{value:z.2f}"
        case "share_difference":
            return translate(language, N_("%(points)s points"), {"points": f"{value * 100:+z.1f}"})
        case "points_difference":
            return f"{value:+z.1f}"
        case _:
            return f"{value:z,.1f}"


def as_shown(value: float, kind: Kind) -> float:
    """A number as precise as people see it: what reads alike is alike. Shares in percent."""
    match kind:
        case "share":
            return float(f"{value:.1%}".rstrip("%"))
        case "s":
            return float(int(value + 0.5))
        case "count":
            return float(f"{value:.0f}")
        case _:
            return float(f"{value:.1f}")


def _duration(seconds: float) -> str:
    sign, whole = ("-" if seconds <= -0.5 else ""), int(abs(seconds) + 0.5)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02d}:{rest:02d}" if hours else f"{sign}{minutes}:{rest:02d}"
