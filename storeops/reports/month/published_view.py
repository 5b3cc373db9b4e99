"""A month's report as pages, files and programs show it: the kept version, or counted now. A read model."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import begun_month
from storeops.hall import hall_rows
from storeops.month_end import kept_rows
from storeops.month_end.due_rows import spans_since
from storeops.month_end.refusals import UnknownVersion
from storeops.reports.document import report_body, report_rows
from storeops.reports.document.closed_report import REPORT, ClosedReport
from storeops.reports.document.report_document import ChangedMetric, Report
from storeops.reports.month.month_report_view import month_report


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


def published_report(db: Database, month: str, now: datetime, version: int | None = None) -> Report:
    """A month's report in a version, or in the one in force; counted now, and provisional, while it is not closed.

    A past month of which nothing was recorded is never closed: its report is empty, version 0, and not provisional.
    BadValue for no month or one still to come, UnknownVersion.
    """
    span = begun_month(month, hall_rows.hall(db).zone, now)
    kept = kept_rows.latest(db, REPORT, month) if version is None else kept_rows.of_version(db, REPORT, month, version)
    if kept:
        return report_body.for_readers(kept.body)
    if version is not None:
        raise UnknownVersion(month=month, version=version)
    return replace(month_report(db, month, now), provisional=now < span.closes_at or report_rows.has_data(db, span))


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
