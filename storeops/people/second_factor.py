"""The second factor: digits that an app on the phone makes anew every half minute (TOTP), and codes on paper. Pure."""

import base64
import hmac
import secrets
from datetime import datetime, timedelta

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storeops.people.secrets import slow_hash

SECRETS, CODES_ON_PAPER = "second factors", "recovery codes"
"""For what the hall's keys of these are derived."""
GRACE = timedelta(days=7)
"""As long as somebody may work without a second factor that is asked of them."""
STEP = timedelta(seconds=30)
STEPS_ASIDE = 2
"""A hall's computer has no internet and its clock drifts: codes of the minute before and after are right too."""
RECOVERY_CODES = 10
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""Without letters that look like digits."""
_GROUP = 5
_NONCE_BYTES = 12
_SALT_BYTES = 16


def new_secret() -> str:
    """What app and hall share."""
    return pyotp.random_base32()


def sealed(key: bytes, employee_id: int, secret: str) -> str:
    """A secret for the database (AES-256-GCM); moved to another employee's row it opens no more."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    content = AESGCM(key).encrypt(nonce, secret.encode(), str(employee_id).encode())
    return base64.b64encode(nonce + content).decode()


def opened(key: bytes, employee_id: int, text: str) -> str | None:
    """The secret again; None where it was sealed for somebody else, or is damaged."""
    try:
        content = base64.b64decode(text, validate=True)
        return AESGCM(key).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], str(employee_id).encode()).decode()
    except (InvalidTag, ValueError):
        return None


def matching_step(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The time step of which this is the code; None if it is of none near, or of one that was used or passed over.

    Where the clock was put back far, the steps of then come again and count as new.
    """
    present = int(now.timestamp() // STEP.total_seconds())
    app = pyotp.HOTP(secret)
    typed = _without_blanks(code)
    for step in range(max(0, present - STEPS_ASIDE), present + STEPS_ASIDE + 1):
        if hmac.compare_digest(app.at(step).encode(), typed.encode()):
            is_used = 0 <= last_step - step <= 2 * STEPS_ASIDE
            return None if is_used else step
    return None


def address_for_app(secret: str, number: str, hall_name: str) -> str:
    """What the QR code tells the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=number, issuer_name=hall_name)


def new_recovery_codes() -> list[str]:
    """Codes of 50 random bits, written in two groups."""
    return ["-".join(_drawn() for _ in range(2)) for _ in range(RECOVERY_CODES)]


def _drawn() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))


def recovery_hash(key: bytes, employee_id: int, code: str) -> str:
    """What is kept of a code on paper, however it is typed: slow to try out, and nothing without the hall's key."""
    typed = _without_blanks(code).replace("-", "").upper()
    salt = hmac.digest(key, f"{employee_id}".encode(), "sha256")[:_SALT_BYTES]
    return slow_hash(typed.encode(), salt)


def _without_blanks(code: str) -> str:
    return "".join(code.split())
