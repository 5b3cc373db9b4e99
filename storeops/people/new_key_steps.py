"""A new key of the hall, where the file is lost for good. Steps of the action that begins a new chain with it."""

from dataclasses import dataclass
from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.key_file import key_file, read_keys, with_hall_key
from storeops.people import employee_rows, factor_rows, session_rows, tries_rows
from storeops.people.pin_steps import write_pin
from storeops.people.refusals import KeyFileStands
from storeops.people.secrets import random_pin
from storeops.store import hall_keys, journal, traced_rows
from storeops.store.database import HallDatabase


@dataclass(frozen=True)
class GivenPin:
    """A PIN for one time, told this once."""

    code: str
    name: str
    pin: str


def make_key(db: HallDatabase) -> None:
    """Make a new key and remember it. KeyFileStands where a key is there."""
    path = key_file(db.path)
    if read_keys(path).hall is not None:
        raise KeyFileStands(path=path)
    hall_keys.remember(db, with_hall_key(path))


def admit_anew(db: HallDatabase, now: datetime, by: Actor) -> list[GivenPin]:
    """Give everybody a PIN for one time: by the new key nobody's can be judged. Sessions and second factors end."""
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
