"""The hall's key file: taking a copy, putting it back, and beginning anew where it is lost for good. Actions."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.durable_files import write_new
from storeops.base.errors import FolderUnwritable, KeyFileBroken
from storeops.base.key_file import HallKeys, key_file, read_keys, with_hall_key, write_keys
from storeops.people import employee_rows, factor_rows, session_rows, tries_rows
from storeops.people.pin_steps import write_pin
from storeops.people.refusals import KeyCopyExists, KeyFileForeign, KeyFileStands
from storeops.people.secrets import random_pin
from storeops.store import hall_keys, journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.refusals import KeyFileLost


@dataclass(frozen=True)
class GivenPin:
    """A PIN for one time, told this once."""

    code: str
    name: str
    pin: str


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


@action
def renew_hall_key(db: HallDatabase, now: datetime, by: Actor) -> list[GivenPin]:
    """Make a new key where the file is lost for good: nobody's PIN can be judged any more, so all get one for one time.

    All sessions end, second factors are set up anew, customers' phone numbers of before stay unreadable, and a new
    chain of events begins. KeyFileStands where a key is there.
    """
    path = key_file(db.path)
    if read_keys(path).hall is not None:
        raise KeyFileStands(path=path)
    hall_keys.remember(db, with_hall_key(path))
    journal.begin_chain(db, now, by.name, "new_key")
    everybody = employee_rows.all_employees(db)
    for employee in everybody:
        session_rows.end_all_of(db, employee.id, now)
        tries_rows.forget_browsers_of(db, employee.id)
        factor_rows.remove(db, employee.id)
        employee_rows.set_pin(db, employee.id, None, is_one_time=False)
    tries_rows.forget_all(db)
    ids = [employee.id for employee in everybody]
    gone = {
        **traced_rows.written(db, employee_rows.TRACED_PINS, *ids),
        **traced_rows.written(db, factor_rows.TRACED_FACTORS, *ids),
    }
    journal.append(db, now, "hall_key_renewed", by.name, written=gone, local=by.local)
    given = []
    for employee in everybody:
        if employee.is_active:
            pin = random_pin()
            written = write_pin(db, employee.id, pin, is_one_time=True)
            journal.append(db, now, "pin_set", by.name, written=written, employee_id=employee.id, local=by.local)
            given.append(GivenPin(employee.code, employee.name, pin))
    return given


def _standing(database: Path) -> HallKeys:
    """The keys that stand there; none where the file is broken, which is why a copy is put back."""
    try:
        return read_keys(key_file(database))
    except KeyFileBroken:
        return HallKeys()
