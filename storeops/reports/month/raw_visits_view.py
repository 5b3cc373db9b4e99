"""The visits of a reported month, row by row, for the workbook. A read model."""

import csv
from collections.abc import Iterator

from sqlite_utils import Database

from storeops.base.months import month_span
from storeops.hall import hall_rows
from storeops.history.export_view import export_visits
from storeops.month_end import kept_rows
from storeops.reports.document.closed_report import REPORT
from storeops.reports.document.report_document import Report
from storeops.reports.month.month_report_view import inputs_checksum


def raw_visits(db: Database, report: Report) -> Iterator[list[str]] | None:
    """The rows of the `visits` export, header first, behind a report in force or a provisional one.

    None where anything of the month changed since that version: the hall no longer holds the rows as they were counted.
    """
    span = month_span(report.month, hall_rows.hall(db).zone)
    last = kept_rows.latest(db, REPORT, report.month)
    if last and report.version != last.version:
        return None
    if last and inputs_checksum(db, span, last.inputs_edition) != last.inputs_checksum:
        return None
    return csv.reader(export_visits(db, span.first_day, span.last_day))
