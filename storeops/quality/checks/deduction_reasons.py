"""The common reasons for taking points off, one tap each. Pure.

A reason is kept as its code, as "code: what else was said", or as free text alone.
"""

from storeops.base.i18n import N_, Language, translate
from storeops.quality.checks.sheet_rules import ItemKind, SheetKind

CONDUCT_REASONS: dict[str, str] = {
    "not_done": N_("Not done"),
    "in_part": N_("Only in part"),
    "too_late": N_("Too late"),
    "careless": N_("Without care"),
    "reminded": N_("Only when reminded"),
}

ENVIRONMENT_REASONS: dict[str, str] = {
    "missing": N_("Missing"),
    "untidy": N_("Untidy"),
    "broken": N_("Broken"),
    "blocked": N_("Blocked"),
    "outdated": N_("Out of date"),
}

SEEN_REASONS: dict[str, str] = {
    "seen": N_("Seen by the inspector"),
    "customer_said": N_("A customer said so"),
    "camera": N_("Seen on the camera"),
}
"""Beside an item that deducts or vetoes: what happened is its name, so only how it is known is left to say."""

_BETWEEN = ": "
_WORDS = {**CONDUCT_REASONS, **ENVIRONMENT_REASONS, **SEEN_REASONS}


def common_reasons(kind: SheetKind) -> dict[ItemKind, dict[str, str]]:
    """The reasons offered on a sheet of this kind for each kind of item, words by code."""
    conduct = CONDUCT_REASONS if kind.is_about_somebody else ENVIRONMENT_REASONS
    return {ItemKind.POINTS: conduct, ItemKind.DEDUCT: SEEN_REASONS, ItemKind.VETO: SEEN_REASONS}


def joined(code: str, text: str) -> str:
    """A reason as it is kept; empty where neither was given. A code that nobody knows counts as not given."""
    known = code if code in _WORDS else ""
    return _BETWEEN.join(part for part in (known, text.strip()) if part)


def parted(reason: str) -> tuple[str, str]:
    """The code and the free text of a kept reason; either may be empty."""
    code, _, text = reason.partition(_BETWEEN)
    if code in _WORDS:
        return code, text
    return "", reason


def reason_words(language: Language, reason: str) -> str:
    """A kept reason as people read it."""
    code, text = parted(reason)
    words = _WORDS.get(code, "")
    return _BETWEEN.join(part for part in (translate(language, words), text) if part)
