"""Which months have a report, and in which versions; nothing is counted for it. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.hall import hall_rows
from storeops.month_end import kept_rows
from storeops.month_end.due_rows import spans_since
from storeops.reports.document import report_body, report_rows
from storeops.reports.document.closed_report import REPORT, ClosedReport
from storeops.reports.document.report_document import ChangedMetric


@dataclass(frozen=True)
class ReportVersion:
    """One version of a closed month. `reason` (words of corrections.py, joined) and `changed` tell what differs from
    the version before; None and empty for the first."""

    version: int
    closed_at: datetime
    closed_by: str
    reason: str | None
    changed: tuple[ChangedMetric, ...]
    definitions_version: int
    star_version: int | None
    checksum: str


@dataclass(frozen=True)
class ReportLine:
    """A month that has a report or something to tell; version 0 while it is not closed."""

    month: str
    version: int
    is_provisional: bool
    closes_at: datetime


def versions(db: Database, month: str) -> list[ReportVersion]:
    """The versions of a closed month, newest first; empty while it is provisional."""
    return [
        ReportVersion(
            version=kept.version,
            closed_at=kept.closed_at,
            closed_by=kept.closed_by,
            reason=kept.reason,
            changed=_changed(kept),
            definitions_version=kept.definitions_version,
            star_version=kept.star_version,
            checksum=kept.checksum,
        )
        for kept in kept_rows.versions(db, REPORT, month)
    ]


def _changed(kept: ClosedReport) -> tuple[ChangedMetric, ...]:
    correction = report_body.correction_in(kept.body)
    return tuple(correction.changed) if correction else ()


def months_with_data(db: Database, now: datetime) -> list[ReportLine]:
    """The months that have a report or anything to tell, newest first."""
    spans = spans_since(report_rows.first_day(db), hall_rows.hall(db).zone, now)
    kept = kept_rows.versions_by_month(db, REPORT)
    return [
        ReportLine(span.month, kept.get(span.month, 0), span.month not in kept, span.closes_at)
        for span in spans
        if span.month in kept or report_rows.has_data(db, span)
    ]
