"""Marks, and the score that they make."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.errors import StoreOpsError
from storeops.quality.checks.marking import Mark, given_mark, given_marks, mark_of, points, score
from storeops.quality.checks.refusals import MarkNeeded, ReasonNeeded, UnknownItem

FULL, HALF, NONE, NA = Mark.FULL, Mark.HALF, Mark.NONE, Mark.NOT_APPLICABLE

SHEETS = st.lists(st.tuples(st.integers(1, 100), st.sampled_from(Mark)), min_size=1, max_size=40)


def test_a_score_is_the_weighted_share_of_what_applied() -> None:
    # 8*1 + 6*0.5 + 10*0 = 11 of 8 + 6 + 10 = 24: 45.8333...
    assert score([(8, FULL), (6, HALF), (10, NONE)]) == Decimal(1100) / 24


def test_an_item_that_did_not_apply_leaves_both_sums() -> None:
    # 50 of 50; the item of weight 50 counts neither way.
    assert score([(50, FULL), (50, NA)]) == 100
    assert points([(50, FULL), (50, NA)]) == (Decimal(50), 50)


def test_a_sheet_on_which_nothing_applied_has_no_score() -> None:
    assert score([(60, NA), (40, NA)]) is None
    assert score([]) is None


def test_nothing_done_is_zero_and_not_missing() -> None:
    assert score([(60, NONE), (40, NA)]) == 0


@given(SHEETS)
def test_a_score_lies_between_0_and_100(marks: list[tuple[int, Mark]]) -> None:
    found = score(marks)

    assert (found is None) == all(mark is NA for _, mark in marks)
    assert found is None or 0 <= found <= 100


@given(SHEETS, st.data())
def test_a_better_mark_never_lowers_the_score(marks: list[tuple[int, Mark]], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(marks) - 1))
    weight, mark = marks[place]
    if mark is NA:
        return
    better = [*marks[:place], (weight, FULL), *marks[place + 1 :]]

    before, after = score(marks), score(better)

    assert before is not None
    assert after is not None
    assert after >= before


@pytest.mark.parametrize("mark", Mark)
def test_a_mark_is_stored_as_its_worth_and_read_back(mark: Mark) -> None:
    assert mark_of(None if mark.worth is None else float(mark.worth)) is mark


@pytest.mark.parametrize("text", ["", "2", "0.25", "na", "1.0", "½"])
def test_other_words_are_no_mark(text: str) -> None:
    with pytest.raises(MarkNeeded):
        given_mark("mark.smile", text)


@pytest.mark.parametrize(
    ("marks", "refusal", "field"),
    [
        ({"smile": (FULL, "")}, MarkNeeded, "mark.stand"),
        ({"smile": (HALF, ""), "stand": (FULL, "")}, ReasonNeeded, "reason.smile"),
        ({"smile": (NONE, "  "), "stand": (FULL, "")}, ReasonNeeded, "reason.smile"),
        ({"smile": (FULL, "x" * 501), "stand": (FULL, "")}, ReasonNeeded, "reason.smile"),
    ],
)
def test_missing_marks_and_reasons_name_their_field(
    marks: dict[str, tuple[Mark, str]], refusal: type[MarkNeeded | ReasonNeeded], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        given_marks(["smile", "stand"], marks)

    assert refused.value.field == field


def test_an_item_that_is_not_on_the_sheet_is_refused() -> None:
    with pytest.raises(UnknownItem) as refused:
        given_marks(["smile"], {"smile": (FULL, ""), "dance": (FULL, "")})

    assert isinstance(refused.value, StoreOpsError)
    assert "dance" in str(refused.value)


def test_marks_are_kept_in_the_order_of_the_sheet_without_stray_spaces() -> None:
    kept = given_marks(["smile", "stand"], {"stand": (NONE, " sat "), "smile": (NA, "")})

    assert list(kept.items()) == [("smile", (NA, "")), ("stand", (NONE, "sat"))]
