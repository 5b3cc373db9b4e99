"""What moved and why, as the hall reads it."""

from typing import Any

import pytest

from storeops.base.i18n import Language
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.problems import problems
from storeops.reports.layout.blocks import Sentences
from tests.reports.findings.told_month import report_of
from tests.reports.told_reports import CHINESE, ENGLISH, found_in, told

MANY = {"issued": 5000, "served": 5000, "transactions": 5000}
BUSIER = {"service_level": 0.70, "service_level_plain": 0.70, "transactions_per_hour": 10.2, "handling_mean": 204}
BEFORE = {"service_level": 0.80, "service_level_plain": 0.80, "transactions_per_hour": 10.0, "handling_mean": 200}


def sentences(report: dict[str, Any], language: Language) -> dict[str, list[str]]:
    chapter = problems(told({"findings": found_in(report), **report}), Words(language))
    assert all(isinstance(block, Sentences) for block in chapter.blocks)
    return {block.id: list(block.items) for block in chapter.blocks}  # type: ignore[union-attr]


def test_a_movement_is_said_with_both_figures_and_its_likely_cause() -> None:
    report = report_of({**MANY, **BUSIER}, {**MANY, **BEFORE})

    assert sentences(report, "en") == {
        "worsened": [
            "Service level: down from 80.0% to 70.0% (-10.0 points). Likely because counters were busier: 10.2"
            " transactions for each hour signed in (10.0 before), each taking 3:24 on average (3:20 before)."
        ]
    }
    assert sentences(report, "zh") == {
        "worsened": [
            "服务水平由 80.0% 降至 70.0%（-10.0 个百分点）。可能的原因：柜台更忙，每开台小时要办 10.2 笔（上期 10.0"
            " 笔），平均每笔 3:24（上期 3:20）。"
        ]
    }


def test_what_improved_and_what_worsened_stand_apart() -> None:
    report = report_of(
        {**MANY, "one_stop_gross": 0.9, "abandonment": 0.2}, {**MANY, "one_stop_gross": 0.8, "abandonment": 0.1}
    )

    said = sentences(report, "en")

    assert said == {
        "improved": ["One counter completes all: up from 80.0% to 90.0% (+10.0 points)."],
        "worsened": ["Left without service: up from 10.0% to 20.0% (+10.0 points)."],
    }


def test_a_sum_is_compared_for_each_open_day() -> None:
    report = report_of({**MANY, "complaints": 60}, {**MANY, "complaints": 10})
    report["comparisons"]["previous"]["open_days"] = 10

    # 60 in 20 days after 10 in 10: 3 a day after 1
    assert sentences(report, "en") == {"worsened": ["Complaints: 60 after 10; +200.0% for each open day."]}


def test_a_closed_report_tells_its_sums_as_it_counted_them() -> None:
    kept = {"metric": "complaints", "value": 60, "before": 10, "amount": 2.0, "kind": "relative", "per_customer": True}
    against = {"period": "previous", "month": "2026-09", "last_day": "2026-09-30"}
    report = told({"findings": {"against": against, "worsened": [kept]}})

    said = [block.items for block in problems(report, ENGLISH).blocks if isinstance(block, Sentences)]

    assert said == [["Complaints: 60 after 10; +200.0% for each customer."]]


def test_a_month_without_an_earlier_one_says_that_there_is_nothing_to_compare_with() -> None:
    chapter = problems(told({"findings": found_in(report_of(MANY)), **report_of(MANY)}), ENGLISH)

    assert [block.items for block in chapter.blocks if isinstance(block, Sentences)] == [
        ["There is no earlier month in the records to compare with."]
    ]


def test_a_month_like_the_one_before_says_so() -> None:
    report = report_of(MANY, MANY)

    chapter = problems(told({"findings": found_in(report), **report}), CHINESE)

    assert chapter.lead == "与2026年9月相比。"
    assert sentences(report, "zh") == {"movements": ["各项指标的变化都在正常波动范围内。"]}


def test_while_the_month_runs_it_is_compared_with_as_many_days() -> None:
    report = report_of(MANY, MANY)
    report["comparisons"]["previous"]["last_day"] = "2026-09-12"

    chapter = problems(told({"findings": found_in(report), **report}), ENGLISH)

    assert chapter.lead == "Compared with the first 12 days of September 2026."


STRETCH = {"weekdays": [1, 6], "begins": "10:00", "ends": "11:30", "late": 41, "late_in_all": 63}
SECONDS = {"seconds": 9.0, "seconds_in_all": 8.7}
CAUSES: dict[str, tuple[dict[str, Any], str]] = {
    "calmer": (
        {
            "transactions_per_hour": {"value": 9.0, "before": 10.0, "amount": -0.1},
            "handling_mean": {"value": 200, "before": 200, "amount": 0.0},
        },
        "Likely because counters were less busy: 9.0 transactions for each hour signed in (10.0 before), each taking"
        " 3:20 on average (3:20 before).",
    ),
    "idle_counters": (
        {"value": 9000, "before": 1800, "amount": 0.25},
        "Likely because counters stood free for 2 h 30 min while customers waited (30 min before; +25.0% for each"
        " customer).",
    ),
    "longer_waits": (
        {"value": 400, "before": 300, "amount": 1 / 3},
        "Likely because waits grew: nine in ten customers were called within 6:40 (5:00 before).",
    ),
    "late_hours": (STRETCH, "The worst time was 10:00 to 11:30 on Monday, Saturday, with about 41 of 63 long waits."),
    "other_mix": (
        {"seconds": 5.0, "seconds_in_all": 8.0},
        "Likely because more customers came for what takes long: that makes 0:05 of the 0:08 by which the mean handling"
        " grew.",
    ),
    "slower_service": (
        {"service": "sim", "value": 240, "before": 200, "seconds": 5.0, "seconds_in_all": 8.0},
        "Likely because “Replace a SIM card” took 4:00 on average (3:20 before): that makes 0:05 of the 0:08 by which"
        " the mean handling grew.",
    ),
    "slower_everywhere": (
        {"slower": 18, "services": 19, **SECONDS},
        "Likely no matter of one service: 18 of 19 took longer, which makes 0:09 of the 0:09 by which the mean handling"
        " grew.",
    ),
    "most_over_target": (
        {
            "service": "sim",
            "transactions": 1200,
            "over": 90,
            "seconds_over": 12000,
            "reason": "entered_twice",
            "reason_count": 40,
        },
        "Most time over target went into “Replace a SIM card”: 90 of 1,200 took longer, 3 h 20 min in all; the reason"
        " given most is “Entered twice” (40).",
    ),
    "weakest_moment": (
        {"moment": "money", "ratings": 412, "csat": 0.61},
        "The moment rated lowest is “Amounts”: 61.0% of 412 ratings were satisfied.",
    ),
    "most_moved": (
        {"from": "payment", "to": "sim", "count": 120, "visits": 300},
        "Most hand-overs led from “Pay a bill” to “Replace a SIM card”: 120.",
    ),
    "late_kind": ({"kind": "technical", "count": 6, "late": 8}, "Late most often: technical cases, 6 of 8."),
    "failed_item": (
        {"zh": "唱收唱付", "en": "Says amounts aloud", "failed": 12, "marked": 60},
        "Most points were lost with “Says amounts aloud”: short of full marks in 12 of 60 checks.",
    ),
    "most_complained": (
        {"service": "sim", "count": 25, "complaints": 60},
        "The most were about “Replace a SIM card”: 25 of 60.",
    ),
}


@pytest.mark.parametrize("code", CAUSES)
def test_each_cause_is_a_sentence_with_its_figures(code: str) -> None:
    values, sentence = CAUSES[code]
    moved = {"metric": "csat", "value": 0.7, "before": 0.8, "amount": -0.1, "kind": "share_difference"}
    told = {
        "against": {"period": "previous", "month": "2026-09", "last_day": None},
        "worsened": [{**moved, "per_customer": False, "cause": {"code": code, "values": values}}],
    }

    said = sentences({**report_of({}), "findings": told}, "en")

    assert said == {"worsened": [f"Satisfied customers: down from 80.0% to 70.0% (-10.0 points). {sentence}"]}
    assert sentences({**report_of({}), "findings": told}, "zh")["worsened"][0].endswith("。")
