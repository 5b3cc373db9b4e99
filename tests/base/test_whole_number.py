"""Which texts are whole numbers of an address or a form."""

import pytest

from storeops.base.errors import BadValue
from storeops.base.whole_number import given_number, row_id, whole_number


def test_digits_are_a_number() -> None:
    assert whole_number("0") == 0
    assert whole_number("007") == 7
    assert whole_number("999999999999999") == 999999999999999
    assert whole_number("999999999", most_digits=9) == 999999999


@pytest.mark.parametrize("text", ["", "-1", "+1", " 1", "1.0", "1_000", "²", "１２", "x", "9" * 16, "9" * 5000])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None
    assert row_id(text) == 0


def test_more_digits_than_asked_for_are_none() -> None:
    assert whole_number("1000000000", most_digits=9) is None


def test_a_number_in_an_address_has_a_least_value() -> None:
    assert given_number("page", "1") == 1
    assert given_number("version", "0", least=0) == 0


@pytest.mark.parametrize("text", ["0", "-1", "x", ""])
def test_an_address_that_holds_no_such_number_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="There is nothing under this number") as refused:
        given_number("page", text)

    assert refused.value.for_programs("en") == "page must be a whole number from 1 on."
