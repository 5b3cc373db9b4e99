"""Writing PINs into the rows of their employees. Steps of an action."""

from collections.abc import Sequence
from datetime import datetime

from storeops.base.actor import Actor
from storeops.people import employee_rows
from storeops.people.secrets import PEPPER, bound, is_bound, pin_hash
from storeops.store import journal, traced_rows
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import WrittenRows

BOUND_SINCE = "0028_bound_secrets"
"""With this step of the schema the old forms of hashes end: no later one honours any."""


def write_pin(db: HallDatabase, employee_id: int, pin: str, *, is_one_time: bool) -> WrittenRows:
    """Write an employee's PIN; what the event of it tells. KeyFileLost, KeyFileBroken."""
    employee_rows.set_pin(db, employee_id, pin_hash(pin, db.subkey(PEPPER), employee_id), is_one_time)
    return traced_rows.written(db, employee_rows.TRACED_PINS, employee_id)


def bind_pins(db: HallDatabase, now: datetime, by: Actor, steps: Sequence[str]) -> None:
    """Bind the hashes of earlier versions to their employees, where the schema takes BOUND_SINCE with these steps.

    Everybody keeps their PIN. It happens in the step's own transaction and never again: an old form that comes later
    was written by somebody who is not the hall. Where the key is lost they stay as they are, and open nothing.
    """
    if BOUND_SINCE not in steps or not db.has_its_key:
        return
    pepper = db.subkey(PEPPER)
    old = [kept for kept in employee_rows.pin_hashes(db) if not is_bound(kept.pin_hash)]
    for kept in old:
        employee_rows.rewrite_pin_hash(db, kept.id, bound(kept.pin_hash, pepper, kept.id))
    if old:
        written = traced_rows.written(db, employee_rows.TRACED_PINS, *(kept.id for kept in old))
        journal.append(db, now, "pins_bound", by.name, written=written, local=by.local, count=len(old))
