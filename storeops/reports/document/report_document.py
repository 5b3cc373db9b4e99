"""A month's report as one document: unrounded, in codes instead of words. Pure.

A figure's value is None where it did not happen; durations are seconds, instants UTC stamps. report_body writes it as
JSON and reads it again: a closed month keeps it as it was, so whoever reads it may meet an older one, which lacks what
came later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storeops.measuring.metric import Unit
from storeops.reports.document.report_findings import Findings
from storeops.reports.layout.blocks import Number
from storeops.reports.sections.floor_section import FloorOverTarget, FloorPauses, FloorTransfers, SpecialCustomers
from storeops.reports.sections.heard_section import Heard, Leaving
from storeops.reports.sections.quality_section import Cases, Checklist, Moments
from storeops.reports.sections.records_section import DataQuality, ReportNames
from storeops.reports.sections.section_json import UNTOLD_IF_NONE
from storeops.reports.sections.staffing_section import FloorStaffing
from storeops.reports.sections.stars_section import KeptFlag, MonthStars


@dataclass(frozen=True)
class MetricFigure:
    """A figure, unrounded; None where it did not happen."""

    value: Number | None
    unit: Unit


Metrics = Mapping[str, MetricFigure]
"""Figures by the id of their metric."""


@dataclass(frozen=True)
class JudgedChange:
    """How likely chance alone makes a change or a distance, judged by the days (None: they are too few), and whether
    it is more. All changes against one period are judged together.
    """

    chance: float | None
    is_more: bool


@dataclass(frozen=True)
class ComparedMonth:
    """The values of a month that a report is compared with, by the metrics' ids, and of each of its services.

    Version 0: it was not closed. The records of the hall begin on `first_day` where that lies within it, and `last_day`
    tells up to which day it was counted. Of a period that is no month only the metrics are told.

    `open_days` are those on which tickets were issued, `judged` the changes of the metrics that know better
    from worse. Reports that were closed before days were judged know neither.
    """

    month: str
    version: int
    provisional: bool
    first_day: str
    last_day: str
    metrics: Mapping[str, Number | None]
    by_service: Mapping[str, Mapping[str, Number | None]]
    open_days: int | None = field(default=None, metadata={UNTOLD_IF_NONE: True})
    judged: Mapping[str, JudgedChange] | None = field(default=None, metadata={UNTOLD_IF_NONE: True})


@dataclass(frozen=True)
class Comparisons:
    """The month before, the same month of the year before, and a month chosen as base; None where there are no data.

    `earlier` is the latest month with data, where neither of the first two has any.
    """

    previous: ComparedMonth | None
    last_year: ComparedMonth | None
    earlier: ComparedMonth | None = field(default=None, metadata={UNTOLD_IF_NONE: True})
    base: ComparedMonth | None = field(default=None, metadata={UNTOLD_IF_NONE: True})


@dataclass(frozen=True)
class YearTarget:
    """What a metric should reach in the year, and what it has reached so far; None where nothing is known.

    `judged`: whether it is further from where it should be by now than chance puts it; None in older reports.
    """

    target: Number
    year_to_date: Number | None
    judged: JudgedChange | None = field(default=None, metadata={UNTOLD_IF_NONE: True})


@dataclass(frozen=True)
class YearTargets:
    """The targets of a year by the metrics' ids, and how much of the year is gone, as a part of 1.

    Where the records of the hall begin within the year, `begins` is that day, and what fills up is due only from then
    on: `time_due` is the part of the year since.
    """

    year: int
    time_gone: float
    targets: Mapping[str, YearTarget]
    begins: str | None = field(default=None, metadata={UNTOLD_IF_NONE: True})
    time_due: float | None = field(default=None, metadata={UNTOLD_IF_NONE: True})


@dataclass(frozen=True)
class ChangedMetric:
    """A metric of the hall before and after a correction."""

    metric: str
    before: Number | None
    after: Number | None


@dataclass(frozen=True)
class ReportCorrection:
    """Which version a later one corrects, why (words of month_end/corrections, joined), and what differs."""

    of_version: int
    reason: str
    changed: Sequence[ChangedMetric]


@dataclass(frozen=True, kw_only=True)
class PeriodParts:
    """The metrics of any days, and the same days in parts that add up to them.

    `by_service`, `by_half_hour` (HH:MM, local time of issue), `by_weekday` ("1" is Monday) and `days` hold the metrics
    that do not need the whole hall; `by_weekday_half_hour` holds plain values.
    """

    metrics: Metrics
    by_service: Mapping[str, Metrics]
    by_half_hour: Mapping[str, Metrics]
    by_weekday: Mapping[str, Metrics]
    days: Mapping[str, Metrics]
    by_weekday_half_hour: Mapping[str, Mapping[str, Mapping[str, Number | None]]]

    @property
    def open_days(self) -> int:
        """How many days there were on which tickets were issued."""
        return sum(1 for day in self.days.values() if "issued" in day and day["issued"].value)


@dataclass(frozen=True, kw_only=True)
class PeriodFigures(PeriodParts):
    """And how the floor worked on these days."""

    names: ReportNames
    over_target: FloorOverTarget
    transfers: FloorTransfers
    pauses: FloorPauses
    staffing: FloorStaffing
    special_customers: SpecialCustomers


@dataclass(frozen=True, kw_only=True)
class PeriodReport(PeriodFigures):
    """What the page of any days shows: their figures, the hall as it was then, and what they are compared with."""

    hall: str
    hall_en: str
    zone: str
    wait_target_seconds: int
    comparisons: Comparisons
    year: YearTargets


@dataclass(frozen=True)
class SealedUpTo:
    """The newest event of the journal when a version was closed: whoever has the report can tell later whether what led
    to it was changed. `seal` is the beginning of its MAC, in hexadecimal."""

    event: int
    at: str
    seal: str


@dataclass(frozen=True, kw_only=True)
class Report(PeriodReport):
    """A month's report. Version 0: it is not closed, and provisional until its closing.

    `closed_at`, `stars_version` and `correction` are those of a closed month: the version of the stars in it, None
    without any, and what this version corrects, None in a first one. `sealed_up_to` is None where events were not
    sealed at its closing. `kept` is what the closed month keeps, key by key, as it was written: report_body tells that
    again.
    """

    month: str
    version: int
    provisional: bool
    definitions_version: int
    data_quality: DataQuality
    heard: Heard
    leaving: Leaving
    moments: Moments
    checklist: Checklist
    cases: Cases
    stars: MonthStars
    flags: Sequence[KeptFlag]
    findings: Findings
    closed_at: str | None = None
    stars_version: int | None = None
    correction: ReportCorrection | None = None
    sealed_up_to: SealedUpTo | None = None
    kept: Mapping[str, Any] | None = field(default=None, repr=False, compare=False)

    def tells(self, key: str) -> bool:
        """Whether the report has a key at all: an older one lacks what came later."""
        return self.kept is None or key in self.kept
