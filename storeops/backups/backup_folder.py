"""The folder in which copies of a hall stand. A door to the disk.

A file that is being made has a name of its own, by which whoever comes next knows what a killed one left.
"""

import shutil
from pathlib import Path

from storeops.backups.kept_copies import KeptCopy, copy_of
from storeops.backups.refusals import BackupFolderFull, BackupFolderMissing, BackupFolderNotMounted, BackupUnwritable

UNFINISHED = ".unfinished"
STAYS_FREE = 64 * 2**20
"""So many bytes are left free beside the hall's own database, whatever becomes of its copies."""
_MEGABYTE = 2**20


def is_apart(folder: Path, database: Path) -> bool:
    """Whether a folder stands on another disk than the database. BackupFolderMissing."""
    try:
        return folder.stat().st_dev != database.parent.stat().st_dev
    except OSError as error:
        raise BackupFolderMissing(path=folder) from error


def refuse_unusable(folder: Path, database: Path, *, was_apart: bool) -> None:
    """BackupFolderMissing; BackupFolderNotMounted where it was on another disk before and is not now."""
    if not folder.is_dir():
        raise BackupFolderMissing(path=folder)
    if was_apart and not is_apart(folder, database):
        raise BackupFolderNotMounted(path=folder)


def refuse_without_room(folder: Path, database: Path, copies: int) -> None:
    """BackupFolderFull where so many copies of a database have no room in a folder, or would leave the hall none."""
    try:
        size = sum(file.stat().st_size for file in (database, Path(f"{database}-wal")) if file.exists())
        stays = 0 if is_apart(folder, database) else STAYS_FREE
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise BackupUnwritable(path=folder, cause=error.strerror) from error
    needed = copies * size + stays
    if free < needed:
        raise BackupFolderFull(path=folder, needed=-(-needed // _MEGABYTE), free=free // _MEGABYTE)


def copies_in(folder: Path, hall: str) -> list[KeptCopy]:
    """The copies of a hall that stand in a folder; none where it is not there."""
    try:
        return [copy for file in folder.iterdir() if (copy := copy_of(hall, file.name))]
    except OSError:
        return []


def drop_copy(folder: Path, copy: KeptCopy) -> bool:
    """Take a copy away; whether it is gone."""
    try:
        (folder / copy.file).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def clear_unfinished(folder: Path, hall: str) -> None:
    """Take away what killed processes left of this hall's copies; the caller is the only one who makes any. OSError."""
    for file in folder.glob(f"{hall}-*{UNFINISHED}*"):
        file.unlink(missing_ok=True)
