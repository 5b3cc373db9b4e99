"""Closing a month's report: it is kept as one version, and counted again only as a next one. An action.

A version tells how the month stood at its closing, whenever the machine came to count it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.business_time import stamp
from storeops.base.clock import Clock
from storeops.base.months import MonthSpan, begun_month
from storeops.hall import hall_rows
from storeops.month_end import correction_rows
from storeops.month_end.correction_rows import Correction
from storeops.month_end.corrections import INPUTS_CHANGED, TARGETS_CHANGED, reason_of
from storeops.month_end.due_rows import counted_period
from storeops.quality.policy import policy_rows
from storeops.quality.stars import star_rows
from storeops.reports.document import report_body, report_rows
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_rows import ClosedReport, NewReport
from storeops.reports.month.due_report_rows import JOB
from storeops.reports.month.input_rows import inputs_checksum
from storeops.reports.month.month_report_view import month_report
from storeops.reports.refusals import NothingToClose, ReportStillOpen
from storeops.store import job_rows, journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@dataclass(frozen=True)
class ReportReading:
    """A month's report and its inputs as they stood at the journal's number `seq`."""

    seq: int
    report: Report
    inputs_checksum: str


def close_month(db: HallDatabase, clock: Clock, by: Actor, month: str) -> int:
    """Close a month's report, or count a closed one again if anything changed; the version in force afterwards.

    Version 1 first; later ones tell why and what differs. Nothing is overwritten, and twice is harmless. BadValue for
    no month or one still to come, ReportStillOpen before its closing, NothingToClose where nothing was recorded.
    """
    span = _closed_span(db, clock.now(), month)
    last = report_rows.latest(db, month)
    if last and _says_all(db, last, span):
        return last.version
    # A report takes seconds in a busy hall. Customers who take a ticket meanwhile must not wait for it.
    return keep_report(db, clock, by, month, read_report(db, span))


def read_report(db: Database, span: MonthSpan) -> ReportReading:
    """Count a month as of its closing; outside a transaction, so that nobody waits for the long part of the work."""
    seq = journal.last_seq(db)
    return ReportReading(seq, _counted(db, span), inputs_checksum(db, span))


@action
def keep_report(db: HallDatabase, now: datetime, by: Actor, month: str, reading: ReportReading) -> int:
    """Keep a report that was counted just now; count again if something of the month was told meanwhile."""
    span = _closed_span(db, now, month)
    if correction_rows.was_told_since(db, reading.seq, span):
        reading = read_report(db, span)
    last, star_version = report_rows.latest(db, month), _star_version(db, month)
    corrections = _corrections(db, month, last)
    correction_id = corrections[-1].id if corrections else last.correction_id if last else 0
    job_rows.note_run(db, JOB, counted_period(month, correction_id), now)
    before = report_body.from_text(last.body) if last else None
    changed = report_body.changed_metrics(before, reading.report) if before else []
    if last and not changed and _is_made_of(last, reading.inputs_checksum, star_version):
        return last.version
    reason = _reason(corrections, before, reading.report) if before else None
    body = {
        **reading.report,
        "version": last.version + 1 if last else 1,
        "provisional": False,
        "closed_at": stamp(now),
        "stars_version": star_version,
        "correction": {"of_version": last.version, "reason": reason, "changed": changed} if last else None,
    }
    return _kept(db, now, by, body, correction_id, reading.inputs_checksum)


def _reason(corrections: list[Correction], before: Report, after: Report) -> str:
    """Why a month was counted again. Targets hold for every earlier month, so changed ones move its figures too."""
    noted = [correction.what for correction in corrections] or [INPUTS_CHANGED]
    return reason_of(noted if report_body.has_same_targets(before, after) else [*noted, TARGETS_CHANGED])


def _kept(db: Database, now: datetime, by: Actor, body: Report, correction_id: int, inputs: str) -> int:
    """Keep a finished report as a version; its number."""
    month, version, correction = body["month"], body["version"], body["correction"]
    new = NewReport(
        month=month,
        version=version,
        definitions_version=body["definitions_version"],
        policy_id=policy_rows.in_force(db, month).id,
        star_version=body["stars_version"],
        closed_by=by.name,
        reason=correction["reason"] if correction else None,
        correction_id=correction_id,
        inputs_checksum=inputs,
        checksum=report_body.checksum(body),
        body=report_body.as_text(body),
    )
    report_rows.add(db, new, now)
    journal.append(db, now, "report_closed", by.name, month=month, version=version)
    return int(version)


def _closed_span(db: Database, now: datetime, month: str) -> MonthSpan:
    """The span of a month whose closing has come and that has anything to report."""
    zone = hall_rows.hall(db).zone
    span = begun_month(month, zone, now)
    if now < span.closes_at:
        raise ReportStillOpen(month=month, closes_at=f"{span.closes_at.astimezone(zone):%Y-%m-%d %H:%M}")
    if not report_rows.has_data(db, span):
        raise NothingToClose(month=month)
    return span


def _says_all(db: Database, last: ClosedReport, span: MonthSpan) -> bool:
    """Whether a version need not be counted again: nothing was corrected since, and it was made of what is there."""
    if _corrections(db, last.month, last):
        return False
    return _is_made_of(last, inputs_checksum(db, span), _star_version(db, last.month))


def _is_made_of(last: ClosedReport, checksum: str, star_version: int | None) -> bool:
    return (last.inputs_checksum, last.star_version) == (checksum, star_version)


def _corrections(db: Database, month: str, last: ClosedReport | None) -> list[Correction]:
    """What was corrected since the version in force."""
    return correction_rows.corrections_after(db, month, last.correction_id if last else 0)


def _star_version(db: Database, month: str) -> int | None:
    return star_rows.versions_by_month(db).get(month)


def _counted(db: Database, span: MonthSpan) -> Report:
    """The report as every reader of the kept text will see it."""
    return report_body.from_text(report_body.as_text(month_report(db, span.month, span.closes_at)))
