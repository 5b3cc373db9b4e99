"""PINs and tokens: how they are made, kept and checked. Only hashes reach the database."""

import base64
import hashlib
import hmac
import re
import secrets

from argon2 import PasswordHasher
from argon2.low_level import Type, hash_secret_raw

from storeops.people.pin_rules import is_easy

# Some 11 ms a check on a small computer. A six-digit PIN is weak whatever the hash costs: the lock after wrong tries
# protects it at the door, the pepper where the database was stolen. What a stored hash says that it cost is never
# believed: whoever writes the database would let one check take all memory.
_hasher = PasswordHasher(time_cost=1, memory_cost=16384, parallelism=1)

PEPPER = "pepper of PINs"
"""For what the hall's key for the hashes of PINs is derived."""
_PEPPERED = "peppered:"
"""Begins the hashes of an earlier version, which mixed the pepper into the PIN and knew not whose it was."""
_BOUND = re.compile(r"bound:(peppered:)?\$argon2id\$v=19\$m=16384,t=1,p=1\$([A-Za-z0-9+/]{22})\$[0-9a-f]{64}")
_NOBODYS_SALT = bytes(16)


def pin_hash(pin: str, pepper: bytes, employee_id: int) -> str:
    """The hash of an employee's PIN. The pepper comes from the key file: without it nobody can try PINs against the
    hash, nor make one; in another employee's row it matches nothing."""
    return bound(_hasher.hash(pin), pepper, employee_id)


def bound(unbound: str, pepper: bytes, employee_id: int) -> str:
    """A hash that knows neither pepper nor employee, with both; the PIN is not needed for it."""
    front, _, _ = unbound.rpartition("$")
    seal = hmac.new(pepper, f"{employee_id} {unbound}".encode(), hashlib.sha256).hexdigest()
    return f"bound:{front}${seal}"


def is_bound(stored_hash: str) -> bool:
    """Whether a hash has the present form; any other opens nothing."""
    return _BOUND.fullmatch(stored_hash) is not None


def pin_matches(stored_hash: str | None, pin: str, pepper: bytes, employee_id: int | None) -> bool:
    """Whether a PIN is the one of an employee's stored hash. Of nobody's it takes the same time and is False."""
    form = _BOUND.fullmatch(stored_hash or "")
    salt = base64.b64decode(f"{form[2]}==") if form else _NOBODYS_SALT
    is_peppered = form is not None and form[1] is not None
    tried = hmac.new(pepper, pin.encode(), hashlib.sha256).hexdigest() if is_peppered else pin
    unbound = _hasher.hash(tried, salt=salt)
    if stored_hash is None or employee_id is None:
        return False
    again = bound(f"{_PEPPERED if is_peppered else ''}{unbound}", pepper, employee_id)
    return hmac.compare_digest(again.encode(), stored_hash.encode())


def slow_hash(secret: bytes, salt: bytes) -> str:
    """The hash of a short secret that people keep on paper, always the same with the same salt.

    It costs what OWASP asks for at least: 19 MiB and two passes, some 30 ms.
    """
    return hash_secret_raw(secret, salt, 2, 19456, 1, hash_len=32, type=Type.ID).hex()


def random_pin() -> str:
    """Six digits, evenly drawn among those that are not easily guessed."""
    while is_easy(pin := f"{secrets.randbelow(10**6):06d}", ""):
        pass
    return pin


def new_token() -> str:
    """An unguessable token for a session or a device."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token. Tokens are random and long, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
