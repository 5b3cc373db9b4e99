"""Which texts a spreadsheet would calculate."""

import pytest

from storeops.base.spreadsheet_text import inert


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_a_spreadsheet_would_calculate_has_an_apostrophe_before_it(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1001", "A=1", "等候"])
def test_any_other_text_stays(text: str) -> None:
    assert inert(text) == text
