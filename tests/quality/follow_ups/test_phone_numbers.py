"""Phone numbers: one spelling, a mask, and no nonsense."""

import pytest

from storeops.quality.follow_ups.phone_numbers import masked, normalised
from storeops.quality.follow_ups.refusals import PhoneNeeded


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13812345678", "13812345678"),
        (" 138 1234-5678 ", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("(010) 6552-9988", "01065529988"),
        ("+86 010 65529988", "01065529988"),
        ("+49 151 1234567", "+491511234567"),
        ("0049 151 1234567", "+491511234567"),
    ],
)
def test_one_number_has_one_spelling(typed: str, number: str) -> None:
    assert normalised(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "12345678901",
        "1381234567",
        "138123456789",
        "13800000000",
        "99999999",
        "none",
        "138-abcd-5678",
        "1" * 900,
    ],
)
def test_nonsense_is_refused(typed: str) -> None:
    with pytest.raises(PhoneNeeded) as refusal:
        normalised(typed)
    assert refusal.value.field == "phone"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13812345678", "138****5678"), ("01065529988", "010****9988"), ("+491511234567", "+49******4567")],
)
def test_the_mask_keeps_three_and_four(number: str, shown: str) -> None:
    assert masked(number) == shown
