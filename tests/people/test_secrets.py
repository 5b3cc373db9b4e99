"""PINs and tokens: only hashes are kept."""

import pytest
from argon2 import extract_parameters

from storeops.base.errors import BadValue
from storeops.people.secrets import NOBODYS_HASH, new_token, pin_hash, pin_matches, random_pin, token_hash
from storeops.queueing.ticket import new_ticket_token


def test_checking_a_pin_of_nobody_costs_as_much_as_any_other() -> None:
    assert extract_parameters(NOBODYS_HASH) == extract_parameters(pin_hash("246810"))
    assert not pin_matches(None, "246810")


def test_a_pin_matches_its_hash_and_no_other() -> None:
    kept = pin_hash("246810")

    assert "246810" not in kept
    assert pin_matches(kept, "246810")
    assert not pin_matches(kept, "246811")
    assert not pin_matches(kept, "")


def test_two_hashes_of_one_pin_differ() -> None:
    assert pin_hash("246810") != pin_hash("246810")


def test_nobody_signs_in_without_a_hash() -> None:
    assert not pin_matches(None, "246810")


def test_a_damaged_hash_matches_nothing() -> None:
    assert not pin_matches("damaged", "246810")


@pytest.mark.parametrize("pin", ["1234", "123456789012"])
def test_a_pin_is_four_to_twelve_digits(pin: str) -> None:
    assert pin_matches(pin_hash(pin), pin)


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", " 1234", "1234\n", "１２３４", "-1234"])
def test_another_pin_is_refused_and_not_repeated(pin: str) -> None:
    with pytest.raises(BadValue) as refusal:
        pin_hash(pin)

    assert not pin.strip() or pin not in str(refusal.value)


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
