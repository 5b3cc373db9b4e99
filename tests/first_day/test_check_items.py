"""Items in two columns, from a workbook or pasted: what they become, and every fault at once."""

import pytest

from storeops.base.errors import TextNeeded
from storeops.first_day.book import Line
from storeops.first_day.check_items import SheetChanges, pasted_lines, read_items, sheet_changes
from storeops.first_day.refusals import NotUnderstood, TwiceInBook
from storeops.quality.checks.sheet_rules import ItemKind, NewItem

SMILE = NewItem("smile", "微笑服务", "Smile", 60)


def texts(text: str) -> list[tuple[int, dict[str, str]]]:
    return [(line.number, dict(line.texts)) for line in pasted_lines(text)]


@pytest.mark.parametrize(
    "row",
    [
        "微笑服务\t8",
        "1\t微笑服务\t8",  # with a running number
        "3、\t微笑服务\t8",
        "微笑服务,8",
        "微笑服务，8",
        "微笑服务；8",
        "微笑服务、 8",
        "  微笑服务 \t 8 \t",
    ],
)
def test_a_row_is_item_and_points(row: str) -> None:
    assert texts(row) == [(1, {"item": "微笑服务", "points": "8"})]


def test_an_item_may_have_commas_of_its_own() -> None:
    assert texts("来有迎声，去有送声，8") == [(1, {"item": "来有迎声，去有送声", "points": "8"})]


def test_heads_and_empty_rows_are_passed_over_and_lines_keep_their_numbers() -> None:
    assert texts("项目\t分值\n\n微笑服务\t8\t Smile") == [(3, {"item": "微笑服务", "points": "8", "name_en": "Smile"})]
    assert texts("序号\t检查项目\t分值\n1\t微笑服务\t8")[-1] == (2, {"item": "微笑服务", "points": "8"})


def test_points_without_an_item_are_no_item() -> None:
    assert texts("\t5") == [(1, {"item": "", "points": "5"})]


def test_items_are_weighed_and_known_ones_keep_code_and_english() -> None:
    lines = pasted_lines("微笑服务\t30\n站立服务\t20\n玩手机\t-1\n与顾客争吵\t一票否决")

    read = read_items(lines, [SMILE])

    assert read.faults == []
    assert read.items == [
        NewItem("smile", "微笑服务", "Smile", 60),  # 30 of 50
        NewItem("item_1", "站立服务", "站立服务", 40),
        NewItem("item_2", "玩手机", "玩手机", 2, ItemKind.DEDUCT),  # 1 of 50
        NewItem("item_3", "与顾客争吵", "与顾客争吵", 100, ItemKind.VETO),
    ]


def test_without_items_that_bring_points_nothing_is_scaled() -> None:
    read = read_items(pasted_lines("玩手机\t-5\n迟到\t扣10分"), [])

    assert [item.weight for item in read.items] == [5, 10]


def test_all_faults_are_told_with_their_lines() -> None:
    lines = pasted_lines("站立服务\n\n微笑服务\tx\n甲\t1\n甲\t2")

    read = read_items([Line(2, {"item": "", "points": "5"}), *lines], [])

    assert [(number, type(refusal)) for number, refusal in read.faults] == [
        *((2, TextNeeded), (1, NotUnderstood)),
        *((3, NotUnderstood), (5, TwiceInBook)),
    ]


def test_what_changes_is_told_item_by_item() -> None:
    stand, phone = NewItem("stand", "站立", "Stand", 40), NewItem("phone", "玩手机", "Phone", 2, ItemKind.DEDUCT)
    heavier = NewItem("smile", "微笑服务", "Smile", 100)

    assert sheet_changes([SMILE, stand], [heavier, phone]) == SheetChanges([phone], [(SMILE, heavier)], [stand])
    assert sheet_changes([SMILE, phone], [SMILE, phone]) == SheetChanges([], [], [])
