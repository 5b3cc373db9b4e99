"""A month's report as pages, files and programs show it: the kept version, or counted now. A read model."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import begun_month
from storeops.hall import hall_rows
from storeops.month_end import kept_rows
from storeops.month_end.refusals import UnknownVersion
from storeops.reports.document import report_body, report_rows
from storeops.reports.document.closed_report import REPORT
from storeops.reports.document.report_document import Report
from storeops.reports.month.month_report_view import month_report


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
