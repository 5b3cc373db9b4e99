"""Which numbers in a text tell who somebody is, and how they are shown."""

import pytest

from storeops.base.personal_numbers import holds_a_number, masked

SHOWN = {
    "call 13812345678 after six": "call 138****5678 after six",
    "电话13812345678，下午": "电话138****5678，下午",
    "138 1234 5678": "138 **** 5678",
    "138-1234-5678": "138-****-5678",
    "１３８１２３４５６７８": "１３８****５６７８",
    "+86 13812345678": "+86 1******5678",
    "008613812345678": "008********5678",
    "025-83456789": "025-****6789",
    "(0512) 6712345": "(051*) ***2345",
    "身份证320106199003071234": "身份证320***********1234",
    "32010619900307123X": "320***********123X",
    "320106 19900307 1234": "320*** ******** 1234",
    "13812345678 or 13987654321": "138****5678 or 139****4321",
}
LEFT = [
    "",
    "A023 waited 35 minutes",
    "paid 13812345 for it",
    "order 138123456789",
    "2026-11-30 09:15",
    "order 320106189903071234",
    "order 320106199013071234",
    "12345678901",
    "1001, 1002 and 1003",
]


@pytest.mark.parametrize(("text", "shown"), SHOWN.items())
def test_the_middle_of_such_a_number_is_stars(text: str, shown: str) -> None:
    assert holds_a_number(text)
    assert masked(text) == shown


@pytest.mark.parametrize("text", LEFT)
def test_other_numbers_stay(text: str) -> None:
    assert not holds_a_number(text)
    assert masked(text) == text


def test_a_masked_number_is_found_no_more() -> None:
    assert not any(holds_a_number(shown) for shown in SHOWN.values())
