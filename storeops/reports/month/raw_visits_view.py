"""The visits of a reported month, row by row, for the workbook. A read model."""

import csv
from collections.abc import Iterator

from sqlite_utils import Database

from storeops.history.export import export_visits
from storeops.months import month_days
from storeops.reports.month import report_rows
from storeops.reports.month.report_body import Report


def raw_visits(db: Database, report: Report) -> Iterator[list[str]] | None:
    """The rows of the `visits` export, header first, behind a report in force or a provisional one.

    None for a version that was corrected since: the hall no longer holds the rows as they were counted.
    """
    last = report_rows.latest(db, report["month"])
    if last and report["version"] != last.version:
        return None
    return csv.reader(export_visits(db, *month_days(report["month"])))
