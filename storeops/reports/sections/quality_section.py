"""Rated moments, spot checks and follow-ups, as a report keeps them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storeops.base.i18n import Language
from storeops.reports.layout.blocks import Number
from storeops.reports.sections.section_json import UNTOLD_IF_NONE


@dataclass(frozen=True)
class RatedMoment:
    """How a key moment was rated: the mean of 0 to 100, None below 20 ratings."""

    moment: str
    ratings: int
    mean: float | None
    csat: float | None
    delight: float | None


@dataclass(frozen=True)
class KeptInterval:
    """Between what the true value lies."""

    low: float
    high: float


@dataclass(frozen=True)
class KeptError:
    """How far one way of summing up a visit was from what customers remembered."""

    predictor: str
    error: float
    low: float
    high: float


@dataclass(frozen=True)
class KeptPredictorTest:
    """What the test of the ways to sum up a visit found; `best` and `advantage` are None where nothing is decided."""

    visits: int
    days: int
    errors: Sequence[KeptError]
    best: str | None
    headline: str
    advantage: KeptInterval | None


@dataclass(frozen=True)
class MomentDay:
    """How often a key moment was rated on one day, and how many of these customers were satisfied."""

    ratings: int
    satisfied: int


@dataclass(frozen=True)
class Moments:
    """The rated moments in the order of a visit, and the means of the valid visits (`rated_visits`), summed up in two
    ways. `test` is None without any.

    `days` tell of each day on which somebody rated how, by moment; None without any. Reports that were closed before
    moments were judged by their days do not know them.
    """

    moments: Sequence[RatedMoment]
    peak_end_mean: float | None
    average_mean: float | None
    rated_visits: int
    test: KeptPredictorTest | None
    days: Sequence[Mapping[str, MomentDay]] | None = field(default=None, metadata={UNTOLD_IF_NONE: True})


@dataclass(frozen=True)
class FailedItem:
    """An item of a checklist that was marked less than full; the share of its marks, and the points lost by it."""

    sheet: str
    code: str
    zh: str
    en: str
    marked: int
    failed: int
    share: float | None
    points_lost: float

    def in_language(self, language: Language) -> str:
        """The item's name, in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class InspectorLine:
    """What an inspector checked. `shift`: by how many points above the others; None where the stars do without it."""

    employee: str
    name: str
    checks: int
    mean: float | None
    shift: float | None


@dataclass(frozen=True)
class Checklist:
    """Spot checks of people; those of the hall's environment beside them. Items by points lost, inspectors by number.

    `coverage` is `checked_days` of `worked_days`, each employee by themself.
    """

    checks: int
    coverage: float | None
    checked_days: int
    worked_days: int
    mean: float | None
    environment_checks: int
    environment_mean: float | None
    failed_items: Sequence[FailedItem]
    inspectors: Sequence[InspectorLine]


@dataclass(frozen=True)
class LateCase:
    """A follow-up answered late, or not yet (None). Stamps; hours to the first answer, or to the counting."""

    id: int
    kind: str
    service: str | None
    due_at: str
    answered_at: str | None
    hours_late: Number


@dataclass(frozen=True)
class Cases:
    """Follow-ups: how many of each kind were opened, those due, those answered in time, and the misses, longest first.

    The shares are those of the metrics of the same names.
    """

    opened: Mapping[str, int]
    due: int
    in_time: int
    followup_in_time: float | None
    replied_on_the_spot: float | None
    first_asked_kept: float | None
    late: Sequence[LateCase]
