"""PINs: the owner chooses and changes them; the administrator only gives one for one time. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.people import employee_rows, session_rows, tries_rows
from storeops.people.counted_tries import number_of
from storeops.people.employee_rows import Employee
from storeops.people.pin_rules import FIELD, refuse_easy_pin
from storeops.people.pin_steps import write_pin
from storeops.people.refusals import PinChosenAlready, PinUnchanged, PinWrong
from storeops.people.secrets import PEPPER, pin_matches, random_pin
from storeops.people.tries_steps import Try, forgive
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def reset_pin(db: HallDatabase, now: datetime, by: Actor, code: str) -> str:
    """Give an employee a PIN for one time, told this once; it ends their sessions and lifts a lock. UnknownEmployee."""
    employee = employee_rows.by_code(db, code)
    pin = random_pin()
    written = write_pin(db, employee.id, pin, is_one_time=True)
    session_rows.end_all_of(db, employee.id, now)
    tries_rows.forget(db, number_of(employee.code))
    journal.append(db, now, "pin_set", by.name, written=written, employee_id=employee.id, local=by.local)
    return pin


@action
def choose_first_pin(db: HallDatabase, now: datetime, by: Actor, code: str, new_pin: str, session_id: int) -> None:
    """Choose the first PIN of one's own, instead of the one for one time. PinNeeded, PinTooEasy, PinUnchanged."""
    employee = employee_rows.by_code(db, code)
    if not employee.pin_is_one_time:
        raise PinChosenAlready
    _write(db, now, by, employee, new_pin, session_id)


@action
def change_pin(db: HallDatabase, now: datetime, by: Actor, tried: Try, new_pin: str, session_id: int) -> None:
    """Change one's own PIN once the present one was judged; all other sessions end.

    PinWrong, PinNeeded, PinTooEasy, PinUnchanged. The present PIN is judged as at the door: whoever finds a desk
    unlocked cannot try PINs out there.
    """
    if tried.employee is None:
        raise PinWrong("pin")
    _write(db, now, by, employee_rows.by_code(db, tried.employee.code), new_pin, session_id)
    forgive(db, tried.counted)


def _write(db: HallDatabase, now: datetime, by: Actor, employee: Employee, new_pin: str, session_id: int) -> None:
    if pin_matches(employee.pin_hash, new_pin, db.subkey(PEPPER), employee.id):
        raise PinUnchanged(FIELD)
    refuse_easy_pin(new_pin, employee.code)
    written = write_pin(db, employee.id, new_pin, is_one_time=False)
    session_rows.end_all_of(db, employee.id, now, but=session_id)
    journal.append(db, now, "pin_changed", by.name, written=written, employee_id=employee.id, local=by.local)
