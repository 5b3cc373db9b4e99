"""What makes a sheet, and the common reasons beside its items."""

import pytest

from storeops.base.errors import StoreOpsError, TextNeeded, WholeNumberNeeded
from storeops.hall.refusals import CodeNeeded
from storeops.people.roles import Role
from storeops.quality.checks.deduction_reasons import joined, parted, reason_words
from storeops.quality.checks.refusals import CodeTwice, TooFewItems, WeightsNotHundred
from storeops.quality.checks.sheet_rules import ItemKind, NewItem, SheetKind, given_items, sheet_kind_of

TEN = [NewItem(f"item_{place}", f"第{place}项", f"Item {place}", 10) for place in range(10)]


def with_item(place: int, **changes: object) -> list[NewItem]:
    """Ten good items, one of them changed."""
    return [*TEN[:place], NewItem(**{**vars(TEN[place]), **changes}), *TEN[place + 1 :]]


def test_ten_items_with_a_hundred_points_are_a_sheet() -> None:
    assert given_items(TEN) == tuple(TEN)


def test_what_deducts_or_vetoes_stands_beside_the_hundred_points() -> None:
    phone, quarrel = NewItem("phone", "玩手机", "Phone", 3, ItemKind.DEDUCT), with_item(0, kind=ItemKind.VETO)[0]

    assert given_items([*TEN, phone]) == (*TEN, phone)
    with pytest.raises(WeightsNotHundred):
        given_items([quarrel, *TEN[1:]])  # only 90 are left
    only = [NewItem(f"bad_{place}", "迟到", "Late", 5, ItemKind.DEDUCT) for place in range(10)]
    assert given_items(only) == tuple(only)  # every check begins with 100
    assert given_items([*TEN, NewItem("q", "争吵", "Quarrel", 0, ItemKind.VETO)])[-1].weight == 100


@pytest.mark.parametrize(
    ("items", "refusal"),
    [
        (TEN[:9], TooFewItems),
        ([], TooFewItems),
        (with_item(3, weight=11), WeightsNotHundred),
        (with_item(3, weight=0), WholeNumberNeeded),
        (with_item(3, weight=101), WholeNumberNeeded),
        (with_item(3, code="item_2"), CodeTwice),
        (with_item(3, code="two words"), CodeNeeded),
        (with_item(3, name_zh=" "), TextNeeded),
        (with_item(3, name_en="x" * 81), TextNeeded),
    ],
)
def test_other_items_are_refused(items: list[NewItem], refusal: type[StoreOpsError]) -> None:
    with pytest.raises(refusal):
        given_items(items)


def test_the_refusal_of_a_line_names_its_place() -> None:
    with pytest.raises(CodeTwice) as refused:
        given_items(with_item(3, code="item_2"))

    assert refused.value.field == "code.3"


def test_a_role_has_its_sheet() -> None:
    kinds = {role: sheet_kind_of(role) for role in (Role.CLERK, Role.TEAM_LEAD, Role.GREETER, Role.SHIFT_LEAD)}

    assert kinds == {
        Role.CLERK: SheetKind.CLERK,
        Role.TEAM_LEAD: SheetKind.CLERK,
        Role.GREETER: SheetKind.GREETER,
        Role.SHIFT_LEAD: SheetKind.SHIFT_LEAD,
    }


@pytest.mark.parametrize(
    ("code", "text", "kept", "english"),
    [
        ("not_done", "", "not_done", "Not done"),
        ("not_done", " twice ", "not_done: twice", "Not done: twice"),
        ("", "no eye contact", "no eye contact", "no eye contact"),
        ("unheard_of", "no eye contact", "no eye contact", "no eye contact"),
        ("", "", "", ""),
    ],
)
def test_a_reason_is_kept_as_code_and_words(code: str, text: str, kept: str, english: str) -> None:
    assert joined(code, text) == kept
    assert reason_words("en", kept) == english


def test_a_kept_reason_falls_apart_again() -> None:
    assert parted("not_done: twice") == ("not_done", "twice")
    assert parted("time: too long") == ("", "time: too long")


def test_a_common_reason_is_read_in_chinese() -> None:
    assert reason_words("zh", "not_done: 两次") == "未做到: 两次"
