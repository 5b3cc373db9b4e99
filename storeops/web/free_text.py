"""What people write in their own words: where it seems to hold a number of a customer, they are asked first."""

from collections.abc import Iterable

from storeops.base.personal_numbers import holds_a_number

FREE_TEXTS = frozenset(
    {
        *("summary", "reply", "resolution", "note", "promise_note", "hand_over_note", "contact_reason"),
        *("reason", "grounds", "answer", "decision"),
    }
)
"""The fields of forms and bodies that take one; so do those of the items of a check, `note.` and the item's name."""
MEANT = "numbers_are_meant"
"""What a form or an address carries once somebody was asked and meant it."""


def to_ask_about(fields: Iterable[tuple[str, str]]) -> list[str]:
    """The names of the fields whose text seems to hold such a number."""
    return [name for name, text in fields if name.split(".")[0] in FREE_TEXTS and holds_a_number(text)]
