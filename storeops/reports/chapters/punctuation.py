"""Words, clauses and sentences one after another, as each language sets them apart. Pure."""

from collections.abc import Iterable

from storeops.base.i18n import Language


def listed(items: Iterable[str], language: Language) -> str:
    """Things of one kind: names, days, remarks."""
    return ("、" if language == "zh" else ", ").join(items)


def counted_off(items: Iterable[str], language: Language) -> str:
    """Things that each have a number of their own."""
    return ("，" if language == "zh" else ", ").join(items)


def set_apart(items: Iterable[str], language: Language) -> str:
    """Clauses that may hold commas themselves."""
    return ("；" if language == "zh" else "; ").join(items)


def together(sentences: Iterable[str], language: Language) -> str:
    """Whole sentences; empty ones leave no gap."""
    return ("" if language == "zh" else " ").join(sentence for sentence in sentences if sentence)
