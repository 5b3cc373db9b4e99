"""The keys that a hall's own key gives, one for each purpose. The key itself stands in the key file; the database knows
its fingerprint, so that another hall's file is not taken for this one's.
"""

from pathlib import Path

from sqlite_utils import Database

from storeops.base.errors import KeyFileBroken
from storeops.base.key_file import HallKeys, derived_key, key_file, read_keys, with_hall_key
from storeops.store import rows
from storeops.store.refusals import KeyFileLost

_FINGERPRINT = "fingerprint"


def subkey(db: Database, database: Path, purpose: str) -> bytes:
    """The hall's key for one purpose, 32 bytes. KeyFileLost, KeyFileBroken."""
    keys = read_keys(key_file(database))
    if not belong_to_hall(db, keys) or keys.hall is None:
        raise KeyFileLost
    return derived_key(keys.hall, purpose)


def standing_subkey(database: Path, purpose: str) -> bytes | None:
    """The key for one purpose of the key file that stands there; None where none does, or a broken one.

    It is asked where the hall goes on without a key, so the database has no word in it: whoever writes the database
    could say that the file is not the hall's.
    """
    try:
        keys = read_keys(key_file(database))
    except KeyFileBroken:
        return None
    return derived_key(keys.hall, purpose) if keys.hall else None


def is_there(db: Database, database: Path) -> bool:
    """Whether the key file stands there and is this hall's. KeyFileBroken."""
    return belong_to_hall(db, read_keys(key_file(database)))


def belong_to_hall(db: Database, keys: HallKeys) -> bool:
    """Whether these keys are this hall's."""
    return keys.hall is not None and fingerprint(keys.hall) == _known_fingerprint(db)


def fingerprint(hall_key: bytes) -> str:
    """What the database may know of a hall's key."""
    return derived_key(hall_key, _FINGERPRINT).hex()


def give_key(db: Database, database: Path) -> None:
    """Give a hall that has no key yet one of its own. KeyFileBroken. The caller holds the write transaction.

    A key that stands in the file already is taken: the file was put back first.
    """
    if _known_fingerprint(db) is None:
        remember(db, with_hall_key(key_file(database)))


def remember(db: Database, hall_key: bytes) -> None:
    """Know a key as this hall's from now on. The caller holds the write transaction."""
    db.execute(
        "INSERT INTO hall_key (id, fingerprint) VALUES (1, ?)"
        " ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint",
        (fingerprint(hall_key),),
    )


def _known_fingerprint(db: Database) -> str | None:
    found: str | None = rows.scalar(db, "SELECT fingerprint FROM hall_key")
    return found
