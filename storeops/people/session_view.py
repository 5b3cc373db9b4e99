"""Who is signed in, and where else. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.people import employee_rows, session_rows
from storeops.people.asked_first import NOTHING, FirstSteps, first_steps
from storeops.people.idling import is_idle
from storeops.people.origin import SessionPlace
from storeops.people.roles import Role
from storeops.people.secrets import token_hash
from storeops.people.session_rows import LiveSession, OwnSession


@dataclass(frozen=True)
class SignedInEmployee:
    """What pages may know of whoever is signed in, and what is asked of them before anything else."""

    code: str
    name: str
    role: Role
    session_id: int
    last_seen_at: datetime
    first: FirstSteps


def signed_in_employee(
    db: Database, key: bytes | None, token: str, place: SessionPlace, now: datetime
) -> SignedInEmployee | None:
    """The active employee of a session's token; None if it ended, expired, or nobody was there for too long.

    `key` tells whether the hall itself began it (session_seal.py).
    """
    session = session_rows.live(db, key, token_hash(token), place, now)
    if session is None or is_idle(session.role, session.counter, session.last_seen_at, now):
        return None
    return SignedInEmployee(
        session.code,
        session.name,
        session.role,
        session.id,
        session.last_seen_at,
        _asked_first(db, session, now),
    )


def was_left_idle(db: Database, key: bytes | None, token: str, place: SessionPlace, now: datetime) -> bool:
    """Whether a session would go on, had somebody been there: its owner may not know that it is over."""
    session = session_rows.live(db, key, token_hash(token), place, now)
    return session is not None and is_idle(session.role, session.counter, session.last_seen_at, now)


def awaits_code(db: Database, key: bytes | None, token: str, now: datetime) -> bool:
    """Whether somebody gave the right PIN by this token a moment ago, and a code of the second factor is missing."""
    return session_rows.awaiting_code(db, key, token_hash(token), now) is not None


def _asked_first(db: Database, session: LiveSession, now: datetime) -> FirstSteps:
    if not employee_rows.is_real_hall(db):
        return NOTHING
    return first_steps(session.role, session.pin_is_one_time, session.has_factor, session.factor_asked_at, now)


def own_sessions(db: Database, code: str, now: datetime) -> list[OwnSession]:
    """Where an employee is signed in, the latest used first; those that nobody used for too long are over."""
    employee = employee_rows.by_code(db, code)
    counter = employee_rows.counter_of(db, employee.id)
    return [
        session
        for session in session_rows.live_of(db, employee.id, now)
        if not is_idle(employee.role, counter, session.last_seen_at, now)
    ]
