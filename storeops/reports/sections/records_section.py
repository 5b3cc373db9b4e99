"""How far the records can be trusted, and the names of what figures belong to, as a report keeps them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storeops.base.i18n import Language
from storeops.reports.sections.section_json import UNTOLD_IF_NONE


@dataclass(frozen=True)
class DataQuality:
    """Counts of what is missing, was closed by the system or tells an impossible time.

    `missing_prompts` is None where no visit was served to its end here; `imported_share` of all tickets.
    `turned_around`: visits in which something ends before it begins, which took no time therefore. `clock_days`: the
    days on which, or from which, somebody set the clock. Both None where there is none.
    """

    legs_left_open: int
    counters_left_open: int
    voids: int
    missing_prompts: int | None
    clock_jumps: int
    imported_share: float | None
    legs_without_employee: int
    unfinished_transactions: int
    turned_around: int | None = field(default=None, metadata={UNTOLD_IF_NONE: True})
    clock_days: Sequence[str] | None = field(default=None, metadata={UNTOLD_IF_NONE: True})


@dataclass(frozen=True)
class NamePair:
    """A name in both languages."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The name, in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class NamedMoment(NamePair):
    """A key moment, and the words of the answers 1 to 5 to its question; None in reports that were closed before they
    kept them."""

    answers_zh: Sequence[str] | None = field(default=None, metadata={UNTOLD_IF_NONE: True})
    answers_en: Sequence[str] | None = field(default=None, metadata={UNTOLD_IF_NONE: True})

    def answers(self, language: Language) -> Sequence[str] | None:
        """The words, in `language`."""
        return self.answers_zh if language == "zh" else self.answers_en


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
    moments: Mapping[str, NamedMoment]
    employees: Mapping[str, str]
