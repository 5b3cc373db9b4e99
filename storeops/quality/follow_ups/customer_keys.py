"""The keys of customers' phone numbers, which stand in the hall's key file.

One key serves a month of the hall. From it come two: one encrypts (AES-256-GCM), one makes the hash by which the same
customer is known again (HMAC-SHA-256). Whoever has the database alone can read no number and try none out.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storeops.base.key_file import key_file, new_key, read_keys, write_keys
from storeops.base.months import month_before
from storeops.quality.follow_ups.refusals import ContactLost

_NONCE_BYTES = 12

Keys = Mapping[str, bytes]
"""The keys by month, written YYYY-MM."""


def kept_keys(database: Path) -> Keys:
    """The keys there are; none where no file stands yet. KeyFileBroken."""
    return read_keys(key_file(database)).months


def keys_with(database: Path, month: str) -> Keys:
    """The keys, with one for `month` made and on disk if there was none.

    The caller holds the database's write lock, so two processes never make the same month's key. KeyFileBroken.
    """
    keys = read_keys(key_file(database))
    if month not in keys.months:
        keys = replace(keys, months={**keys.months, month: new_key()})
        write_keys(key_file(database), keys)
    return keys.months


def without_old_keys(database: Path, needed: frozenset[str]) -> None:
    """Drop the keys of all months but `needed`: what they encrypted is gone. The caller holds the write lock."""
    keys = read_keys(key_file(database))
    kept = {month: key for month, key in keys.months.items() if month in needed}
    if kept != keys.months:
        write_keys(key_file(database), replace(keys, months=kept))


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
