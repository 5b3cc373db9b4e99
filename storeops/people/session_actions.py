"""Being there, and leaving: sessions that go on, and sessions that end. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.people import session_rows
from storeops.people.employee_rows import Employee
from storeops.people.origin import SessionPlace
from storeops.people.refusals import NoSuchSession, PinWrong
from storeops.people.secrets import token_hash
from storeops.people.session_seal import SESSIONS
from storeops.people.tries_steps import Try, forgive
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def note_presence(db: HallDatabase, now: datetime, by: Actor, session_id: int) -> None:
    """Note that somebody uses a session. It writes no event: nothing that anybody sees changes."""
    del by
    session_rows.see(db, session_id, now)


@action
def sign_out(db: HallDatabase, now: datetime, by: Actor, token: str, place: SessionPlace) -> None:
    """End the session of a token; nothing happens if it has ended already."""
    session = session_rows.live(db, db.standing_subkey(SESSIONS), token_hash(token), place, now)
    if session:
        session_rows.end(db, session.id, now)
        journal.append(db, now, "sign_out", by.name, employee_id=session.employee_id, local=by.local)


@action
def end_own_session(db: HallDatabase, now: datetime, by: Actor, tried: Try, session_id: int) -> None:
    """End one of one's own sessions, at another browser or of a program, once the PIN was judged. PinWrong,
    NoSuchSession.
    """
    employee = _whose_pin_was_right(db, tried)
    if session_id not in {session.id for session in session_rows.live_of(db, employee.id, now)}:
        raise NoSuchSession
    session_rows.end(db, session_id, now)
    journal.append(db, now, "sign_out", by.name, employee_id=employee.id, local=by.local)


@action
def end_other_sessions(db: HallDatabase, now: datetime, by: Actor, tried: Try, but: int) -> None:
    """End all of one's own sessions but one, once the PIN was judged; no event where there is no other. PinWrong."""
    employee = _whose_pin_was_right(db, tried)
    others = [session for session in session_rows.live_of(db, employee.id, now) if session.id != but]
    for session in others:
        session_rows.end(db, session.id, now)
        journal.append(db, now, "sign_out", by.name, employee_id=employee.id, local=by.local)


def _whose_pin_was_right(db: HallDatabase, tried: Try) -> Employee:
    """Whoever finds a desk unlocked can neither throw its owner out elsewhere nor try PINs. PinWrong."""
    if tried.employee is None:
        raise PinWrong("pin_for_sessions")
    forgive(db, tried.counted)
    return tried.employee
