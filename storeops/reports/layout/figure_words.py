"""What a figure's changes and its year's target say in words, so that no reading hangs on a colour. Pure."""

from typing import NamedTuple

from storeops.base.i18n import N_, Language, translate
from storeops.reports.layout.blocks import Change, Figure
from storeops.reports.layout.shown import shown


class ChangeWords(NamedTuple):
    """How a figure moved: against what, an arrow, by how much, and whether that is good (None: nobody can say)."""

    against: str
    arrow: str
    amount: str
    verdict: str
    is_better: bool | None


def changes(figure: Figure, language: Language) -> list[ChangeWords]:
    """One for each period that the figure is compared with."""
    compared = (
        (N_("month before"), figure.previous),
        (N_("last year"), figure.last_year),
        (N_("base"), figure.base),
    )
    return [_change(translate(language, against), change, language) for against, change in compared if change]


def _change(against: str, change: Change, language: Language) -> ChangeWords:
    if change.amount is None:
        return ChangeWords(against, "", translate(language, N_("cannot be compared")), "", None)
    amount = shown(change.amount, change.kind, language)
    if amount == shown(0, change.kind, language):
        return ChangeWords(against, "=", translate(language, N_("unchanged")), "", None)
    arrow = "▲" if change.amount > 0 else "▼"
    return ChangeWords(against, arrow, amount, _verdict(change.is_better, language), change.is_better)


def _verdict(is_better: bool | None, language: Language) -> str:
    if is_better is None:
        return ""
    return translate(language, N_("better") if is_better else N_("worse"))


def year_words(figure: Figure, language: Language) -> str:
    """The year's target, what is reached of it, and whether that is on course or met; empty without a target."""
    year = figure.year
    if year is None:
        return ""
    values = {
        "target": shown(year.target, figure.kind, language),
        "so_far": shown(year.year_to_date, figure.kind, language),
        "reached": shown(year.reached_share, "share", language),
        "gone": shown(year.time_gone, "share", language),
    }
    if year.reached_share is None:
        told = N_("Year's target %(target)s, so far %(so_far)s")
        good, bad = N_("%(progress)s: met"), N_("%(progress)s: not met")
    else:
        told = N_("Year's target %(target)s, %(reached)s reached with %(gone)s of the year gone")
        good, bad = N_("%(progress)s: on course"), N_("%(progress)s: off course")
    if year.is_on_course is None:
        return translate(language, told, values)
    state = good if year.is_on_course else bad
    return translate(language, state, {"progress": translate(language, told, values)})
