"""Which files of closed months stand in the folder of reports, and which were mailed. Named SQL."""

from dataclasses import astuple, dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.traced_rows import TracedTable


@dataclass(frozen=True)
class NewFile:
    """A file of a version; `path` relative to the folder of reports, `checksum` the SHA-256 of its bytes."""

    report_id: int
    format: str
    language: str
    path: str
    size_bytes: int
    checksum: str


@dataclass(frozen=True)
class DeliveredFile(NewFile):
    """A file that was put into the folder."""

    month: str
    version: int
    written_at: datetime


@dataclass(frozen=True)
class Mail:
    """A version's mail. Until it is sent, `failure` tells why not, and `tried_at` of the last try or the wish."""

    report_id: int
    month: str
    version: int
    recipients: str
    tried_count: int
    tried_at: datetime
    sent_at: datetime | None
    failure: str | None


TRACED_FILES = TracedTable(
    "report_file",
    ("id", "report_month_id", "format", "language", "path", "size_bytes", "checksum", "written_at"),
    "FROM report_file WHERE true",
)
TRACED_MAILS = TracedTable(
    "report_mail",
    (
        *("report_month_id", "text_mark(report_month_id, recipients) AS recipients", "tried_count", "tried_at"),
        *("sent_at", "text_mark(report_month_id, failure) AS failure"),
    ),
    "FROM report_mail WHERE true",
)

_FILE = (
    "SELECT report_month_id AS report_id, format, language, path, size_bytes, report_file.checksum AS checksum, month,"
    " version, written_at"
    " FROM report_file JOIN report_month ON report_month.id = report_month_id "
)
_MAIL = (
    "SELECT report_month_id AS report_id, month, version, recipients, tried_count, tried_at, sent_at, failure"
    " FROM report_mail JOIN report_month ON report_month.id = report_month_id "
)


def undelivered(db: Database) -> list[int]:
    """The closed versions without any file, by month and version."""
    return rows.column(
        db,
        "SELECT id FROM report_month WHERE NOT EXISTS (SELECT 1 FROM report_file WHERE report_month_id ="
        " report_month.id) ORDER BY month, version",
    )


def add_file(db: Database, new: NewFile, now: datetime) -> None:
    """Insert a file that stands in the folder."""
    db.execute(
        "INSERT INTO report_file (report_month_id, format, language, path, size_bytes, checksum, written_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*astuple(new), stamp(now)),
    )


def files_of_version(db: Database, report_id: int) -> list[DeliveredFile]:
    """The files of a version, in the order in which they were written."""
    return rows.many(db, DeliveredFile, _FILE + "WHERE report_month_id = ? ORDER BY report_file.id", (report_id,))


def files_of_month(db: Database, month: str) -> list[DeliveredFile]:
    """The files of a month, the newest version first."""
    return rows.many(db, DeliveredFile, _FILE + "WHERE month = ? ORDER BY version DESC, report_file.id", (month,))


def wish_mail(db: Database, report_id: int, recipients: str, why_not_yet: str, now: datetime) -> None:
    """Note that a version is to be mailed; it was not tried so far."""
    db.execute(
        "INSERT INTO report_mail (report_month_id, recipients, tried_count, tried_at, failure) VALUES (?, ?, 0, ?, ?)",
        (report_id, recipients, stamp(now), why_not_yet),
    )


def mails_waiting(db: Database) -> list[Mail]:
    """The mails that were not sent so far, by month and version."""
    return rows.many(db, Mail, _MAIL + "WHERE sent_at IS NULL ORDER BY month, version")


def mails_of_month(db: Database, month: str) -> dict[int, Mail]:
    """The mails of a month, by version."""
    return {mail.version: mail for mail in rows.each(db, Mail, _MAIL + "WHERE month = ?", (month,))}


def claim_mail(db: Database, mail: Mail, recipients: str, why_not_yet: str, now: datetime) -> bool:
    """Count one more try; False if somebody else began one since `mail` was read."""
    done = db.execute(
        "UPDATE report_mail SET tried_count = tried_count + 1, tried_at = ?, recipients = ?, failure = ?"
        " WHERE report_month_id = ? AND tried_count = ? AND sent_at IS NULL",
        (stamp(now), recipients, why_not_yet, mail.report_id, mail.tried_count),
    )
    return bool(done.rowcount)


def note_sent(db: Database, report_id: int, now: datetime) -> None:
    """Note that the mail server took a version."""
    db.execute("UPDATE report_mail SET sent_at = ?, failure = NULL WHERE report_month_id = ?", (stamp(now), report_id))


def note_failure(db: Database, report_id: int, failure: str) -> None:
    """Note why the mail server did not take a version."""
    db.execute("UPDATE report_mail SET failure = ? WHERE report_month_id = ?", (failure, report_id))
