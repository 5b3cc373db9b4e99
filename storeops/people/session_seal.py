"""What makes a session that of its employee: a seal that needs the key file. Pure.

Nobody signs in, or takes over a colleague's session, by writing rows. Where no key file stands, whoever is signed in
goes on working until it is put back: nobody signs in meanwhile.
"""

import hashlib
import hmac

from storeops.people.origin import SessionPlace

SESSIONS = "sessions"
"""For what the hall's key for the seals of sessions is derived."""


def session_seal(key: bytes, token_hash: str, employee_id: int, place: SessionPlace, *, awaits_code: bool) -> str:
    """The seal of a session that is begun."""
    sealed = f"{token_hash} {employee_id} {place.value} {int(awaits_code)}"
    return hmac.new(key, sealed.encode(), hashlib.sha256).hexdigest()


def is_genuine(
    seal: str, key: bytes | None, token_hash: str, employee_id: int, place: SessionPlace, *, awaits_code: bool
) -> bool:
    """Whether the hall itself began a session as its row stands; believed where there is no key to tell by."""
    if key is None:
        return True
    expected = session_seal(key, token_hash, employee_id, place, awaits_code=awaits_code)
    return hmac.compare_digest(expected.encode(), seal.encode())
