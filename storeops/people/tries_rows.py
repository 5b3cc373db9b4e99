"""Counted tries to sign in, and the browsers at which somebody is known. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp, stamp_or_none
from storeops.people.counted_tries import CountedTries
from storeops.store import rows


def tries_of(db: Database, subject: str) -> CountedTries | None:
    """What was counted of a subject; None if nothing was."""
    return rows.one(
        db, CountedTries, "SELECT tries, seen_at, locked_until FROM counted_tries WHERE subject = ?", (subject,)
    )


def count(db: Database, subject: str, tries: CountedTries) -> None:
    """Keep what was counted of a subject."""
    db.execute(
        "INSERT INTO counted_tries (subject, tries, seen_at, locked_until) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (subject) DO UPDATE"
        " SET tries = excluded.tries, seen_at = excluded.seen_at, locked_until = excluded.locked_until",
        (subject, tries.tries, stamp(tries.seen_at), stamp_or_none(tries.locked_until)),
    )


def forget(db: Database, subject: str) -> None:
    """Forget what was counted of a subject, and lift its lock."""
    db.execute("DELETE FROM counted_tries WHERE subject = ?", (subject,))


def take_back(db: Database, subject: str) -> None:
    """Take one try back, and lift the lock that it may have begun."""
    db.execute("DELETE FROM counted_tries WHERE subject = ? AND tries = 1", (subject,))
    db.execute("UPDATE counted_tries SET tries = tries - 1, locked_until = NULL WHERE subject = ?", (subject,))


def forget_before(db: Database, instant: datetime) -> None:
    """Forget tries of long ago."""
    db.execute("DELETE FROM counted_tries WHERE seen_at < ?", (stamp(instant),))


def is_known(db: Database, browser_hash: str, employee_id: int) -> bool:
    """Whether somebody signed in at a browser before."""
    found = rows.scalar(
        db, "SELECT 1 FROM known_browser WHERE browser_hash = ? AND employee_id = ?", (browser_hash, employee_id)
    )
    return found is not None


def is_known_to_anybody(db: Database, browser_hash: str) -> bool:
    """Whether a browser's cookie is one of ours."""
    return rows.scalar(db, "SELECT 1 FROM known_browser WHERE browser_hash = ?", (browser_hash,)) is not None


def know(db: Database, browser_hash: str, employee_id: int, now: datetime) -> None:
    """Know a browser as one at which somebody signed in."""
    db.execute(
        "INSERT INTO known_browser (browser_hash, employee_id, last_used_at) VALUES (?, ?, ?)"
        " ON CONFLICT (browser_hash, employee_id) DO UPDATE SET last_used_at = excluded.last_used_at",
        (browser_hash, employee_id, stamp(now)),
    )


def forget_browsers_of(db: Database, employee_id: int) -> None:
    """Know no browser of an employee any more."""
    db.execute("DELETE FROM known_browser WHERE employee_id = ?", (employee_id,))


def forget_all(db: Database) -> None:
    """Forget all that was counted, and lift all locks."""
    db.execute("DELETE FROM counted_tries")


def forget_browsers_before(db: Database, instant: datetime) -> int:
    """Know no more the browsers that nobody used since an instant; how many."""
    return db.execute("DELETE FROM known_browser WHERE last_used_at < ?", (stamp(instant),)).rowcount
