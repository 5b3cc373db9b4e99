"""Signing in with number and PIN. Actions.

A try is counted before anybody looks at the PIN, in a transaction of its own: however many come at once, no more are
judged than are free. The slow check of the PIN then runs outside the write lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.people import employee_rows, session_rows, tries_rows
from storeops.people.employee_rows import Employee
from storeops.people.origin import Origin, SessionPlace
from storeops.people.refusals import PinChangeNeeded, SignInLocked, SignInRefused
from storeops.people.secrets import PEPPER, is_without_pepper, new_token, pin_hash, pin_matches, token_hash
from storeops.people.tries_steps import Try, browser_hash, count_try, forgive, subjects
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase

SESSION_LASTS = timedelta(hours=12)


@dataclass(frozen=True)
class SignedIn:
    """A new session. `token`, and `cookie` by which the browser is known from now on, are told this once."""

    employee: Employee
    token: str
    cookie: str


def sign_in(db: HallDatabase, clock: Clock, by: Actor, employee_code: str, pin: str, origin: Origin) -> SignedIn:
    """Begin a session. SignInRefused, SignInLocked, PinChangeNeeded for a program; KeyFileLost, KeyFileBroken."""
    tried = judged(db, clock, by, employee_code, pin, origin)
    if tried.employee is None:
        raise SignInRefused
    known = tried.employee.pin_hash
    renewed = pin_hash(pin, db.subkey(PEPPER)) if is_without_pepper(known) else None
    return _begin_session(db, clock, by, tried, renewed, origin)


def judged(db: HallDatabase, clock: Clock, by: Actor, employee_code: str, pin: str, origin: Origin) -> Try:
    """The try with the active employee whose PIN this is; without one, and told to the journal, if it is not theirs.

    SignInLocked. It takes as long for a number that nobody has, and leaves the same traces.
    """
    pepper = db.subkey(PEPPER)
    tried, wait = _count(db, clock, by, employee_code, origin)
    if wait:
        raise SignInLocked(minutes=-(-wait // timedelta(minutes=1)))
    employee = tried.employee
    may_enter = employee is not None and employee.is_active
    if not pin_matches(employee.pin_hash if employee and may_enter else None, pin, pepper):
        _note_refusal(db, clock, by, employee.id if employee else None)
        return Try(None, tried.counted)
    return tried


@action
def _count(db: HallDatabase, now: datetime, by: Actor, employee_code: str, origin: Origin) -> tuple[Try, timedelta]:
    del by
    employee = employee_rows.known(db, employee_code)
    counted = subjects(db, employee_code, employee.id if employee else None, origin)
    return Try(employee, counted), count_try(db, now, counted)


@action
def _note_refusal(db: HallDatabase, now: datetime, by: Actor, employee_id: int | None) -> None:
    journal.append(db, now, "sign_in_refused", by.name, employee_id=employee_id, local=by.local)


@action
def _begin_session(
    db: HallDatabase, now: datetime, by: Actor, tried: Try, renewed: str | None, origin: Origin
) -> SignedIn:
    assert tried.employee is not None
    employee = employee_rows.by_code(db, tried.employee.code)
    if employee.pin_hash != tried.employee.pin_hash or not employee.is_active:
        raise SignInRefused  # they got another PIN or left while this one was judged
    if origin.place is SessionPlace.API and employee.pin_is_one_time and employee_rows.asks_for_own_pins(db):
        raise PinChangeNeeded
    if renewed:
        employee_rows.renew_pin_hash(db, employee.id, renewed)
    forgive(db, tried.counted)
    token = new_token()
    session_rows.begin(db, token_hash(token), employee.id, origin, now, now + SESSION_LASTS)
    cookie = _known_from_now_on(db, now, employee, origin)
    journal.append(db, now, "sign_in", by.name, employee_id=employee.id, local=by.local)
    return SignedIn(employee, token, cookie)


def _known_from_now_on(db: HallDatabase, now: datetime, employee: Employee, origin: Origin) -> str:
    """The cookie of the browser, its own if it is one of ours: nobody else's choice of a cookie becomes known."""
    cookie = origin.cookie or ""
    if not tries_rows.is_known_to_anybody(db, browser_hash(db, cookie)):
        cookie = new_token()
    if origin.place is SessionPlace.CONSOLE:
        tries_rows.know(db, browser_hash(db, cookie), employee.id, now)
    return cookie
