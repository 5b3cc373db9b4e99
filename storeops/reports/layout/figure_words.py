"""What a figure's changes and its year's target say in words, so that no reading hangs on a colour. Pure."""

from typing import NamedTuple

from storeops.base.i18n import N_, Language, translate
from storeops.reports.layout.blocks import Change, Figure
from storeops.reports.layout.shown import shown


class ChangeWords(NamedTuple):
    """How a figure moved: against what, an arrow, by how much, and whether that is good (None: nobody can say).

    What is no more than chance makes is told in grey (`is_chance`).
    """

    against: str
    arrow: str
    amount: str
    verdict: str
    is_better: bool | None
    is_chance: bool = False


def changes(figure: Figure, language: Language) -> list[ChangeWords]:
    """One for each period that the figure is compared with."""
    compared = (
        (N_("month before"), figure.previous),
        (N_("last year"), figure.last_year),
        (N_("earlier month"), figure.earlier),
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
    if change.is_of_days:
        amount = translate(language, N_("%(amount)s per open day"), {"amount": amount})
    return ChangeWords(against, arrow, amount, _verdict(change, language), change.is_better, change.is_chance)


def said_of(change: Change, language: Language) -> str:
    """What a change says where its amount stands in a cell: the verdict, and whether it is one of open days."""
    verdict = _verdict(change, language)
    if not change.is_of_days:
        return verdict
    by_day = translate(language, N_("per open day"))
    return translate(language, N_("%(verdict)s, %(by)s"), {"verdict": verdict, "by": by_day}) if verdict else by_day


def _verdict(change: Change, language: Language) -> str:
    if change.is_chance:
        return translate(language, N_("within chance"))
    if change.is_better is None:
        return ""
    return translate(language, N_("better") if change.is_better else N_("worse"))


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
        near_good, near_bad = N_("%(progress)s: met, within chance"), N_("%(progress)s: not met, within chance")
    else:
        told = N_("Year's target %(target)s, %(reached)s reached with %(gone)s of the year gone")
        good, bad = N_("%(progress)s: on course"), N_("%(progress)s: off course")
        near_good = N_("%(progress)s: on course, within chance")
        near_bad = N_("%(progress)s: off course, within chance")
    if year.is_on_course is None:
        return translate(language, told, values)
    if year.is_chance:
        good, bad = near_good, near_bad
    state = good if year.is_on_course else bad
    return translate(language, state, {"progress": translate(language, told, values)})
