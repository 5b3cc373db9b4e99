"""Closing a month's report: it is kept as one version, and counted again only as a next one. An action.

A version tells how the month stood at its closing, whenever the machine came to count it.
"""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.months import MonthSpan
from storeops.hall import hall_rows
from storeops.month_end import closing_steps
from storeops.month_end.closing_steps import DatedReading
from storeops.reports.document import report_rows
from storeops.reports.month.report_closing_steps import REPORT_CLOSING, ReportReading
from storeops.reports.refusals import NothingToClose
from storeops.store.action import action
from storeops.store.database import HallDatabase


def close_report(db: HallDatabase, clock: Clock, by: Actor, month: str) -> int:
    """Close a month's report, or count a closed one again if anything changed; the version in force afterwards.

    Version 1 first; later ones tell why and what differs. Nothing is overwritten, and twice is harmless. BadValue for
    no month or one still to come, ReportStillOpen before its closing, NothingToClose where nothing was recorded.
    """
    now = clock.now()
    span = _closed_span(db, now, month)
    settled = closing_steps.settled_version(db, REPORT_CLOSING, span)
    if settled is not None:
        return settled
    return keep_report(db, clock, by, month, closing_steps.read(db, REPORT_CLOSING, span, now))


@action
def keep_report(db: HallDatabase, now: datetime, by: Actor, month: str, reading: DatedReading[ReportReading]) -> int:
    """Keep a report that was counted just now; count again if something of the month was told meanwhile."""
    return closing_steps.next_version(db, now, by, REPORT_CLOSING, _closed_span(db, now, month), reading)


def _closed_span(db: Database, now: datetime, month: str) -> MonthSpan:
    """The span of a month whose closing has come and that has anything to report."""
    span = closing_steps.closed_span(db, REPORT_CLOSING, month, hall_rows.hall(db).zone, now)
    if not report_rows.has_data(db, span):
        raise NothingToClose(month=month)
    return span
