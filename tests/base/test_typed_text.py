"""Texts as people type them."""

import pytest

from storeops.base.errors import PlainCodeNeeded, TextNeeded, TextTooLong
from storeops.base.typed_text import given_lines, given_plain_code, given_text, not_too_long


def test_blanks_around_a_text_do_not_count() -> None:
    assert given_text("name", "  A desk ", 6) == "A desk"
    assert given_lines("note", " one \ntwo\r\n", 7) == "one\ntwo"
    assert not_too_long("note", "  ", 1) == ""


def test_the_wide_blank_of_chinese_keyboards_is_a_blank() -> None:
    assert given_text("name", "早班\u3000一组\u3000", 6) == "早班 一组"


@pytest.mark.parametrize("text", ["", "   ", "1234567", "two\nlines", "bell\x07"])
def test_a_text_has_one_line_of_visible_characters(text: str) -> None:
    with pytest.raises(TextNeeded):
        given_text("name", text, 6)


@pytest.mark.parametrize("text", ["", " \n ", "1234567", "\0text"])
def test_lines_have_a_first_and_a_last_character(text: str) -> None:
    with pytest.raises(TextNeeded):
        given_lines("note", text, 6)


def test_a_text_that_may_be_empty_still_has_a_limit() -> None:
    with pytest.raises(TextTooLong):
        not_too_long("note", "1234567", 6)


def test_a_text_that_may_be_empty_holds_no_control_characters() -> None:
    with pytest.raises(TextTooLong):
        not_too_long("note", "a\0b", 6)


@pytest.mark.parametrize("mark", ["\u202e", "\u202a", "\u2066", "\u2069"])
def test_no_note_turns_the_direction_of_writing(mark: str) -> None:
    with pytest.raises(TextNeeded):
        given_lines("note", f"refunded {mark}02 yuan", 40)
    with pytest.raises(TextTooLong):
        not_too_long("note", f"refunded {mark}02 yuan", 40)


@pytest.mark.parametrize("code", ["1001", "3", "A-7", "王一", "east 2", "v1.2"])
def test_a_number_of_a_counter_or_an_employee_may_be_any_plain_text(code: str) -> None:
    assert given_plain_code("code", f" {code} ", 40) == code


@pytest.mark.parametrize(
    "code", ["", "1/2", "a\\b", "=1", "+1", "-1", "@1", "..", "10\u202e01", "\u200f1001", "\u2066x", "x" * 41]
)
def test_a_number_that_an_address_a_file_or_a_spreadsheet_would_read_otherwise_is_refused(code: str) -> None:
    with pytest.raises(PlainCodeNeeded) as refused:
        given_plain_code("code", code, 40)
    assert refused.value.field == "code"
