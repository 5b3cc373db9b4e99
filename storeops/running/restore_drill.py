"""A drill: the newest copy, or another one, is put back aside, checked and compared with the hall row by row.

The hall goes on meanwhile. What is put back stands beside the hall's database, with a copy of its key file, and is gone
when the drill ends.
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storeops.backups import backup_actions
from storeops.backups.backup_folder import copies_in, refuse_without_room
from storeops.backups.compared_rows import ComparedTable, compared_tables, unexplained_rows
from storeops.backups.hall_mark_rows import hall_mark
from storeops.backups.kept_copies import restorable
from storeops.backups.refusals import BackupFolderMissing, BackupUnderWay, BackupUnwritable, NoBackupFolder, NoCopyThere
from storeops.base.actor import Actor
from storeops.base.clock import Clock, stopwatch
from storeops.base.durable_files import write_new
from storeops.base.key_file import key_file
from storeops.base.settings import Settings
from storeops.running import integrity_view
from storeops.store import backup as copies
from storeops.store import journal, restoration_rows
from storeops.store.database import HallDatabase, connect, reading_one_instant
from storeops.store.file_turn import turn
from storeops.tracing.restoring_actions import begin_anew
from storeops.tracing.traced_table_rows import TRACED_SET_UP, TRACED_TABLES

BringUpToDate = Callable[[HallDatabase], object]


@dataclass(frozen=True)
class Drilled:
    """What came of a drill.

    `as_of`: the newest event of the copy; None in an empty journal. `lost_since`: how many events the hall has had
    since, which a restore would lose. `put_back_since`: the hall was itself put back from an older copy after this one
    was made, so it is another story, and nothing is compared. The three times are in seconds.
    """

    copy: Path
    as_of: datetime | None
    lost_since: int
    put_back_since: bool
    tables: list[ComparedTable]
    unexplained: list[str]
    findings: list[str]
    putting_back: float
    comparing: float
    checking: float

    @property
    def seconds(self) -> float:
        return self.putting_back + self.comparing + self.checking


def newest_copy(db: HallDatabase, own: Settings) -> Path:
    """The newest copy that can be put back. NoBackupFolder, BackupFolderMissing, NoCopyThere."""
    if own.backups is None:
        raise NoBackupFolder
    if not own.backups.folder.is_dir():
        raise BackupFolderMissing(path=own.backups.folder)
    for copy in restorable(copies_in(own.backups.folder, hall_mark(db, own.database))):
        return own.backups.folder / copy.file
    raise NoCopyThere(path=own.backups.folder)


def drill(
    db: HallDatabase, clock: Clock, by: Actor, copy: Path, private: Path | None, up_to_date: BringUpToDate
) -> Drilled:
    """Put a copy back aside, and tell how long it took and what differs; noted in the trace.

    BackupUnderWay, BackupFolderFull, and all that restore says.
    """
    aside = db.path.with_name(f"{db.path.name}.drill")
    with turn(db.path.with_name(f"{db.path.name}.drill-turn")) as is_ours:
        if not is_ours:
            raise BackupUnderWay
        shutil.rmtree(aside, ignore_errors=True)  # what a killed one left
        refuse_without_room(db.path.parent, db.path, 2 if private else 1)
        try:
            aside.mkdir(mode=0o700)
            if key_file(db.path).exists():
                write_new(key_file(aside / db.path.name), key_file(db.path).read_bytes())
            done = _drilled(db, clock, by, copy, private, aside / db.path.name, up_to_date)
        except OSError as error:
            raise BackupUnwritable(path=aside, cause=error.strerror or error) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    backup_actions.note_drilled(
        db, clock, by, copy.name, len(done.findings), len(done.unexplained), round(done.seconds, 1)
    )
    return done


def _drilled(
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    copy: Path,
    private: Path | None,
    path: Path,
    up_to_date: BringUpToDate,
) -> Drilled:
    compared: list[_Compared] = []

    def finish(back: HallDatabase) -> None:
        as_of, last = journal.latest_at(back), journal.last_seq(back)
        up_to_date(back)
        found = _compared(db, back, as_of, last)
        compared.append(found)
        begin_anew(back, clock, by, copy.name, found.as_of, clock_is_right=True)

    began = stopwatch()
    if private:
        copies.restore_sealed(copy, path, private, finish)
    else:
        copies.restore(copy, path, finish)
    back_at = stopwatch()
    with closing(connect(path)) as back:
        findings = integrity_view.findings(back)
    [found] = compared
    return Drilled(
        copy,
        found.as_of,
        found.lost_since,
        found.put_back_since,
        found.tables,
        found.unexplained,
        findings,
        putting_back=back_at - began - found.seconds,
        comparing=found.seconds,
        checking=stopwatch() - back_at,
    )


@dataclass(frozen=True)
class _Compared:
    as_of: datetime | None
    lost_since: int
    put_back_since: bool
    tables: list[ComparedTable]
    unexplained: list[str]
    seconds: float


def _compared(db: HallDatabase, back: HallDatabase, as_of: datetime | None, last: int) -> _Compared:
    """The hall beside a copy whose newest event has the number `last`."""
    began = stopwatch()
    with reading_one_instant(db):
        restored = restoration_rows.latest(db)
        known = restoration_rows.latest(back)
        lost_since = max(journal.last_seq(db) - last, 0)
        if restored is not None and restored != known and (as_of is None or restored.copy_at < as_of):
            return _Compared(as_of, lost_since, True, [], [], stopwatch() - began)
        tables = list(compared_tables(db, back))
        unexplained = integrity_view.at_most(unexplained_rows(db, back, last, (*TRACED_SET_UP, *TRACED_TABLES)))
    return _Compared(as_of, lost_since, False, tables, unexplained, stopwatch() - began)
