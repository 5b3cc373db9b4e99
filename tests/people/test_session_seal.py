"""The seal of a session: it fits one token, employee, place and state, and needs the key."""

from storeops.people.origin import SessionPlace
from storeops.people.session_seal import is_genuine, session_seal

KEY, ANOTHER = bytes(32), bytes([1]) * 32
ANA, BRUNO = 1, 2
TOKEN, OTHER_TOKEN = "a" * 64, "b" * 64
DESK, PROGRAM = SessionPlace.CONSOLE, SessionPlace.API


def test_a_seal_fits_what_it_was_made_for_alone() -> None:
    seal = session_seal(KEY, TOKEN, ANA, DESK, awaits_code=False)

    assert is_genuine(seal, KEY, TOKEN, ANA, DESK, awaits_code=False)
    assert not is_genuine(seal, ANOTHER, TOKEN, ANA, DESK, awaits_code=False)
    assert not is_genuine(seal, KEY, OTHER_TOKEN, ANA, DESK, awaits_code=False)
    assert not is_genuine(seal, KEY, TOKEN, BRUNO, DESK, awaits_code=False)
    assert not is_genuine(seal, KEY, TOKEN, ANA, PROGRAM, awaits_code=False)
    assert not is_genuine(seal, KEY, TOKEN, ANA, DESK, awaits_code=True)
    assert not is_genuine("损坏", KEY, TOKEN, ANA, DESK, awaits_code=False)


def test_without_any_key_a_session_goes_on() -> None:
    assert is_genuine("0" * 64, None, TOKEN, ANA, DESK, awaits_code=False)
