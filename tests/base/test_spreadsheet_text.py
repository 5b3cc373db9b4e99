"""Which texts a spreadsheet would calculate."""

import pytest

from storeops.base.spreadsheet_text import inert, plain

FORMULAS = ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠SUM", "'=1"]
TEXTS = ["", "1001", "A=1", "等候", "'", "'quoted'"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_calculate_has_an_apostrophe_before_it(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_any_other_text_stays(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("text", [*FORMULAS, *TEXTS])
def test_a_cell_is_read_back_as_the_text_that_it_was(text: str) -> None:
    assert plain(inert(text)) == text


def test_a_cell_that_nobody_made_inert_is_read_as_it_stands() -> None:
    assert [plain(cell) for cell in ("=1+1", "-1", "'quoted'")] == ["=1+1", "-1", "'quoted'"]
