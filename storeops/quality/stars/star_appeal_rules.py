"""What can be appealed against, and until when. Pure."""

from collections.abc import Mapping

from storeops.base.typed_text import given_text
from storeops.quality.policy.policy import StarLine

LONGEST_TEXT = 500

ROW_KINDS: Mapping[StarLine, str] = {
    StarLine.CHECKLIST: "check",
    StarLine.SPEED: "transaction",
    StarLine.FEEDBACK: "rating",
    StarLine.CARE: "care",
}
"""The lines behind which stand single entries that an appeal can set aside."""


def given_words(field: str, text: str) -> str:
    """Grounds or an answer of 1 to 500 characters, line breaks as blanks; TextNeeded."""
    return given_text(field, " ".join(text.split()), LONGEST_TEXT)
