"""Marks, and the score that they make."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.errors import StoreOpsError
from storeops.quality.checks.marking import (
    MOST_TIMES,
    TOLD_MARKS,
    Mark,
    Weighed,
    fits,
    given_mark,
    given_marks,
    mark_of,
    mark_text,
    points,
    score,
)
from storeops.quality.checks.refusals import MarkNeeded, ReasonNeeded, TimesNeeded, UnknownItem, VetoNeeded
from storeops.quality.checks.sheet_rules import ItemKind

FULL, HALF, NONE, NA = Mark.FULL, Mark.HALF, Mark.NONE, Mark.NOT_APPLICABLE

POINTS, DEDUCT, VETO = ItemKind.POINTS, ItemKind.DEDUCT, ItemKind.VETO
KINDS = dict.fromkeys(("smile", "stand"), POINTS)

WEIGHED = st.builds(Weighed, st.integers(1, 100), st.sampled_from(Mark), st.sampled_from(ItemKind), st.integers(1, 5))
SHEETS = st.lists(WEIGHED.filter(lambda each: fits(each.kind, each.mark, each.times)), min_size=1, max_size=40)


def of(*marks: tuple[int, Mark]) -> list[Weighed]:
    """Items that bring points."""
    return [Weighed(weight, mark) for weight, mark in marks]


def test_a_score_is_the_weighted_share_of_what_applied() -> None:
    # 8*1 + 6*0.5 + 10*0 = 11 of 8 + 6 + 10 = 24: 45.8333...
    assert score(of((8, FULL), (6, HALF), (10, NONE))) == Decimal(1100) / 24


def test_an_item_that_did_not_apply_leaves_both_sums() -> None:
    # 50 of 50; the item of weight 50 counts neither way.
    assert score(of((50, FULL), (50, NA))) == 100
    assert points(of((50, FULL), (50, NA))) == (Decimal(50), 50)


def test_a_sheet_on_which_nothing_applied_has_no_score() -> None:
    assert score(of((60, NA), (40, NA))) is None
    assert score([]) is None


def test_nothing_done_is_zero_and_not_missing() -> None:
    assert score(of((60, NONE), (40, NA))) == 0


@given(SHEETS)
def test_a_score_lies_between_0_and_100(marks: list[Weighed]) -> None:
    found = score(marks)

    assert (found is None) == all(each.mark is NA for each in marks)
    assert found is None or 0 <= found <= 100


@given(SHEETS, st.data())
def test_a_better_mark_never_lowers_the_score(marks: list[Weighed], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(marks) - 1))
    if marks[place].mark is NA:
        return
    better = [*marks[:place], marks[place]._replace(mark=FULL, times=1), *marks[place + 1 :]]

    before, after = score(marks), score(better)

    assert before is not None
    assert after is not None
    assert after >= before


def test_what_deducts_takes_its_points_off_each_time() -> None:
    # 60 of 60 + 40, where half of the 40 was reached: 60 + 20 = 80 of 100; 3 points, twice: 80 - 6
    marks = [*of((60, FULL), (40, HALF)), Weighed(3, NONE, DEDUCT, times=2)]
    assert score(marks) == 74
    assert score([*marks, Weighed(5, FULL, DEDUCT), Weighed(5, NA, DEDUCT)]) == 74  # not seen; could not be seen
    # 100 * 60 / 60, the 40 did not apply: what is deducted is of 100 all the same
    assert score([*of((60, FULL), (40, NA)), Weighed(3, NONE, DEDUCT, times=2)]) == 94


def test_no_more_is_taken_off_than_there_is() -> None:
    # 5 of 100 less 5 * 2
    assert score([*of((5, FULL), (95, NONE)), Weighed(5, NONE, DEDUCT, times=2)]) == 0


def test_a_sheet_that_only_deducts_begins_with_100() -> None:
    assert score([Weighed(10, NONE, DEDUCT, times=3), Weighed(4, FULL, DEDUCT)]) == 70  # 100 - 30
    assert score([Weighed(10, FULL, DEDUCT), Weighed(100, FULL, VETO)]) == 100
    assert score([Weighed(10, NA, DEDUCT)]) is None


def test_a_veto_makes_the_whole_check_nothing() -> None:
    assert score([*of((100, FULL)), Weighed(100, NONE, VETO)]) == 0
    assert score([*of((100, FULL)), Weighed(100, FULL, VETO)]) == 100
    assert score([*of((100, NA)), Weighed(100, NONE, VETO)]) == 0  # it applied, whatever else did not


@pytest.mark.parametrize(
    ("kind", "mark", "times", "may_be"),
    [
        (POINTS, HALF, 1, True),
        (POINTS, NONE, 2, False),
        (DEDUCT, NONE, MOST_TIMES, True),
        (DEDUCT, NONE, MOST_TIMES + 1, False),
        (DEDUCT, NONE, 0, False),
        (DEDUCT, FULL, 2, False),
        (DEDUCT, HALF, 1, False),
        (VETO, NONE, 1, True),
        (VETO, NONE, 2, False),
        (VETO, HALF, 1, False),
        (VETO, NA, 1, True),
    ],
)
def test_only_points_are_halved_and_only_deductions_counted(
    kind: ItemKind, mark: Mark, times: int, may_be: bool
) -> None:
    assert fits(kind, mark, times) is may_be


@pytest.mark.parametrize(("kind", "refusal"), [(POINTS, MarkNeeded), (DEDUCT, TimesNeeded), (VETO, VetoNeeded)])
def test_a_missing_mark_is_asked_for_as_its_item_counts(
    kind: ItemKind, refusal: type[MarkNeeded | TimesNeeded | VetoNeeded]
) -> None:
    for attempt in (
        lambda: given_mark("mark.phone", kind, ""),
        lambda: given_marks({"phone": kind}, {}),
        lambda: given_marks({"phone": kind}, {"phone": (NONE, "seen", 9)}),
    ):
        with pytest.raises(refusal) as refused:
            attempt()
        assert refused.value.field == "mark.phone"


@pytest.mark.parametrize("text", ["0x0", "0x1", "0x6", "0x", "x2", "0x2x2", "0x02", " 0x2", "0X2", "0x２"])
def test_what_is_no_count_is_no_mark(text: str) -> None:
    assert text not in TOLD_MARKS


def test_a_count_is_written_and_read_back() -> None:
    assert (mark_text(NONE, 3), TOLD_MARKS["0x3"]) == ("0x3", (NONE, 3))
    assert (mark_text(NONE), TOLD_MARKS["0"]) == ("0", (NONE, 1))


@pytest.mark.parametrize("mark", Mark)
def test_a_mark_is_stored_as_its_worth_and_read_back(mark: Mark) -> None:
    assert mark_of(None if mark.worth is None else float(mark.worth)) is mark


@pytest.mark.parametrize("text", ["", "2", "0.25", "na", "1.0", "½"])
def test_other_words_are_no_mark(text: str) -> None:
    with pytest.raises(MarkNeeded):
        given_mark("mark.smile", POINTS, text)


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
        given_marks(KINDS, marks)

    assert refused.value.field == field


def test_an_item_that_is_not_on_the_sheet_is_refused() -> None:
    with pytest.raises(UnknownItem) as refused:
        given_marks({"smile": POINTS}, {"smile": (FULL, ""), "dance": (FULL, "")})

    assert isinstance(refused.value, StoreOpsError)
    assert "dance" in str(refused.value)


def test_marks_are_kept_in_the_order_of_the_sheet_without_stray_spaces() -> None:
    kept = given_marks(KINDS, {"stand": (NONE, " sat "), "smile": (NA, "")})

    assert list(kept.items()) == [("smile", (NA, "", 1)), ("stand", (NONE, "sat", 1))]
