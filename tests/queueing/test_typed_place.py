"""The number and the minute of a ticket, as people type them."""

from datetime import time

import pytest

from storeops.queueing.typed_place import number_as_typed, typed_minute, typed_number


@pytest.mark.parametrize("text", ["A023", "a023", " A 023 ", "Ａ０２３"])
def test_a_number_is_known_in_any_width_and_case(text: str) -> None:
    assert typed_number(text) == "A023"


@pytest.mark.parametrize("text", ["", "023", "A02", "AB023", "A023'--", "A" + "0" * 30])
def test_what_is_no_number_is_none(text: str) -> None:
    assert typed_number(text) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("A012", "A012"),
        ("a12", "A012"),
        (" a 1 ", "A001"),
        ("Ａ０１２", "A012"),
        ("A1000", "A1000"),
        ("", ""),
        ("12", "12"),
    ],
)
def test_a_number_is_known_however_it_is_typed(typed: str, number: str) -> None:
    assert number_as_typed(typed) == number


@pytest.mark.parametrize("text", ["09:05", "9:05", "0905", "905", "09：05", "９:05", "9.05"])
def test_a_minute_is_known_with_and_without_a_colon(text: str) -> None:
    assert typed_minute(text) == time(9, 5)


@pytest.mark.parametrize("text", ["", "9", "24:00", "09:60", "9:5", "09:05:10", "nine"])
def test_what_is_no_minute_is_none(text: str) -> None:
    assert typed_minute(text) is None
