"""PINs and tokens: only hashes are kept, and those of PINs are worth nothing without the key file."""

import pytest
from argon2 import PasswordHasher, extract_parameters

from storeops.people.secrets import (
    NOBODYS_HASH,
    is_without_pepper,
    new_token,
    pin_hash,
    pin_matches,
    random_pin,
    token_hash,
)
from storeops.queueing.ticket import new_ticket_token

PEPPER, ANOTHER = bytes(32), bytes([1]) * 32
OLD_HASH = PasswordHasher(time_cost=1, memory_cost=16384, parallelism=1).hash("246810")
"""As an earlier version kept it, without a pepper."""


def test_checking_a_pin_of_nobody_costs_as_much_as_any_other() -> None:
    kept = pin_hash("246810", PEPPER).removeprefix("peppered:")

    assert extract_parameters(NOBODYS_HASH) == extract_parameters(kept) == extract_parameters(OLD_HASH)
    assert not pin_matches(None, "246810", PEPPER)


def test_a_pin_matches_its_hash_and_no_other() -> None:
    kept = pin_hash("246810", PEPPER)

    assert "246810" not in kept
    assert pin_matches(kept, "246810", PEPPER)
    assert not pin_matches(kept, "246811", PEPPER)
    assert not pin_matches(kept, "", PEPPER)


def test_without_the_pepper_the_right_pin_does_not_show() -> None:
    """Whoever stole the database tries all PINs against a hash, and none fits."""
    kept = pin_hash("246810", PEPPER)

    assert not pin_matches(kept, "246810", ANOTHER)
    with pytest.raises(Exception, match="does not match"):
        PasswordHasher().verify(kept.removeprefix("peppered:"), "246810")


def test_a_hash_of_an_earlier_version_still_matches_and_is_known_as_one() -> None:
    assert pin_matches(OLD_HASH, "246810", PEPPER)
    assert not pin_matches(OLD_HASH, "246811", PEPPER)
    assert is_without_pepper(OLD_HASH)
    assert not is_without_pepper(pin_hash("246810", PEPPER))
    assert not is_without_pepper(None)


def test_two_hashes_of_one_pin_differ() -> None:
    assert pin_hash("246810", PEPPER) != pin_hash("246810", PEPPER)


def test_a_damaged_hash_matches_nothing() -> None:
    assert not pin_matches("damaged", "246810", PEPPER)
    assert not pin_matches("peppered:damaged", "246810", PEPPER)


def test_random_pins_have_six_digits() -> None:
    pins = {random_pin() for _ in range(50)}

    assert all(len(pin) == 6 and pin.isascii() and pin.isdigit() for pin in pins)
    assert len(pins) > 40


def test_tokens_are_unguessable_and_fit_into_an_address() -> None:
    for make, length in ((new_token, 43), (new_ticket_token, 16)):  # 32 and 12 random bytes in base 64
        tokens = {make() for _ in range(50)}
        assert len(tokens) == 50
        assert all(len(token) == length for token in tokens)
        assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)


def test_a_tokens_hash_is_always_the_same_and_not_the_token() -> None:
    assert token_hash("abc") == token_hash("abc") != token_hash("abd")
    assert token_hash("abc") != "abc"
