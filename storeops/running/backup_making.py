"""Making a copy of the hall by itself: copied, opened, checked, sealed if wanted, named, and older ones let go."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storeops.backups import backup_actions, backup_rows
from storeops.backups.backup_actions import NewCopy
from storeops.backups.backup_folder import (
    UNFINISHED,
    clear_unfinished,
    copies_in,
    drop_copy,
    is_apart,
    refuse_unusable,
    refuse_without_room,
)
from storeops.backups.hall_mark_rows import hall_mark
from storeops.backups.kept_copies import Grade, copy_of, name_of, not_kept
from storeops.backups.refusals import (
    BackupDamaged,
    BackupKeyUnusable,
    BackupRefused,
    BackupUnderWay,
    BackupUnwritable,
    NoBackupFolder,
)
from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.durable_files import settle
from storeops.base.settings import BackupSettings, Settings
from storeops.hall import hall_rows
from storeops.running import integrity_view
from storeops.store import backup as copies
from storeops.store.database import HallDatabase
from storeops.store.refusals import DatabaseDamaged, DatabaseUnwritable, SealKeyUnusable
from storeops.store.sealed_file import refuse_unusable_key, seal_into_place

log = logging.getLogger("storeops.running.backup_making")


@dataclass(frozen=True)
class _Checked:
    grade: Grade
    findings: int | None


def make_backup(db: HallDatabase, clock: Clock, by: Actor, own: Settings) -> NewCopy:
    """Copy the hall into the folder of its backups now, and note how it went.

    NoBackupFolder, BackupUnderWay, or the BackupRefused that is noted.
    """
    if own.backups is None:
        raise NoBackupFolder
    with copies.turn_to_copy(own.database) as is_ours:
        if not is_ours:
            raise BackupUnderWay
        backup_actions.note_tried(db, clock, by)
        try:
            made = _made(db, clock.now(), own.database, own.backups)
        except BackupRefused as refusal:
            backup_actions.note_failed(db, clock, by, refusal.trouble)
            raise
        backup_actions.note_made(db, clock, by, made)
    return made


def _made(db: HallDatabase, now: datetime, database: Path, own: BackupSettings) -> NewCopy:
    last = backup_rows.last_made(db)
    was_apart = last is not None and last.is_apart and Path(last.folder) == own.folder
    refuse_unusable(own.folder, database, was_apart=was_apart)
    apart = is_apart(own.folder, database)
    _refuse_without_room(own, database, apart)
    hall = hall_mark(db, database)
    with _plain_copy(own, database, hall) as plain:
        faults = _copied(database, plain)
        checked = _Checked(Grade.DAMAGED, None) if faults else _checked(plain, database)
        file = _free_name(own, hall, now, checked.grade)
        if own.public_key:
            seal_into_place(plain, own.folder / file, own.public_key)
        else:
            plain.rename(own.folder / file)
            settle(own.folder)
    if faults:
        raise BackupDamaged(file=file, fault=faults[0])
    zone = hall_rows.hall(db).zone
    dropped = sum(drop_copy(own.folder, copy) for copy in not_kept(copies_in(own.folder, hall), zone, file))
    return NewCopy(file, own.folder, apart, checked.findings, dropped)


def _copied(database: Path, plain: Path) -> list[str]:
    """What is damaged in the copy. BackupDamaged where the hall's file is so damaged that it cannot be copied."""
    try:
        return copies.backup(database, plain)
    except DatabaseDamaged as damaged:
        raise BackupDamaged(file=database, fault=damaged.values["cause"]) from damaged


def _refuse_without_room(own: BackupSettings, database: Path, apart: bool) -> None:
    """An open copy of one that is to be sealed stands beside the database meanwhile."""
    if own.public_key is None:
        refuse_without_room(own.folder, database, 1)
        return
    refuse_unusable_key_for_backups(own.public_key)
    refuse_without_room(database.parent, database, 1 if apart else 2)
    if apart:
        refuse_without_room(own.folder, database, 1)


def refuse_unusable_key_for_backups(public: Path) -> None:
    """BackupKeyUnusable where a public key is missing or none."""
    try:
        refuse_unusable_key(public)
    except SealKeyUnusable as refusal:
        raise BackupKeyUnusable(path=public) from refusal


@contextmanager
def _plain_copy(own: BackupSettings, database: Path, hall: str) -> Iterator[Path]:
    """Where the open copy is made; nothing of it is left at the end, nor of what killed processes left.

    BackupUnwritable, also for what goes wrong in the block.
    """
    folder = database.parent if own.public_key else own.folder
    try:
        clear_unfinished(database.parent, hall)
        clear_unfinished(own.folder, hall)
        plain = folder / f"{hall}-copy{UNFINISHED}"
        try:
            yield plain
        finally:
            clear_unfinished(folder, hall)
    except DatabaseUnwritable as refusal:
        raise BackupUnwritable(path=folder, cause=refusal.values["cause"]) from refusal
    except OSError as error:
        raise BackupUnwritable(path=own.folder, cause=error.strerror or error) from error


def _checked(copy: Path, database: Path) -> _Checked:
    """What `check` finds in a sound copy; where memory does not reach for all of it, the copy is as good without."""
    try:
        with copies.opened_copy(copy, database) as db:
            found = integrity_view.findings(db, is_copy=True)
    except MemoryError:
        log.warning("the copy is sound, but too large to be checked by itself: run storeops check")
        return _Checked(Grade.UNCHECKED, None)
    for finding in found:
        log.warning("the copy does not check: %s", finding)
    return _Checked(Grade.FINDINGS if found else Grade.CLEAN, len(found))


def _free_name(own: BackupSettings, hall: str, now: datetime, grade: Grade) -> str:
    """A name under which no copy of this second stands yet."""
    taken = {(each.made_at, each.number) for each in copies_in(own.folder, hall)}
    number = 1
    while True:
        name = name_of(hall, now, grade, is_sealed=own.public_key is not None, number=number)
        named = copy_of(hall, name)
        assert named is not None
        if (named.made_at, named.number) not in taken:
            return name
        number += 1
