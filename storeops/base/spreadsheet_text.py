"""Texts that end in a spreadsheet: none of them may be taken for a formula. Pure."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet in Chinese takes the wide ones for the others."""


def inert(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet that opens a CSV file would calculate it."""
    return f"'{text}" if _would_be_calculated(text) else text


def plain(cell: str) -> str:
    """The text that `inert` made a cell of."""
    return cell[1:] if cell.startswith("'") and _would_be_calculated(cell) else cell


def _would_be_calculated(text: str) -> bool:
    """Apostrophes before a formula are looked through, so that one that was typed is told from ours."""
    return text.lstrip("'").startswith(_STARTS_A_FORMULA)
