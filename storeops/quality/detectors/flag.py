"""A flag: something that stands out so far that somebody should look. Never a deduction. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from storeops.base.i18n import Language, translate
from storeops.quality.detectors.subject_shares import Funnel

SubjectKind = Literal["employee", "inspector", "hall"]
HALL = "*"
"""The subject of a flag about the hall as a whole; no employee can have this number."""

Value = int | float | str


class Detector(StrEnum):
    BUNCHING = "D1"
    EARLY_CLOSE = "D2"
    SHORT_SERVICES = "D3"
    FEEDBACK_PICKING = "D4"
    LATE_START = "D5"
    FALSE_NO_SHOWS = "D6"
    SPLIT_TICKETS = "D7"
    INSPECTOR_HABITS = "D8"
    DOUBTFUL_TAPS = "D9"
    CLASS_CHOICE = "D10"


@dataclass(frozen=True)
class Statement:
    """A message with its numbers. Names that end in `share` are shown as percent, other fractions with one decimal."""

    sentence: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def in_language(self, language: Language) -> str:
        """The statement, in `language`."""
        return translate(language, self.sentence, {name: _shown(name, value) for name, value in self.values.items()})


@dataclass(frozen=True, kw_only=True)
class Flag(Statement):
    """One detector's flag about one subject; the statement is its statistic in words.

    `ticket_ids` are the visits that it rests on, in order, where these are few enough to be looked at one by one.
    """

    detector: Detector
    subject_kind: SubjectKind
    subject: str
    ticket_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class FlaggedVisit:
    """A visit that a flag rests on, as a reviewer looks it up."""

    id: int
    number: str
    day: str


@dataclass(frozen=True)
class Verdict:
    """What one detector makes of a month.

    `judged_count` is how many subjects had enough to judge: 0 means not judged, which is not the same as nothing found.
    `basis` says what the hall as a whole looks like; None where there is nothing to say.
    """

    detector: Detector
    judged_count: int
    flags: tuple[Flag, ...]
    basis: Statement | None = None
    funnel: Funnel | None = None


def _shown(name: str, value: Value) -> str:
    if isinstance(value, str):
        return value
    if name.endswith("share"):
        return f"{value:.1%}"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


@dataclass(frozen=True)
class Review:
    """One look at a flag. `reviewer` is a name, for the eyes of those who may see flags."""

    detector: str
    subject: str
    finding: str
    note: str
    reviewed_at: datetime
    reviewer: str
