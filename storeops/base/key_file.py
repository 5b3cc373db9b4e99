"""The hall's key file: it stands beside the database and never in it. A door to the disk.

It holds the hall's own key, from which every part of the product derives a key for one purpose, and the keys of
customers' phone numbers, one for each month: those are drawn, not derived, so that a month whose key is dropped is
unreadable for ever. Whoever has the database or its backup alone can read, forge and try out nothing.
"""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storeops.base.durable_files import replace_file
from storeops.base.errors import KeyFileBroken

KEY_BYTES = 32
_HALL = "hall"
"""The name of the hall's own key in the file; all others are months."""


@dataclass(frozen=True)
class HallKeys:
    """What the file holds. `hall` is None where the hall has no key of its own yet; `months` are written YYYY-MM."""

    hall: bytes | None = field(default=None, repr=False)
    months: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def new_key() -> bytes:
    """A key that nobody can guess."""
    return secrets.token_bytes(KEY_BYTES)


@lru_cache(maxsize=64)
def derived_key(hall_key: bytes, purpose: str) -> bytes:
    """The key for one purpose (HKDF-SHA-256): from one purpose's key nobody finds another's, nor the hall's."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"storeops {purpose}".encode()).derive(hall_key)


def key_file(database: Path) -> Path:
    """Where the keys of a database file stand."""
    return database.with_name(f"{database.name}.keys")


def read_keys(path: Path) -> HallKeys:
    """The keys of a file; none where no file stands. KeyFileBroken."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return HallKeys()
    except OSError as error:
        raise KeyFileBroken(path=path, cause=error.strerror) from error
    return _read(path, (seen.st_mtime_ns, seen.st_size, seen.st_ino))


@lru_cache(maxsize=8)
def _read(path: Path, _seen: tuple[int, int, int]) -> HallKeys:
    """The keys of a file as it was seen: every event asks for one, and the file hardly ever changes."""
    try:
        named = json.loads(path.read_text(encoding="ascii"))
        keys = {str(name): base64.b64decode(key, validate=True) for name, key in named.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise KeyFileBroken(path=path, cause=error) from error
    if any(len(key) != KEY_BYTES for key in keys.values()):
        raise KeyFileBroken(path=path, cause="a key of the wrong length")
    return HallKeys(keys.pop(_HALL, None), keys)


def write_keys(path: Path, keys: HallKeys) -> None:
    """Put the keys into their file, for its owner alone. KeyFileBroken.

    The caller holds the database's write lock, so that no two processes write at once.
    """
    named = {_HALL: keys.hall} if keys.hall else {}
    named |= dict(sorted(keys.months.items()))
    body = json.dumps({name: base64.b64encode(key).decode() for name, key in named.items()}, indent=1)
    try:
        replace_file(path, f"{body}\n".encode("ascii"))
    except OSError as error:
        raise KeyFileBroken(path=path, cause=error.strerror) from error


def with_hall_key(path: Path) -> bytes:
    """The hall's own key of a file, made and on disk if there was none. KeyFileBroken. The caller holds the lock."""
    keys = read_keys(path)
    if keys.hall is None:
        keys = replace(keys, hall=new_key())
        write_keys(path, keys)
    assert keys.hall is not None
    return keys.hall
