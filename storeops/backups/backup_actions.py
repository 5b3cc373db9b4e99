"""What is noted of copies of the hall and of drills. Actions."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storeops.backups import backup_rows
from storeops.backups.backup_trouble import BackupTrouble
from storeops.base.actor import Actor
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@dataclass(frozen=True)
class NewCopy:
    """A good copy, as it is noted. `dropped`: how many older ones went by their age."""

    file: str
    folder: Path
    is_apart: bool
    findings: int | None
    dropped: int


@action
def note_tried(db: HallDatabase, now: datetime, by: Actor) -> None:
    """A copy is begun: whatever becomes of it, even if the process is killed, the next try waits a while."""
    del by
    backup_rows.note_tried(db, now)


@action
def note_made(db: HallDatabase, now: datetime, by: Actor, made: NewCopy) -> None:
    """A good copy stands in its folder."""
    journal.append(
        db,
        now,
        "backup_made",
        by.name,
        local=by.local,
        file=made.file,
        folder=str(made.folder),
        is_apart=made.is_apart,
        findings=made.findings,
        count=made.dropped,
    )


@action
def note_failed(db: HallDatabase, now: datetime, by: Actor, trouble: BackupTrouble) -> None:
    """No good copy was made. The same trouble is told once, however often it is tried again."""
    failed, made = backup_rows.last_failed(db), backup_rows.last_made(db)
    is_told = failed is not None and failed.because == trouble and (made is None or made.seq < failed.seq)
    if not is_told:
        journal.append(db, now, "backup_failed", by.name, local=by.local, because=trouble)


@dataclass(frozen=True)
class SentCopy:
    """A copy that stands in the store, as it is noted. `dropped`: how many older ones went there by their age."""

    file: str
    store: str
    dropped: int


@action
def note_sending(db: HallDatabase, now: datetime, by: Actor) -> None:
    """A copy begins to be sent: whatever becomes of it, the next try waits a while."""
    del by
    backup_rows.note_sending(db, now)


@action
def note_sent(db: HallDatabase, now: datetime, by: Actor, sent: SentCopy) -> None:
    """A copy stands in the store."""
    journal.append(
        db, now, "backup_sent", by.name, local=by.local, file=sent.file, store=sent.store, count=sent.dropped
    )


@action
def note_not_sent(db: HallDatabase, now: datetime, by: Actor, trouble: BackupTrouble) -> None:
    """A copy could not be sent. The same trouble is told once, however often it is tried again."""
    failed, sent = backup_rows.last_unsent(db), backup_rows.last_sent(db)
    is_told = failed is not None and failed.because == trouble and (sent is None or sent.seq < failed.seq)
    if not is_told:
        journal.append(db, now, "backup_not_sent", by.name, local=by.local, because=trouble)


@action
def note_drilled(
    db: HallDatabase, now: datetime, by: Actor, file: str, findings: int, unexplained: int, seconds: float
) -> None:
    """A copy was put back aside and compared with the hall."""
    journal.append(
        db,
        now,
        "restore_drilled",
        by.name,
        local=by.local,
        file=file,
        findings=findings,
        unexplained=unexplained,
        seconds=round(seconds, 1),
    )
