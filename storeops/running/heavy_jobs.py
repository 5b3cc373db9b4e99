"""What the heavy jobs do, in the process that is started for one of them. Each is harmless twice or late."""

import logging
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

from storeops.backups.due_backup_view import backup_is_due
from storeops.backups.refusals import BackupRefused, BackupUnderWay
from storeops.base.actor import SYSTEM
from storeops.base.clock import Clock
from storeops.base.errors import FolderUnwritable
from storeops.base.settings import Settings
from storeops.measuring import due_day_rows
from storeops.measuring.summary_actions import summarize_day
from storeops.quality.detectors import found_flag_rows
from storeops.quality.detectors.found_flag_actions import look_for_flags
from storeops.quality.stars import due_month_rows
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.stars_document import STARS
from storeops.reports.delivery import delivery_rows, due_mail_rows
from storeops.reports.document.closed_report import REPORT
from storeops.reports.month import due_report_rows
from storeops.reports.month.report_closing_actions import close_report
from storeops.running import heavy_request
from storeops.store.database import HallDatabase

log = logging.getLogger("storeops.running.heavy_jobs")

SUMMARIES_AT_ONCE = 20
"""Summaries of one tick: somebody who asks for a report must have a turn between."""


def close_due_stars(db: HallDatabase, clock: Clock) -> None:
    """Close the earliest month of stars whose time has come, or count a corrected one again; the next tick the next.

    One at a time: after an import of years of history somebody who asks for a report must have a turn between.
    """

    def close(month: str) -> None:
        log.info("closed the stars of %s as version %d", month, close_stars(db, clock, SYSTEM, month))

    _do_one(due_month_rows.months_due(db, clock.now()), close)


def close_due_reports(db: HallDatabase, clock: Clock) -> None:
    """Close the earliest month's report whose time has come, or count a corrected one again; the next tick the next."""

    def close(month: str) -> None:
        log.info("closed the report of %s as version %d", month, close_report(db, clock, SYSTEM, month))

    _do_one(due_report_rows.months_due(db, clock.now()), close)


def deliver_reports(db: HallDatabase, clock: Clock, own: Settings) -> None:
    """Put the files of the earliest closed version that has none into the folder of reports; the next tick the next."""
    # Imported here, as below: what draws and typesets takes long to load, and other jobs need none of it.
    from storeops.reports.delivery.delivery_actions import deliver

    def put(report_id: int) -> None:
        log.info("delivered %d files of a report to %s", deliver(db, clock, SYSTEM, report_id, own), own.reports_folder)

    _do_one(delivery_rows.undelivered(db), put)


def mail_reports(db: HallDatabase, clock: Clock, own: Settings) -> None:
    """Mail the delivered versions whose first or next try has come, until the server takes one no more."""
    from storeops.reports.delivery.mailing_actions import mail_version

    for mail in due_mail_rows.mails_due(db, clock.now()):
        failure = mail_version(db, clock, SYSTEM, mail, own)
        if failure:
            log.warning("the report of %s, version %d, could not be mailed: %s", mail.month, mail.version, failure)
            return  # the next one would fare no better, and each try may take half a minute


Due = TypeVar("Due")


def _do_one(due: Iterable[Due], do: Callable[[Due], None]) -> None:
    """Do the first of what is due; where it fails, say so and go on to the next, so that one never stops the others."""
    for each in due:
        try:
            do(each)
            return
        except FolderUnwritable as refusal:  # the next one would fare no better
            log.warning("%s", refusal)
            return
        except Exception:
            log.exception("%s failed and will be tried again", each)


def summarize_days(db: HallDatabase, clock: Clock) -> None:
    """Keep what settled days add up to, a few at a time, the latest first: those are asked for most."""
    for day in list(islice(due_day_rows.days_due(db, clock.now()), SUMMARIES_AT_ONCE)):
        summarize_day(db, clock, SYSTEM, day)


def look_for_flags_due(db: HallDatabase, clock: Clock) -> None:
    """Look for the flags of a month that was not looked at today; the next tick the other."""

    def look(month: str) -> None:
        log.info("found %d flags in %s", look_for_flags(db, clock, SYSTEM, month), month)

    _do_one(found_flag_rows.months_due(db, clock.now()), look)


def back_up(db: HallDatabase, clock: Clock, own: Settings) -> None:
    """Copy the hall into the folder of its backups, if that is still due; what is in its way is noted and logged."""
    from storeops.running.backup_making import make_backup

    if own.backups and backup_is_due(db, own.backups, clock.now()):
        try:
            made = make_backup(db, clock, SYSTEM, own)
        except (BackupRefused, BackupUnderWay) as refusal:
            log.warning("%s", refusal)
        else:
            log.info("made the backup %s, let %d older ones go", made.file, made.dropped)


def send_newest_backup(db: HallDatabase, clock: Clock, own: Settings) -> None:
    """Send the newest copy to the store, if that is still due; what is in its way is noted and logged."""
    from storeops.running.backup_sending import send_backup

    try:
        sent = send_backup(db, clock, SYSTEM, own)
    except (BackupRefused, BackupUnderWay) as refusal:
        log.warning("%s", refusal)
    else:
        if sent:
            log.info("sent the backup %s to %s, let %d older ones go there", sent.file, sent.store, sent.dropped)


def do_job(name: str, db: HallDatabase, clock: Clock, own: Settings) -> None:
    """Do a heavy job of the table of jobs, by its name, where anything is due."""
    match name:
        case STARS.job:
            close_due_stars(db, clock)
        case REPORT.job:
            close_due_reports(db, clock)
        case heavy_request.SUMMARIES:
            summarize_days(db, clock)
        case found_flag_rows.LOOKING:
            look_for_flags_due(db, clock)
        case heavy_request.DELIVERY:
            deliver_reports(db, clock, own)
        case heavy_request.MAIL:
            mail_reports(db, clock, own)
        case heavy_request.BACKUP:
            back_up(db, clock, own)
        case heavy_request.SENDING:
            send_newest_backup(db, clock, own)
        case unknown:
            raise ValueError(f"no heavy job is called {unknown}")
