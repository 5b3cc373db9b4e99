"""Putting the files of a closed month into the folder of reports. An action."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.i18n import N_
from storeops.base.months import month_span
from storeops.base.settings import Settings
from storeops.hall import hall_rows
from storeops.month_end import kept_rows
from storeops.reports.delivery import delivery_rows, file_folder, mail_rules
from storeops.reports.delivery.delivery_rows import NewFile
from storeops.reports.delivery.rendered import rendered
from storeops.reports.document.closed_report import REPORT, ClosedReport
from storeops.reports.file_kinds import file_name
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

NOT_TRIED = N_("not tried yet")


def deliver(db: HallDatabase, clock: Clock, by: Actor, report_id: int, own: Settings) -> int:
    """Write all files of a closed version and note them; how many. FolderUnwritable, and then nothing is noted.

    A process killed on the way leaves at most an unfinished folder, which the next delivery clears away: the files
    are noted only when they stand.
    """
    report = kept_rows.by_id(db, REPORT, report_id)
    contents = rendered(report.body, own.report_language)
    names = {file_name(report.month, ending): content for ending, content in contents.items()}
    file_folder.put(own.reports_folder, report.month, report.version, names)
    return note_delivery(db, clock, by, report, contents, own)


@action
def note_delivery(
    db: HallDatabase, now: datetime, by: Actor, report: ClosedReport, contents: Mapping[str, bytes], own: Settings
) -> int:
    """Note the files of a version, by ending, that stand in the folder, and the wish to mail it; how many files.

    Where no mail server is set there is no wish: a server that is set later mails what comes, not what was.
    """
    if delivery_rows.files_of_version(db, report.id):
        return 0
    place = file_folder.place_of(report.month, report.version)
    for ending, content in contents.items():
        path = (place / file_name(report.month, ending)).as_posix()
        new = NewFile(report.id, ending, own.report_language, path, len(content), sha256(content).hexdigest())
        delivery_rows.add_file(db, new, now)
    closes_at = month_span(report.month, hall_rows.hall(db).zone).closes_at
    was_mailed_before = bool(delivery_rows.mails_of_month(db, report.month))
    if own.mail and mail_rules.is_news(report.closed_at, closes_at, was_mailed_before):
        delivery_rows.wish_mail(db, report.id, ", ".join(own.mail.recipients), NOT_TRIED, now)
    journal.append(
        db,
        now,
        "report_delivered",
        by.name,
        written={
            **traced_rows.written_of(db, delivery_rows.TRACED_FILES, "report_month_id", report.id),
            **traced_rows.written_of(db, delivery_rows.TRACED_MAILS, "report_month_id", report.id),
        },
        month=report.month,
        version=report.version,
        files=len(contents),
    )
    return len(contents)
