"""The keys of customers' phone numbers. They stand in a file beside the database and never in it.

One key serves a month of the hall. From it come two: one encrypts (AES-256-GCM), one makes the hash by which the same
customer is known again (HMAC-SHA-256). Whoever has the database alone can read no number and try none out.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storeops.base.durable_files import OWNER_ONLY, replace_file
from storeops.base.months import month_before
from storeops.quality.follow_ups.refusals import ContactLost, KeyFileBroken

_KEY_BYTES = 32
_NONCE_BYTES = 12

Keys = Mapping[str, bytes]
"""The keys by month, written YYYY-MM."""


def key_file(database: Path) -> Path:
    """Where the keys of a database file stand."""
    return database.with_name(f"{database.name}.keys")


def kept_keys(database: Path) -> Keys:
    """The keys there are; none where no file stands yet. KeyFileBroken."""
    path = key_file(database)
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileBroken(path=path, cause=error) from error
    try:
        keys = {str(month): base64.b64decode(key, validate=True) for month, key in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise KeyFileBroken(path=path, cause=error) from error
    if any(len(key) != _KEY_BYTES for key in keys.values()):
        raise KeyFileBroken(path=path, cause="a key of the wrong length")
    return keys


def keys_with(database: Path, month: str) -> Keys:
    """The keys, with one for `month` made and on disk if there was none.

    The caller holds the database's write lock, so two processes never make the same month's key. KeyFileBroken.
    """
    keys = kept_keys(database)
    if month not in keys:
        keys = {**keys, month: secrets.token_bytes(_KEY_BYTES)}
        _write(key_file(database), keys)
    return keys


def without_old_keys(database: Path, needed: frozenset[str]) -> None:
    """Drop the keys of all months but `needed`: what they encrypted is gone. The caller holds the write lock."""
    keys = kept_keys(database)
    kept = {month: key for month, key in keys.items() if month in needed}
    if kept != keys:
        _write(key_file(database), kept)


def encrypted(keys: Keys, month: str, number: str) -> str:
    """A phone number for the database: its month, a colon, and the rest in base64."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_part(keys[month], b"encrypt")).encrypt(nonce, number.encode(), month.encode())
    return f"{month}:{base64.b64encode(nonce + sealed).decode()}"


def decrypted(keys: Keys, text: str) -> str:
    """The phone number again; ContactLost where its key is gone or another."""
    month, _, rest = text.partition(":")
    sealed = base64.b64decode(rest)
    if month not in keys:
        raise ContactLost
    cipher = AESGCM(_part(keys[month], b"encrypt"))
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], month.encode()).decode()
    except InvalidTag as error:
        raise ContactLost from error


def customer_key(keys: Keys, month: str, number: str) -> str:
    """The hash by which a customer is known again within `month`: the month, a colon, and the hash."""
    return f"{month}:{hmac.new(_part(keys[month], b'match'), number.encode(), hashlib.sha256).hexdigest()}"


def matching_keys(keys: Keys, month: str, number: str) -> list[str]:
    """The hashes under which a number may stand: those of this month's and of the previous month's key."""
    return [customer_key(keys, known, number) for known in (month, month_before(month)) if known in keys]


def _part(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, purpose, hashlib.sha256).digest()


def _write(path: Path, keys: Keys) -> None:
    body = json.dumps({month: base64.b64encode(key).decode() for month, key in sorted(keys.items())}, indent=1)
    try:
        replace_file(path, f"{body}\n".encode("ascii"), OWNER_ONLY)
    except OSError as error:
        raise KeyFileBroken(path=path, cause=error) from error
