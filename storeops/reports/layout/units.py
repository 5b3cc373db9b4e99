"""The words for the unit of a value, where the bare number stands in a cell. Pure."""

from storeops.base.i18n import N_, Language, translate
from storeops.reports.layout.blocks import Kind

_WORDS: dict[Kind, str] = {
    "s": N_("seconds"),
    "share": N_("share of 1"),
    "count": N_("count"),
    "per_hour": N_("per hour"),
    "points": N_("points"),
    "relative": N_("change as a share of 1"),
    "share_difference": N_("difference of shares of 1"),
    "points_difference": N_("difference in points"),
    "text": "",
    "mixed": "",
    "score": N_("points"),
}

NOT_SEEN_IN_CELLS: frozenset[Kind] = frozenset(("s", "per_hour"))
"""The format of a spreadsheet's cell shows the others."""


def unit_words(kind: Kind, language: Language) -> str:
    """The unit of a bare number in words; empty for text."""
    return translate(language, _WORDS[kind])


def with_unit(title: str, kind: Kind, language: Language) -> str:
    """The head of a column of bare numbers, with the unit where a cell would not tell it."""
    if kind not in NOT_SEEN_IN_CELLS:
        return title
    values = {"title": title, "unit": unit_words(kind, language)}
    return translate(language, N_("%(title)s (%(unit)s)"), values)
