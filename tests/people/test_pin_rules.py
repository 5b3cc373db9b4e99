"""Which PINs people may choose."""

import pytest

from storeops.people.pin_rules import PIN, is_easy, refuse_easy_pin
from storeops.people.refusals import PinNeeded, PinTooEasy
from storeops.people.secrets import random_pin
from storeops.people.usual_pins import USUAL_PINS

ANA = "1001"


@pytest.mark.parametrize("pin", ["486051", "702938", "5830274", "493817260583"])
def test_six_to_twelve_digits_that_nobody_guesses_are_taken(pin: str) -> None:
    refuse_easy_pin(pin, ANA)


@pytest.mark.parametrize(
    "pin", ["", "48605", "4860514938172", "48605a", " 486051", "486051\n", "４８６０５１", "-486051"]
)
def test_anything_but_six_to_twelve_digits_is_refused(pin: str) -> None:
    with pytest.raises(PinNeeded):
        refuse_easy_pin(pin, ANA)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("000000", "one digit"),
        ("88888888", "one digit"),
        ("121212", "two digits over and over"),
        ("123123", "three digits over and over"),
        ("1231231", "three digits over and over, cut off"),
        ("112233", "each digit doubled"),
        ("778899", "each digit doubled"),
        ("100010", "two kinds of digits"),
        ("123456", "in a row"),
        ("987654", "in a row downwards"),
        ("567890", "in a row up to 0"),
        ("123789", "two rows"),
        ("321987", "two rows downwards"),
        ("123321", "there and back"),
        ("147741", "there and back"),
        ("147258", "the keys"),
        ("520131", "sounds like words"),
        ("168168", "sounds like words"),
        ("1314520", "sounds like words"),
        ("134679", "the corners of the keys, among the most stolen"),
        ("314159", "pi, among the most stolen"),
        ("8675309", "a song, among the most stolen"),
        ("12345678910", "counting, among the most stolen"),
        ("900115", "15 January 1990"),
        ("150190", "15 January 1990, day first"),
        ("011590", "15 January 1990, month first"),
        ("000229", "29 February 2000"),
        ("199001", "January 1990"),
        ("011990", "January 1990"),
        ("19900115", "15 January 1990"),
        ("15011990", "15 January 1990"),
        ("481001", "the own number at its end"),
        ("100194", "the own number at its beginning"),
    ],
)
def test_what_a_thief_tries_first_is_refused(pin: str, why: str) -> None:
    with pytest.raises(PinTooEasy):
        refuse_easy_pin(pin, ANA)


def test_another_s_number_is_no_matter_and_a_short_one_neither() -> None:
    assert not is_easy("5100738", ANA)
    assert not is_easy("486051", "5")


def test_the_list_holds_only_what_no_rule_refuses() -> None:
    """The rules refuse some 90,000 of six digits alone, most of the list of stolen ones among them."""
    assert len(USUAL_PINS) > 1000
    assert all(PIN.fullmatch(pin) for pin in USUAL_PINS)
    assert not {"123456", "111111", "19900115"} & USUAL_PINS


def test_most_pins_are_free() -> None:
    """The dates of 366 days and 100 years, written in three ways, are some 10 % of a million; the rest is little."""
    refused = sum(is_easy(f"{pin:06d}", ANA) for pin in range(0, 10**6, 37))

    assert 0.08 < refused / (10**6 / 37) < 0.15


def test_drawn_pins_are_not_easily_guessed() -> None:
    pins = {random_pin() for _ in range(200)}

    assert not any(is_easy(pin, "") for pin in pins)
    assert len(pins) > 150
