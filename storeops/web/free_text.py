"""What people write in their own words: where it seems to hold a number of a customer, they are asked first."""

from collections.abc import Collection, Iterable

from storeops.base.personal_numbers import holds_a_number

FREE_TEXTS = frozenset(
    {
        *("summary", "reply", "resolution", "note", "promise_note", "hand_over_note", "contact_reason"),
        *("reason", "grounds", "answer", "decision"),
    }
)
"""The fields of forms and bodies that take one; so do those of the items of a check, `note.` and the item's name."""
SET_UP_TEXTS = frozenset(
    {
        f"{text}_{language}"
        for text in ("question", "answer", "answers", "core_need", "norm", "guidepost")
        for language in ("zh", "en")
    }
    | {"pasted"}
)
"""What administrators write for everybody to read: nobody is asked about a number in it."""
MEANT = "numbers_are_meant"
"""What a form or an address carries once somebody was asked and meant it."""


def to_ask_about(fields: Iterable[tuple[str, str]]) -> list[str]:
    """The names of the fields whose text seems to hold such a number."""
    return [name for name, text in fields if _is_one_of(FREE_TEXTS, name) and holds_a_number(text)]


def typed_texts(fields: Iterable[tuple[str, str]]) -> list[str]:
    """The names of the fields in which somebody wrote words of their own."""
    return [name for name, text in fields if _is_one_of(FREE_TEXTS | SET_UP_TEXTS, name) and text.strip()]


def _is_one_of(texts: Collection[str], name: str) -> bool:
    return name.split(".")[0] in texts
