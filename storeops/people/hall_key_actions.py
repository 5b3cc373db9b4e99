"""The hall's key file: taking a copy and putting it back. Actions."""

from datetime import datetime
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.durable_files import write_new
from storeops.base.errors import FolderUnwritable, KeyFileBroken
from storeops.base.key_file import HallKeys, key_file, read_keys, write_keys
from storeops.people.refusals import KeyCopyExists, KeyFileForeign
from storeops.store import hall_keys, journal
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.refusals import KeyFileLost


@action
def export_key(db: HallDatabase, now: datetime, by: Actor, copy: Path) -> None:
    """Write a copy of the key file, for its owner alone. KeyFileLost, KeyCopyExists, FolderUnwritable."""
    if not db.has_its_key:
        raise KeyFileLost
    try:
        write_new(copy, key_file(db.path).read_bytes())
    except FileExistsError:
        raise KeyCopyExists(path=copy) from None
    except OSError as error:
        raise FolderUnwritable(path=copy, cause=error.strerror) from error
    journal.append(db, now, "hall_key_copied", by.name, local=by.local)


@action
def import_key(db: HallDatabase, now: datetime, by: Actor, copy: Path) -> None:
    """Put the key file back from a copy; keys of months that are newer than the copy stay. KeyFileForeign."""
    copied = read_keys(copy)
    if not hall_keys.belong_to_hall(db, copied):
        raise KeyFileForeign(path=copy)
    write_keys(key_file(db.path), HallKeys(copied.hall, {**_standing(db.path).months, **copied.months}))
    journal.append(db, now, "hall_key_put_back", by.name, local=by.local)


def _standing(database: Path) -> HallKeys:
    """The keys that stand there; none where the file is broken, which is why a copy is put back."""
    try:
        return read_keys(key_file(database))
    except KeyFileBroken:
        return HallKeys()
