"""Signing in and out. Actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.people import employee_rows
from storeops.people.employee_rows import Employee
from storeops.people.refusals import SignInLocked, SignInRefused, UnknownEmployee
from storeops.people.secrets import new_token, pin_matches, token_hash
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase

SESSION_LASTS = timedelta(hours=12)
FAILURES_BEFORE_LOCK = 5
LOCKED_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class SignedIn:
    """A new session; `token` is told this once and kept only as a hash."""

    employee: Employee
    token: str


def sign_in(db: HallDatabase, clock: Clock, by: Actor, employee_code: str, pin: str) -> SignedIn:
    """Begin a session. SignInRefused or, after five wrong PINs in a row, SignInLocked.

    The slow check of the PIN runs before the write transaction; the wrong try is counted in one of its own.
    """
    try:
        employee = employee_rows.by_code(db, employee_code)
    except UnknownEmployee:
        pin_matches(None, pin)  # takes as long as for a known number, so that numbers cannot be probed
        raise SignInRefused from None
    now = clock.now()
    # A lock that lasts longer than any was set before the clock was put back.
    if employee.locked_until and now < employee.locked_until <= now + LOCKED_FOR:
        minutes = -(-(employee.locked_until - now) // timedelta(minutes=1))
        raise SignInLocked(minutes=minutes)
    if not employee.is_active or not pin_matches(employee.pin_hash, pin):
        _count_failure(db, clock, by, employee_code)
        raise SignInRefused
    return _begin_session(db, clock, by, employee_code)


@action
def _count_failure(db: HallDatabase, now: datetime, by: Actor, employee_code: str) -> None:
    employee = employee_rows.by_code(db, employee_code)
    failures = employee.failed_sign_ins + 1
    locked = failures >= FAILURES_BEFORE_LOCK
    employee_rows.note_failure(db, employee.id, 0 if locked else failures, now + LOCKED_FOR if locked else None)
    journal.append(db, now, "sign_in_refused", by.name, employee_id=employee.id)


@action
def _begin_session(db: HallDatabase, now: datetime, by: Actor, employee_code: str) -> SignedIn:
    employee = employee_rows.by_code(db, employee_code)
    token = new_token()
    employee_rows.begin_session(db, token_hash(token), employee.id, now, now + SESSION_LASTS)
    employee_rows.note_failure(db, employee.id, 0, None)
    journal.append(db, now, "sign_in", by.name, employee_id=employee.id)
    return SignedIn(employee, token)


@action
def sign_out(db: HallDatabase, now: datetime, by: Actor, token: str) -> None:
    """End the session of a token; nothing happens if it has ended already."""
    employee = employee_rows.of_session(db, token_hash(token), now)
    if employee:
        employee_rows.end_session(db, token_hash(token), now)
        journal.append(db, now, "sign_out", by.name, employee_id=employee.id)
