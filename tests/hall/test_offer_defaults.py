"""What is made up where nothing was typed."""

import pytest

from storeops.hall.offer_defaults import free_letter, made_code, minutes_for


@pytest.mark.parametrize(
    ("name_en", "code"),
    [
        ("Get an eSIM", "get_an_esim"),
        ("Pay a bill", "pay_a_bill_3"),  # two stand already
        ("交话费", "service_2"),  # nothing of it can stand in an address, and the first is taken
        ("", "service_2"),
        ("One name that is much longer than any code", "one_name_that_is_much_longer_t"),
    ],
)
def test_a_code_is_made_of_the_english_name(name_en: str, code: str) -> None:
    assert made_code(name_en, "service", {"pay_a_bill", "pay_a_bill_2", "service_1"}) == code


def test_what_has_no_english_name_is_numbered_from_the_first_on() -> None:
    assert made_code("", "category", set()) == "category_1"


def test_letters_that_look_like_digits_come_last() -> None:
    assert free_letter({"A", "B"}) == "C"
    assert free_letter(set("ABCDEFGH")) == "J"
    assert free_letter(set("ABCDEFGHJKLMNPQRSTUVWXYZ")) == "I"
    assert free_letter(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) is None


@pytest.mark.parametrize(("target", "minutes"), [(180, 3), (181, 4), (30, 1), (None, 3)])
def test_standard_minutes_follow_the_target(target: int | None, minutes: float) -> None:
    assert minutes_for(target) == minutes
