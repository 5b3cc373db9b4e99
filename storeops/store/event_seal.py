"""What ties an event to the one before it. Pure.

The MAC of an event (HMAC-SHA-256) covers the MAC before it, the part of the event that may be shipped, and the digest
of its local part: addresses, browsers and names in words. The local part has a salt of its own, so that its digest can
stay when part and salt are cleared, and tells nobody what was there.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

CHAIN_KEY = "event chain"
"""The purpose of the key under which events are sealed."""
BEGINNING = b""
"""Stands before the first event of a chain."""
_SALT_BYTES = 16

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

LocalPart = Mapping[str, str]


class Shippable(NamedTuple):
    """The part of an event that may leave the hall, as the database holds it, and the digest of the rest."""

    at: str
    kind: str
    ticket_id: int | None
    counter_id: int | None
    employee_id: int | None
    actor: str
    is_imported: int
    data: str
    written_rows: str | None = None
    local_digest: bytes | None = None


class SealedEvent(NamedTuple):
    """An event with what seals it, and its local part until that is cleared."""

    seq: int
    event: Shippable
    mac: bytes | None
    local_part: str | None
    local_salt: bytes | None


class SaltedPart(NamedTuple):
    """A local part with its salt, and the digest that stays."""

    text: str
    salt: bytes
    digest: bytes


def salted(part: LocalPart) -> SaltedPart:
    """A local part, ready to be kept beside its event."""
    text, salt = _json(part), secrets.token_bytes(_SALT_BYTES)
    return SaltedPart(text, salt, digest_of(text, salt))


def digest_of(text: str, salt: bytes) -> bytes:
    """The digest of a local part."""
    return hashlib.sha256(salt + text.encode()).digest()


def mac_after(key: bytes, before: bytes, event: Shippable) -> bytes:
    """The MAC of an event that follows the one with the MAC `before`.

    It is made of the fields in their order, each as its length, a colon and its text, a comma behind it; "-" for none.
    """
    digest = event.local_digest.hex() if event.local_digest else None
    told = "".join(["-," if part is None else f"{len(str(part))}:{part}," for part in (*event[:-1], digest)])
    mac = _keyed(key).copy()
    mac.update(before + told.encode())
    return mac.digest()


@lru_cache(maxsize=8)
def _keyed(key: bytes) -> hmac.HMAC:
    """HMAC-SHA-256 with its key taken in: every event needs it, and to take the key in costs most."""
    return hmac.new(key, digestmod=hashlib.sha256)
