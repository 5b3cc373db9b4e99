"""Signing in with number and PIN. Actions.

A try is counted before anybody looks at the PIN, in a transaction of its own: however many come at once, no more are
judged than are free. The slow check of the PIN then runs outside the write lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.people import employee_rows, factor_rows, session_rows, tries_rows
from storeops.people.asked_first import NOTHING, FirstSteps, first_steps
from storeops.people.counted_tries import Subject
from storeops.people.employee_rows import Employee
from storeops.people.factor_steps import take_code
from storeops.people.hashing_turns import TURNS
from storeops.people.origin import Origin, SessionPlace
from storeops.people.refusals import (
    CodeWrong,
    FactorCodeNeeded,
    FactorNeeded,
    NotSignedIn,
    PinChangeNeeded,
    SignInLocked,
    SignInRefused,
)
from storeops.people.secrets import PEPPER, new_token, pin_matches, token_hash
from storeops.people.session_seal import SESSIONS
from storeops.people.tries_steps import Try, browser_hash, count_try, forgive, forgive_address, subjects
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase

SESSION_LASTS = timedelta(hours=12)
CODE_AWAITED = timedelta(minutes=5)
"""As long as somebody whose PIN was right may take to find the phone."""


@dataclass(frozen=True)
class SignedIn:
    """A new session. `token`, and `cookie` by which the browser is known from now on, are told this once.

    `awaits_code`: it opens nothing until a code of the second factor was given; until then `cookie` is empty.
    """

    employee: Employee
    token: str
    cookie: str
    awaits_code: bool = False


def sign_in(
    db: HallDatabase, clock: Clock, by: Actor, employee_code: str, pin: str, origin: Origin, code: str | None = None
) -> SignedIn:
    """Begin a session, or at the console one that awaits a code where there is a second factor.

    SignInRefused, SignInLocked, ManySignIn; for a program PinChangeNeeded, FactorNeeded, FactorCodeNeeded; KeyFileLost,
    KeyFileBroken.
    """
    tried = judged(db, clock, by, employee_code, pin, origin)
    if tried.employee is None:
        raise SignInRefused
    entered = _enter(db, clock, by, tried, origin, code)
    if entered is None:
        raise CodeWrong
    return entered


def give_code(db: HallDatabase, clock: Clock, by: Actor, token: str, code: str, origin: Origin) -> SignedIn:
    """Go on with a session that awaits a code, under a new token. NotSignedIn if it took too long, CodeWrong,
    SignInLocked.
    """
    waiting = session_rows.awaiting_code(db, db.standing_subkey(SESSIONS), token_hash(token), clock.now())
    if waiting is None:
        raise NotSignedIn
    tried = counted(db, clock, by, waiting.code, origin)
    entered = _go_on(db, clock, by, tried, waiting.id, code, origin)
    if entered is None:
        raise CodeWrong
    return entered


def judged(db: HallDatabase, clock: Clock, by: Actor, employee_code: str, pin: str, origin: Origin) -> Try:
    """The try with the active employee whose PIN this is; without one, and told to the journal, if it is not theirs.

    SignInLocked, ManySignIn. It takes as long for a number that nobody has, and leaves the same traces.
    """
    pepper = db.subkey(PEPPER)
    with TURNS.turn():  # around the count too: a try that never had its turn is none
        tried = counted(db, clock, by, employee_code, origin)
        employee = tried.employee
        may_enter = employee is not None and employee.is_active
        known = employee.pin_hash if employee and may_enter else None
        is_right = pin_matches(known, pin, pepper, employee.id if employee else None)
    if not is_right:
        _note_refusal(db, clock, by, employee.id if employee else None)
        return Try(None, tried.counted)
    return tried


def counted(db: HallDatabase, clock: Clock, by: Actor, employee_code: str, origin: Origin) -> Try:
    """A try of a PIN or code that is counted and may be judged now. SignInLocked."""
    tried, wait = _count(db, clock, by, employee_code, origin)
    if wait:
        raise SignInLocked(minutes=-(-wait // timedelta(minutes=1)))
    return tried


@action
def _count(db: HallDatabase, now: datetime, by: Actor, employee_code: str, origin: Origin) -> tuple[Try, timedelta]:
    del by
    employee = employee_rows.known(db, employee_code)
    tried = subjects(db, employee_code, employee.id if employee else None, origin)
    return Try(employee, tried), count_try(db, now, tried)


@action
def _note_refusal(db: HallDatabase, now: datetime, by: Actor, employee_id: int | None) -> None:
    journal.append(db, now, "sign_in_refused", by.name, employee_id=employee_id, local=by.local)


@action
def _enter(db: HallDatabase, now: datetime, by: Actor, tried: Try, origin: Origin, code: str | None) -> SignedIn | None:
    """The new session; None, and told to the journal, where the code was wrong."""
    assert tried.employee is not None
    employee = employee_rows.by_code(db, tried.employee.code)
    if employee.pin_hash != tried.employee.pin_hash or not employee.is_active:
        raise SignInRefused  # they got another PIN or left while this one was judged
    asked = _asked_first(db, now, employee)
    if origin.place is SessionPlace.API:
        if asked.choose_pin:
            raise PinChangeNeeded
        if asked.must_set_up_factor(now):
            raise FactorNeeded
    if employee.has_factor:
        if origin.place is SessionPlace.CONSOLE:
            forgive_address(db, tried.counted)
            return _await_code(db, now, employee, origin)
        if not code:
            raise FactorCodeNeeded
        if not take_code(db, now, by, employee.id, code):
            return None
    return _begin_session(db, now, by, employee, tried.counted, origin)


def _await_code(db: HallDatabase, now: datetime, employee: Employee, origin: Origin) -> SignedIn:
    token, key, until = new_token(), db.subkey(SESSIONS), now + CODE_AWAITED
    session_rows.begin(db, key, token_hash(token), employee.id, origin, now, until, awaits_code=True)
    return SignedIn(employee, token, "", awaits_code=True)


@action
def _go_on(
    db: HallDatabase, now: datetime, by: Actor, tried: Try, session_id: int, code: str, origin: Origin
) -> SignedIn | None:
    """The new session instead of the one that awaited the code; None, and told to the journal, if it was wrong."""
    assert tried.employee is not None
    if not take_code(db, now, by, tried.employee.id, code):
        return None
    session_rows.end(db, session_id, now)
    return _begin_session(db, now, by, tried.employee, tried.counted, origin)


def _begin_session(
    db: HallDatabase, now: datetime, by: Actor, employee: Employee, tried: tuple[Subject, ...], origin: Origin
) -> SignedIn:
    forgive(db, tried)
    if _asked_first(db, now, employee).factor_due_at:
        factor_rows.ask(db, employee.id, now)
    token = new_token()
    session_rows.begin(db, db.subkey(SESSIONS), token_hash(token), employee.id, origin, now, now + SESSION_LASTS)
    cookie = _known_from_now_on(db, now, employee, origin)
    journal.append(db, now, "sign_in", by.name, employee_id=employee.id, local=by.local)
    return SignedIn(employee, token, cookie)


def _asked_first(db: HallDatabase, now: datetime, employee: Employee) -> FirstSteps:
    if not employee_rows.is_real_hall(db):
        return NOTHING
    return first_steps(employee.role, employee.pin_is_one_time, employee.has_factor, employee.factor_asked_at, now)


def _known_from_now_on(db: HallDatabase, now: datetime, employee: Employee, origin: Origin) -> str:
    """The cookie of the browser, its own if it is one of ours: nobody else's choice of a cookie becomes known.

    So is the enrolled device from which somebody signs in.
    """
    cookie = origin.cookie or ""
    if not tries_rows.is_known_to_anybody(db, browser_hash(db, cookie)):
        cookie = new_token()
    if origin.place is SessionPlace.CONSOLE:
        tries_rows.know(db, browser_hash(db, cookie), employee.id, now)
    if origin.device_token:
        tries_rows.know(db, browser_hash(db, origin.device_token), employee.id, now)
    return cookie
