"""Who is signed in, where and since when. Named SQL.

`key` seals sessions (session_seal.py): a row that the hall itself did not write is none.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.people.origin import Origin, SessionPlace
from storeops.people.roles import Role
from storeops.people.session_seal import is_genuine, session_seal
from storeops.store import rows


@dataclass(frozen=True)
class LiveSession:
    """A session that has neither ended nor expired, and whose it is. `counter` is None for whoever sits at none."""

    id: int
    seal: str
    employee_id: int
    code: str
    name: str
    role: Role
    pin_is_one_time: bool
    has_factor: bool
    factor_asked_at: datetime | None
    counter: str | None
    last_seen_at: datetime


@dataclass(frozen=True)
class OwnSession:
    """A session as its owner sees it."""

    id: int
    place: SessionPlace
    address: str
    browser: str
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class AwaitedCode:
    """A session whose owner gave the right PIN and not yet the code of the second factor."""

    id: int
    seal: str
    employee_id: int
    code: str


def begin(
    db: Database,
    key: bytes,
    token_hash: str,
    employee_id: int,
    origin: Origin,
    now: datetime,
    expires_at: datetime,
    awaits_code: bool = False,
) -> None:
    """Remember a signed-in browser or program."""
    seal = session_seal(key, token_hash, employee_id, origin.place, awaits_code=awaits_code)
    db.execute(
        "INSERT INTO session (token_hash, seal, employee_id, place, address, browser, created_at, last_seen_at,"
        " expires_at, awaits_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(token_hash, seal, employee_id, origin.place.value, origin.address, origin.browser),
            *(stamp(now), stamp(now), stamp(expires_at), int(awaits_code)),
        ),
    )


def awaiting_code(db: Database, key: bytes | None, token_hash: str, now: datetime) -> AwaitedCode | None:
    """The console's session of a token that awaits a code, of an active employee; None if it ended or took too long."""
    found = rows.one(
        db,
        AwaitedCode,
        "SELECT session.id, seal, employee.id AS employee_id, employee.code FROM session"
        " JOIN employee ON employee.id = session.employee_id"
        " WHERE token_hash = ? AND awaits_code = 1 AND ended_at IS NULL AND expires_at > ? AND is_active = 1",
        (token_hash, stamp(now)),
    )
    if found and is_genuine(found.seal, key, token_hash, found.employee_id, SessionPlace.CONSOLE, awaits_code=True):
        return found
    return None


def live(db: Database, key: bytes | None, token_hash: str, place: SessionPlace, now: datetime) -> LiveSession | None:
    """The session of a token at one place, of an active employee; None if it ended or expired."""
    found = rows.one(
        db,
        LiveSession,
        "SELECT session.id, session.seal, employee.id AS employee_id, employee.code, employee.name, employee.role,"
        " employee.pin_is_one_time, employee.factor_asked_at, second_factor.secret IS NOT NULL AS has_factor,"
        " signed_in.counter, session.last_seen_at FROM session"
        " JOIN employee ON employee.id = session.employee_id"
        " LEFT JOIN signed_in ON signed_in.employee_id = employee.id"
        " LEFT JOIN second_factor ON second_factor.employee_id = employee.id"
        " WHERE session.token_hash = ? AND session.place = ? AND session.ended_at IS NULL AND session.expires_at > ?"
        " AND session.awaits_code = 0 AND employee.is_active = 1",
        (token_hash, place.value, stamp(now)),
    )
    if found and is_genuine(found.seal, key, token_hash, found.employee_id, place, awaits_code=False):
        return found
    return None


def see(db: Database, session_id: int, now: datetime) -> None:
    """Note that somebody is there."""
    db.execute("UPDATE session SET last_seen_at = ? WHERE id = ?", (stamp(now), session_id))


def live_of(db: Database, employee_id: int, now: datetime) -> list[OwnSession]:
    """The sessions of an employee that have neither ended nor expired, the latest used first."""
    return rows.many(
        db,
        OwnSession,
        "SELECT id, place, address, browser, created_at, last_seen_at FROM session"
        " WHERE employee_id = ? AND ended_at IS NULL AND expires_at > ? AND awaits_code = 0"
        " ORDER BY last_seen_at DESC, id DESC",
        (employee_id, stamp(now)),
    )


def end(db: Database, session_id: int, now: datetime) -> None:
    """End one session."""
    db.execute("UPDATE session SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (stamp(now), session_id))


def end_all_of(db: Database, employee_id: int, now: datetime, but: int | None = None) -> None:
    """End every session of an employee, `but` one: the PIN changed, or they left."""
    db.execute(
        "UPDATE session SET ended_at = ? WHERE employee_id = ? AND ended_at IS NULL AND id IS NOT ?",
        (stamp(now), employee_id, but),
    )


def forget_all(db: Database) -> None:
    """Forget every session, whatever the schema's version: a copy that is put back knows some that have ended since."""
    db.execute("DELETE FROM session")


def forget_before(db: Database, instant: datetime) -> int:
    """Forget the sessions that ended, or expired, before an instant; how many."""
    return db.execute("DELETE FROM session WHERE coalesce(ended_at, expires_at) < ?", (stamp(instant),)).rowcount


def forget_of(db: Database, employee_id: int) -> None:
    """Forget from where an employee was signed in."""
    db.execute("DELETE FROM session WHERE employee_id = ?", (employee_id,))
