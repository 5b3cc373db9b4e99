"""PINs and tokens: how they are made, kept and checked. Only hashes reach the database."""

import hashlib
import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from storeops.base.errors import BadValue

# Some 11 ms a check on a small computer. A six-digit PIN is weak whatever the hash costs: the lock after
# wrong tries is what protects it.
_hasher = PasswordHasher(time_cost=1, memory_cost=16384, parallelism=1)

# The hash of a text that nobody kept, made with the cost of any PIN's: checking against it takes as long.
NOBODYS_HASH = "$argon2id$v=19$m=16384,t=1,p=1$A9BSJKA4T6Q2eWwyDBskGA$r5H4PWDtJMflLktE5ISLZPmAXdA2snWpm3gnUsZyd9I"

PIN = re.compile(r"[0-9]{4,12}")


def pin_hash(pin: str) -> str:
    """The hash of a new PIN; BadValue unless it is 4 to 12 digits."""
    if not PIN.fullmatch(pin):
        raise BadValue(name="PIN", value="this", rule="4 to 12 digits")
    return _hasher.hash(pin)


def pin_matches(stored_hash: str | None, pin: str) -> bool:
    """Whether a PIN is the one of the stored hash. Without a stored hash it takes the same time and is False."""
    try:
        return _hasher.verify(stored_hash or NOBODYS_HASH, pin) and stored_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def random_pin() -> str:
    """Six digits, evenly drawn."""
    return f"{secrets.randbelow(10**6):06d}"


def new_token() -> str:
    """An unguessable token for a session or a device."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token. Tokens are random and long, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
