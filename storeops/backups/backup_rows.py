"""What the journal tells of backups and drills. Named SQL.

Nothing else is kept of them in the database: a hall that is put back knows what was so when it was copied, and finds
the later copies in their folder.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.store import job_rows, rows

JOB = "make_backup"
_TRIED = "tried"
_SENDING = "sending"
# As the partial index has it.
_KINDS = "kind IN ('backup_made', 'backup_failed', 'backup_sent', 'backup_not_sent', 'restore_drilled')"


@dataclass(frozen=True)
class MadeBackup:
    """A copy that can be put back. `findings` None: it was too large to be checked as a whole."""

    seq: int
    at: datetime
    file: str
    folder: str
    is_apart: bool
    findings: int | None


@dataclass(frozen=True)
class FailedBackup:
    """Why there is no good copy since."""

    seq: int
    at: datetime
    because: str


@dataclass(frozen=True)
class SentBackup:
    """A copy that stands in the store of this address."""

    seq: int
    at: datetime
    file: str
    store: str


@dataclass(frozen=True)
class RestoreDrill:
    """A copy that was put back aside and compared. Both counts are 0 where all was well."""

    at: datetime
    file: str
    findings: int
    unexplained: int
    seconds: float


def last_made(db: Database) -> MadeBackup | None:
    """The last good copy; None if none was ever made."""
    return rows.one(
        db,
        MadeBackup,
        "SELECT seq, at, data ->> 'file' AS file, data ->> 'folder' AS folder, data ->> 'is_apart' AS is_apart,"
        f" data ->> 'findings' AS findings FROM event WHERE {_KINDS} AND kind = 'backup_made'"
        " ORDER BY seq DESC LIMIT 1",
    )


def last_failed(db: Database) -> FailedBackup | None:
    """What went wrong last; None if nothing ever did."""
    return rows.one(
        db,
        FailedBackup,
        f"SELECT seq, at, data ->> 'because' AS because FROM event WHERE {_KINDS} AND kind = 'backup_failed'"
        " ORDER BY seq DESC LIMIT 1",
    )


def last_sent(db: Database) -> SentBackup | None:
    """The last copy that was sent to a store; None if none ever was."""
    return rows.one(
        db,
        SentBackup,
        "SELECT seq, at, data ->> 'file' AS file, data ->> 'store' AS store FROM event"
        f" WHERE {_KINDS} AND kind = 'backup_sent' ORDER BY seq DESC LIMIT 1",
    )


def last_unsent(db: Database) -> FailedBackup | None:
    """What last kept a copy from being sent; None if nothing ever did."""
    return rows.one(
        db,
        FailedBackup,
        f"SELECT seq, at, data ->> 'because' AS because FROM event WHERE {_KINDS} AND kind = 'backup_not_sent'"
        " ORDER BY seq DESC LIMIT 1",
    )


def last_drill(db: Database) -> RestoreDrill | None:
    """The last drill that came to its end; None if none was ever made."""
    return rows.one(
        db,
        RestoreDrill,
        "SELECT at, data ->> 'file' AS file, data ->> 'findings' AS findings, data ->> 'unexplained' AS unexplained,"
        f" data ->> 'seconds' AS seconds FROM event WHERE {_KINDS} AND kind = 'restore_drilled'"
        " ORDER BY seq DESC LIMIT 1",
    )


def tried_at(db: Database) -> datetime | None:
    """When a copy was last begun."""
    return job_rows.finished_at(db, JOB, _TRIED)


def note_tried(db: Database, now: datetime) -> None:
    """A copy is begun."""
    job_rows.note_run(db, JOB, _TRIED, now)


def sending_at(db: Database) -> datetime | None:
    """When a copy last began to be sent."""
    return job_rows.finished_at(db, JOB, _SENDING)


def note_sending(db: Database, now: datetime) -> None:
    """A copy begins to be sent."""
    job_rows.note_run(db, JOB, _SENDING, now)
