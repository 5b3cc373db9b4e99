"""Counting a try before anybody looks at the PIN, and taking it back when it was right. Steps of an action."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.people import tries_rows
from storeops.people.counted_tries import (
    FORGOTTEN_AFTER,
    CountedTries,
    Subject,
    lock_after,
    subjects_at_known_browser,
    subjects_of_stranger,
)
from storeops.people.employee_rows import Employee
from storeops.people.origin import Origin
from storeops.store.database import HallDatabase


@dataclass(frozen=True)
class Try:
    """A try that was counted; `employee` is None where nobody has the number, or the PIN was not theirs."""

    employee: Employee | None
    counted: tuple[Subject, ...]


def browser_hash(db: HallDatabase, cookie: str) -> str:
    """What is kept of a browser's cookie or a device's token, keyed: it makes nobody one. KeyFileLost."""
    return hmac.new(db.subkey("known browser"), cookie.encode(), hashlib.sha256).hexdigest()


def subjects(db: HallDatabase, number: str, employee_id: int | None, origin: Origin) -> tuple[Subject, ...]:
    """Whose tries a try counts as."""
    for held in (origin.cookie, origin.device_token):
        if held and employee_id is not None:
            hashed = browser_hash(db, held)
            if tries_rows.is_known(db, hashed, employee_id):
                return subjects_at_known_browser(hashed, employee_id)
    return subjects_of_stranger(number, origin.address)


def count_try(db: HallDatabase, now: datetime, tried: tuple[Subject, ...]) -> timedelta:
    """Count a try; how long nobody may try, and then nothing is counted but that somebody came."""
    if db.keeps_nothing:  # one could guess for ever
        raise RuntimeError("a try of a PIN that would not count")
    tries_rows.forget_before(db, now - FORGOTTEN_AFTER)
    standing = {subject: tries_rows.tries_of(db, subject.name) for subject in tried}
    wait = max((found.wait(now) for found in standing.values() if found), default=timedelta(0))
    for subject, found in standing.items():
        if not wait:
            tries = (found.tries if found else 0) + 1
            lock = lock_after(tries, subject.free)
            tries_rows.count(db, subject.name, CountedTries(tries, now, now + lock if lock else None))
        elif found:
            tries_rows.count(db, subject.name, CountedTries(found.tries, now, found.locked_until))
    return wait


def forgive(db: HallDatabase, tried: tuple[Subject, ...]) -> None:
    """The try was right: forget the wrong ones before it. An address keeps those of others."""
    forgive_address(db, tried)
    for subject in tried:
        if not subject.is_address:
            tries_rows.forget(db, subject.name)


def forgive_address(db: HallDatabase, tried: tuple[Subject, ...]) -> None:
    """The PIN was right, and a code is still to come: the number's tries count on until that is right too."""
    for subject in tried:
        if subject.is_address:
            tries_rows.take_back(db, subject.name)
