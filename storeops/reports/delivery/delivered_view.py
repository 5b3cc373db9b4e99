"""The files of closed months that were delivered, and how their mails fare. A read model."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from sqlite_utils import Database

from storeops.reports.delivery import delivery_rows, file_folder
from storeops.reports.delivery.delivery_rows import DeliveredFile, Mail
from storeops.reports.delivery.mail_rules import next_try
from storeops.reports.refusals import ReportFileGone, UnknownReportFile


@dataclass(frozen=True)
class FileLine:
    """One file as listed. `is_there`: it still stands in the folder."""

    name: str
    format: str
    language: str
    size_bytes: int
    written_at: datetime
    is_there: bool


@dataclass(frozen=True)
class MailLine:
    """How a version's mail fares: sent at some time, or why not so far and when it is tried next.

    `failure` is a message for translation, or the mail server's own words.
    """

    recipients: str
    tried_count: int
    sent_at: datetime | None
    failure: str | None
    next_try_at: datetime | None


@dataclass(frozen=True)
class DeliveredVersion:
    """The files of one version; `mail` None where it is not mailed."""

    version: int
    files: tuple[FileLine, ...]
    mail: MailLine | None


def delivered_versions(db: Database, month: str, reports: Path) -> list[DeliveredVersion]:
    """The delivered versions of a month, newest first. `reports` is the folder (settings.reports_folder)."""
    files = delivery_rows.files_of_month(db, month)
    mails = delivery_rows.mails_of_month(db, month)
    return [
        DeliveredVersion(
            version=version,
            files=tuple(_file_line(file, reports) for file in files if file.version == version),
            mail=_mail_line(mails[version]) if version in mails else None,
        )
        for version in dict.fromkeys(file.version for file in files)
    ]


def delivered_file(db: Database, month: str, version: int, ending: str, reports: Path) -> Path:
    """The path of a delivered file. UnknownReportFile, ReportFileGone.

    The address only chooses a row; the path comes from that row, and one that leads out of the folder is no file.
    """
    for file in delivery_rows.files_of_month(db, month):
        if (file.version, file.format) == (version, ending):
            path = file_folder.inside(reports, file.path)
            if path is None:
                raise ReportFileGone(name=_name(file))
            return path
    raise UnknownReportFile


def _file_line(file: DeliveredFile, reports: Path) -> FileLine:
    is_there = file_folder.inside(reports, file.path) is not None
    return FileLine(_name(file), file.format, file.language, file.size_bytes, file.written_at, is_there)


def _name(file: DeliveredFile) -> str:
    return PurePosixPath(file.path).name


def _mail_line(mail: Mail) -> MailLine:
    next_try_at = None if mail.sent_at else next_try(mail.tried_count, mail.tried_at)
    return MailLine(mail.recipients, mail.tried_count, mail.sent_at, mail.failure, next_try_at)
