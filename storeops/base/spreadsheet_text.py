"""Texts that end in a spreadsheet: none of them may be taken for a formula. Pure."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet that opens a CSV file would calculate it."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
