"""What customers told the front line."""

from typing import Any

from storeops.base.i18n import Language
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.market import market
from storeops.reports.layout.blocks import Block, Sentences, Table
from tests.reports.findings.told_month import report_of
from tests.reports.told_reports import told

HEARD = {
    "wishes": {"suggestion": 12, "unmet_need": 8},
    "by_service": [{"service": "sim", "suggestion": 4, "unmet_need": 3}, {"service": None, "suggestion": 8}],
    "complaints": 9,
    "praise": 5,
    "complaints_by_service": [{"service": "payment", "count": 6}, {"service": "sim", "count": 3}],
}
LEAVING = {
    "cases": 40,
    "kept_share": 0.25,
    "reasons": [{"code": "price", "count": 18}, {"code": "coverage", "count": 22}],
    "going_to": [{"code": "not_needed", "count": 20}, {"code": "operator_a", "count": 15}],
}


def blocks(language: Language, **sections: Any) -> list[Block]:
    return list(market(told(report_of({}, **sections)), Words(language)).blocks)


def test_wishes_complaints_and_leaving_customers_are_said_with_their_counts() -> None:
    sentences, _ = blocks("en", heard=HEARD, leaving=LEAVING)

    assert isinstance(sentences, Sentences)
    assert list(sentences.items) == [
        "Customers made 12 suggestions and named 8 unmet needs; “Replace a SIM card” came up most often (7).",
        "Written down: 9 complaints, most often about “Pay a bill” (6); praise 5 times.",
        "40 customers wanted to leave: most for “Coverage” (22), most often to “Operator A” (15); 25.0% stayed.",
    ]


def test_the_same_is_said_in_chinese() -> None:
    sentences, _ = blocks("zh", heard=HEARD, leaving={"cases": 40, "kept_share": 0.25})

    assert isinstance(sentences, Sentences)
    assert list(sentences.items) == [
        "顾客提出建议 12 条、未满足的需求 8 条，最多的是关于“补换卡”（7 条）。",
        "记录投诉 9 件，最多的是“交话费”（6 件）；表扬 5 次。",
        "40 位顾客要求离网，挽留成功 25.0%。",
    ]


def test_the_services_that_customers_spoke_of_stand_in_one_table() -> None:
    _, table = blocks("en", heard=HEARD)

    assert isinstance(table, Table)
    assert table.rows == [["Replace a SIM card", 4, 3, 3], ["Pay a bill", 0, 0, 6]]


def test_the_table_has_at_most_five_services() -> None:
    many = [{"service": f"s{n}", "suggestion": n, "unmet_need": 0} for n in range(1, 8)]

    (table,) = blocks("en", heard={"by_service": many})

    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == [7, 6, 5, 4, 3]


def test_a_month_in_which_nothing_was_written_down_says_so() -> None:
    (told,) = blocks("zh", heard={"wishes": {"suggestion": 0, "unmet_need": 0}}, leaving={"cases": 0})

    assert isinstance(told, Sentences)
    assert list(told.items) == ["没有登记顾客的建议、需求、投诉、表扬，也没有顾客要求离网。"]
