"""Mailing the reports of closed months, once each. Actions around one handing over."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.i18n import N_
from storeops.base.settings import MailSettings, Settings
from storeops.month_end import kept_rows
from storeops.reports.delivery import delivery_rows, file_folder
from storeops.reports.delivery.delivery_rows import Mail
from storeops.reports.delivery.mail_message import ATTACHED, mail_message
from storeops.reports.delivery.mail_server import MailNotTaken, send
from storeops.reports.document import report_body
from storeops.reports.document.closed_report import REPORT
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

UNFINISHED = N_("the machine stopped while it was being sent")
FILES_GONE = N_("its files are no longer in the folder of reports")


def mail_version(db: HallDatabase, clock: Clock, by: Actor, waiting: Mail, own: Settings) -> str | None:
    """Try to mail a version; None if the server took it or somebody else is at it, else why it was not taken.

    The try is noted before it begins, so that two processes never send the same mail. A machine that stops between
    the server's answer and our note sends it a second time: better twice than never.
    """
    if own.mail is None or not begin_try(db, clock, by, waiting, ", ".join(own.mail.recipients)):
        return None
    try:
        _hand_over(db, waiting, own, own.mail)
    except MailNotTaken as error:
        note_failure(db, clock, by, waiting, str(error))
        return str(error)
    note_sent(db, clock, by, waiting)
    return None


def _hand_over(db: Database, waiting: Mail, own: Settings, mail: MailSettings) -> None:
    files = {}
    for file in delivery_rows.files_of_version(db, waiting.report_id):
        path = file_folder.inside(own.reports_folder, file.path)
        if path and file.format in ATTACHED:
            files[file.format] = path.read_bytes()
    if len(files) < len(ATTACHED):
        raise MailNotTaken(FILES_GONE)
    report = report_body.for_readers(kept_rows.by_id(db, REPORT, waiting.report_id).body)
    send(mail_message(report, files, own.report_language, mail.sender, mail.recipients), mail)


@action
def begin_try(db: HallDatabase, now: datetime, by: Actor, waiting: Mail, recipients: str) -> bool:
    """Claim the next try of a mail; False if it was sent or claimed since it was read."""
    if not delivery_rows.claim_mail(db, waiting, recipients, UNFINISHED, now):
        return False
    _tell(db, now, by, "report_mail_tried", waiting)
    return True


@action
def note_sent(db: HallDatabase, now: datetime, by: Actor, waiting: Mail) -> None:
    """Note that the mail server took a version."""
    delivery_rows.note_sent(db, waiting.report_id, now)
    _tell(db, now, by, "report_mailed", waiting)


@action
def note_failure(db: HallDatabase, now: datetime, by: Actor, waiting: Mail, failure: str) -> None:
    """Note why a version could not be mailed."""
    delivery_rows.note_failure(db, waiting.report_id, failure)
    _tell(db, now, by, "report_mail_failed", waiting)


def _tell(db: HallDatabase, now: datetime, by: Actor, kind: str, mail: Mail) -> None:
    written = traced_rows.written(db, delivery_rows.TRACED_MAILS, mail.report_id)
    journal.append(db, now, kind, by.name, written=written, month=mail.month, version=mail.version)
