"""Which months wait for their report to be closed, or counted again."""

from datetime import datetime

from sqlite_utils import Database

from storeops.hall import hall_rows
from storeops.month_end import due_rows
from storeops.quality.stars import due_month_rows
from storeops.reports.document import report_rows
from storeops.reports.document.closed_report import REPORT


def months_due(db: Database, now: datetime) -> list[str]:
    """The months whose report waits for its first or next version; earliest first.

    A first version is due once the closing has come, if the month has any data; a next one after a correction, or when
    the stars have a newer version. A month whose stars wait for their own closing is not due before that.
    """
    unsettled = set(due_month_rows.months_due(db, now))
    spans = due_rows.spans_since(report_rows.first_day(db), hall_rows.hall(db).zone, now)
    settled = (span for span in reversed(spans) if span.month not in unsettled)
    newer_stars = report_rows.months_with_newer_stars(db)
    return due_rows.months_due(db, REPORT, settled, now, report_rows.has_data, superseded=newer_stars)
