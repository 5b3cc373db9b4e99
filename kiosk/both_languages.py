"""Texts for screens that have no single reader: both languages beside each other."""

from dataclasses import dataclass

from storeops.base.i18n import translate


@dataclass(frozen=True)
class InBoth:
    """One text in Chinese and in English."""

    zh: str
    en: str


def in_both(message: str, **values: object) -> InBoth:
    """A message in both languages."""
    return InBoth(translate("zh", message, values), translate("en", message, values))


def in_both_with(message: str, **values: InBoth) -> InBoth:
    """A message in both languages, filled with what has a form in each of its own."""
    zh = {name: value.zh for name, value in values.items()}
    en = {name: value.en for name, value in values.items()}
    return InBoth(translate("zh", message, zh), translate("en", message, en))
