"""Why a closed month was counted again: the words that are kept with its next version. Pure."""

from collections.abc import Iterable

from storeops.base.i18n import N_, Language, translate

CARE_ENTERED = N_("a care entry was added")
SKILL_ENTERED = N_("a skill result was added")
TEAM_CHANGED = N_("a team has other members")
APPEAL_UPHELD = N_("an appeal was upheld")
RATINGS_DECIDED = N_("answers in doubt were decided on")
LIVED = N_("customers were served on its days by the clock after it was closed")
INPUTS_CHANGED = N_("what it is computed from changed")
TARGETS_CHANGED = N_("the targets are no longer those of the version before")

_BETWEEN = "; "


def reason_of(what: Iterable[str]) -> str:
    """One reason out of all corrections, each kind named once, in order; a general one if there is none."""
    return _BETWEEN.join(dict.fromkeys(what)) or INPUTS_CHANGED


def in_language(reason: str, language: Language) -> str:
    """A kept reason, in `language`; parts that the catalogue does not know stay as they are."""
    return _BETWEEN.join(translate(language, part) for part in reason.split(_BETWEEN))
