"""How far the records can be trusted, and the names of what figures belong to, as a report keeps them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from storeops.base.i18n import Language


@dataclass(frozen=True)
class DataQuality:
    """Counts of what is missing, was closed by the system or tells an impossible time.

    `missing_prompts` is None where no visit was served to its end here; `imported_share` of all tickets.
    """

    legs_left_open: int
    counters_left_open: int
    voids: int
    missing_prompts: int | None
    clock_jumps: int
    imported_share: float | None
    legs_without_employee: int
    unfinished_transactions: int


@dataclass(frozen=True)
class NamePair:
    """A name in both languages."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The name, in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class NamedService(NamePair):
    """A service: its target of handling in seconds (None: it has none) and the code of its category."""

    target_seconds: int | None
    category: str


@dataclass(frozen=True)
class ReportNames:
    """The names of everything that a figure may belong to, by code."""

    services: Mapping[str, NamedService]
    categories: Mapping[str, NamePair]
    moments: Mapping[str, NamePair]
    employees: Mapping[str, str]
