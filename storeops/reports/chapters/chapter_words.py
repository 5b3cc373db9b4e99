"""What a chapter is written with: words, numbers and days in the reader's language. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storeops.base.calendar_words import month_name, weekday_name
from storeops.base.i18n import Language, translate
from storeops.reports.layout.blocks import Entry, Kind
from storeops.reports.layout.shown import shown


@dataclass(frozen=True)
class Words:
    """The reader's language, as chapters take it under the name `_`: they write `_("...")` and `_.shown(...)`."""

    language: Language

    def __call__(self, message: str, values: Mapping[str, object] | None = None) -> str:
        """A message in the language, with `%(name)s` filled from `values`."""
        return translate(self.language, message, values)

    def shown(self, value: Entry, kind: Kind) -> str:
        """A value as it stands in a sentence: rounded, with its unit; "-" for None."""
        return shown(value, kind, self.language)

    def weekday(self, weekday: int) -> str:
        """The name of an ISO weekday, 1 to 7."""
        return weekday_name(weekday, self.language)

    def month(self, month: str) -> str:
        """A month written YYYY-MM, in words."""
        return month_name(month, self.language)

    def listed(self, items: Iterable[str]) -> str:
        """Things of one kind: names, days, remarks."""
        return self._between("、", ", ").join(items)

    def counted_off(self, items: Iterable[str]) -> str:
        """Things that each have a number of their own."""
        return self._between("，", ", ").join(items)

    def set_apart(self, items: Iterable[str]) -> str:
        """Clauses that may hold commas themselves."""
        return self._between("；", "; ").join(items)

    def together(self, sentences: Iterable[str]) -> str:
        """Whole sentences; empty ones leave no gap."""
        return self._between("", " ").join(sentence for sentence in sentences if sentence)

    def _between(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en
