"""Marks of texts: what the journal keeps of them, so that a text that was changed shows and none is told. SQL function.

`text_mark(id, text, ...)` is a MAC over a row's id and its texts, keyed for this purpose alone. Without the hall's key
file nobody finds a text from its mark, sees that two rows hold the same one, or makes the mark of another text.
"""

import hashlib
import hmac
import json
from pathlib import Path

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.errors import KeyFileBroken
from storeops.base.key_file import derived_key, key_file, read_keys

FUNCTION = "text_mark"
_PURPOSE = "text marks"
_DIGITS = 16


def teach(connection: sqlite3.Connection, database: Path) -> None:
    """Let a connection to this database file make marks."""
    keys = key_file(database)
    connection.create_function(FUNCTION, -1, lambda *values: _mark(keys, values), deterministic=False)


def _mark(keys: Path, values: tuple[object, ...]) -> str | None:
    """The mark of some values, the first one the id of their row; None where the key file is missing or broken."""
    try:
        hall_key = read_keys(keys).hall
    except KeyFileBroken:
        return None
    if hall_key is None:
        return None
    told = json.dumps([hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value for value in values])
    return hmac.digest(derived_key(hall_key, _PURPOSE), told.encode(), "sha256").hex()[:_DIGITS]
