"""What customers would like, heard by asking one more question. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from storeops.base.errors import no_choice
from storeops.base.i18n import N_
from storeops.base.typed_text import LONGEST_NOTE, is_legible
from storeops.quality.heard.refusals import NoteTooLong, WishNeedsWords


class WishKind(StrEnum):
    SUGGESTION = "suggestion"
    UNMET_NEED = "unmet_need"


WISH_KINDS: Mapping[WishKind, str] = {
    WishKind.SUGGESTION: N_("Suggestion"),
    WishKind.UNMET_NEED: N_("Unmet need"),
}


def given_kind(kind: str) -> WishKind:
    """One of WISH_KINDS; BadValue."""
    if kind not in set(WISH_KINDS):
        raise no_choice("kind", kind, WISH_KINDS)
    return WishKind(kind)


def given_words(note: str) -> str:
    """What was wished, in words; WishNeedsWords, NoteTooLong."""
    words = given_note(note)
    if not words:
        raise WishNeedsWords("note")
    return words


def given_note(note: str) -> str:
    """A note that may be empty; NoteTooLong."""
    text = note.strip()
    if len(text) > LONGEST_NOTE or not is_legible(text):
        raise NoteTooLong("note", limit=LONGEST_NOTE)
    return text
