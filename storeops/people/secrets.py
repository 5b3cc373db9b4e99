"""PINs and tokens: how they are made, kept and checked. Only hashes reach the database."""

import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from storeops.people.pin_rules import is_easy

# Some 11 ms a check on a small computer. A six-digit PIN is weak whatever the hash costs: the lock after wrong tries
# protects it at the door, the pepper where the database was stolen.
_hasher = PasswordHasher(time_cost=1, memory_cost=16384, parallelism=1)

# The hash of a text that nobody kept, made with the cost of any PIN's: checking against it takes as long.
NOBODYS_HASH = "$argon2id$v=19$m=16384,t=1,p=1$A9BSJKA4T6Q2eWwyDBskGA$r5H4PWDtJMflLktE5ISLZPmAXdA2snWpm3gnUsZyd9I"

PEPPER = "pepper of PINs"
"""For what the hall's key for the hashes of PINs is derived."""
_PEPPERED = "peppered:"


def pin_hash(pin: str, pepper: bytes) -> str:
    """The hash of a PIN. The pepper comes from the key file: without it nobody can try PINs against the hash."""
    return _PEPPERED + _hasher.hash(_with_pepper(pin, pepper))


def pin_matches(stored_hash: str | None, pin: str, pepper: bytes) -> bool:
    """Whether a PIN is the one of the stored hash. Without a stored hash it takes the same time and is False."""
    known = stored_hash or NOBODYS_HASH
    tried = pin if is_without_pepper(stored_hash) else _with_pepper(pin, pepper)
    try:
        return _hasher.verify(known.removeprefix(_PEPPERED), tried) and stored_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_without_pepper(stored_hash: str | None) -> bool:
    """Whether a hash is of an earlier version and can be tried out by whoever has the database."""
    return stored_hash is not None and not stored_hash.startswith(_PEPPERED)


def _with_pepper(pin: str, pepper: bytes) -> str:
    return hmac.new(pepper, pin.encode(), hashlib.sha256).hexdigest()


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
