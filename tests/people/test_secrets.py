"""PINs and tokens: only hashes are kept, and those of PINs are worth nothing without the key file."""

import base64
import hashlib
import hmac

import pytest
from argon2 import PasswordHasher

from storeops.people.secrets import (
    bound,
    is_bound,
    new_token,
    pin_hash,
    pin_matches,
    random_pin,
    token_hash,
)
from storeops.queueing.ticket import new_ticket_token

PEPPER, ANOTHER = bytes(32), bytes([1]) * 32
ANA, BRUNO = 1, 2
HASHER = PasswordHasher(time_cost=1, memory_cost=16384, parallelism=1)
PLAIN_HASH = HASHER.hash("246810")
"""As the first version kept it."""
PEPPERED_HASH = "peppered:" + HASHER.hash(hmac.new(PEPPER, b"246810", hashlib.sha256).hexdigest())
"""As the version after it did: with the pepper, and not knowing whose it was."""


def test_a_pin_matches_its_hash_and_no_other() -> None:
    kept = pin_hash("246810", PEPPER, ANA)

    assert "246810" not in kept
    assert pin_matches(kept, "246810", PEPPER, ANA)
    assert not pin_matches(kept, "246811", PEPPER, ANA)
    assert not pin_matches(kept, "", PEPPER, ANA)
    assert not pin_matches(None, "246810", PEPPER, ANA)
    assert not pin_matches(kept, "246810", PEPPER, None)


def test_a_hash_in_another_employee_s_row_matches_nothing() -> None:
    assert not pin_matches(pin_hash("246810", PEPPER, ANA), "246810", PEPPER, BRUNO)


def test_without_the_pepper_the_right_pin_does_not_show() -> None:
    """Whoever stole the database tries all PINs against a hash, and none fits."""
    kept = pin_hash("246810", PEPPER, ANA)

    assert not pin_matches(kept, "246810", ANOTHER, ANA)
    *_, salt, seal = kept.split("$")
    assert HASHER.hash("246810", salt=base64.b64decode(f"{salt}==")).split("$")[-2] == salt
    assert HASHER.hash("246810", salt=base64.b64decode(f"{salt}==")).split("$")[-1] != seal


@pytest.mark.parametrize("old", [PLAIN_HASH, PEPPERED_HASH], ids=["plain", "peppered"])
def test_a_hash_of_an_earlier_version_matches_once_it_is_bound_and_never_before(old: str) -> None:
    assert not is_bound(old)
    assert not pin_matches(old, "246810", PEPPER, ANA)

    kept = bound(old, PEPPER, ANA)

    assert is_bound(kept)
    assert pin_matches(kept, "246810", PEPPER, ANA)
    assert not pin_matches(kept, "246811", PEPPER, ANA)
    assert not pin_matches(kept, "246810", PEPPER, BRUNO)
    assert not pin_matches(kept, "246810", ANOTHER, ANA)


def test_two_hashes_of_one_pin_differ() -> None:
    assert pin_hash("246810", PEPPER, ANA) != pin_hash("246810", PEPPER, ANA)


@pytest.mark.parametrize("damaged", ["", "damaged", "bound:damaged", "bound:损坏", pin_hash("1", PEPPER, ANA)[:-1]])
def test_a_damaged_hash_matches_nothing(damaged: str) -> None:
    assert not pin_matches(damaged, "246810", PEPPER, ANA)
    assert not is_bound(damaged)


def test_what_a_written_hash_says_that_it_costs_is_not_believed() -> None:
    """Whoever writes the database writes 4 GB of memory into a hash: it opens nothing and is not tried."""
    costly = pin_hash("246810", PEPPER, ANA).replace("m=16384", "m=4194304")

    assert not is_bound(costly)
    assert not pin_matches(costly, "246810", PEPPER, ANA)


def test_random_pins_have_six_digits() -> None:
    pins = {random_pin() for _ in range(50)}

    assert all(len(pin) == 6 and pin.isascii() and pin.isdigit() for pin in pins)
    assert len(pins) > 40


def test_tokens_are_unguessable_and_fit_into_an_address() -> None:
    for make, length in ((new_token, 43), (new_ticket_token, 22)):  # 32 and 16 random bytes in base 64
        tokens = {make() for _ in range(50)}
        assert len(tokens) == 50
        assert all(len(token) == length for token in tokens)
        assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)


def test_a_tokens_hash_is_always_the_same_and_not_the_token() -> None:
    assert token_hash("abc") == token_hash("abc") != token_hash("abd")
    assert token_hash("abc") != "abc"
