"""The topic in depth: why it was chosen, and its small table."""

from typing import Any

import pytest

from storeops.base.i18n import Language
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.topic import topic
from storeops.reports.layout.blocks import Chapter, Table
from tests.reports import told_reports
from tests.reports.findings.told_month import figures, moments, report_of
from tests.reports.told_reports import found_in

LATE = {"issued": 1000, "served": 1000, "service_level": 0.8, "service_level_plain": 0.8}
HALF_HOURS = {
    "10:00": {**figures({"issued": 100, "service_level": 0.5, "wait_p90": 700})},
    "15:00": {**figures({"issued": 500, "service_level": 0.7, "wait_p90": 400})},
}


def told(language: Language, values: dict[str, Any], **sections: Any) -> Chapter:
    report = report_of(values, **sections)
    return topic(told_reports.told({**report, "findings": found_in(report)}), Words(language))


def table(chapter: Chapter) -> Table:
    (found,) = chapter.blocks
    assert isinstance(found, Table)
    return found


def test_long_waits_show_the_half_hours_that_lost_most() -> None:
    chapter = told("en", LATE, by_half_hour=HALF_HOURS)

    assert chapter.title == "Topic of the month: long waits"
    assert chapter.lead == (
        "The largest matter of the month: 200 customers waited longer than 5:00 until they were called or left; 1,000"
        " were served (service level 80.0%)."
    )
    # 50 and 150 in the half hours stand for the month's 200
    assert [list(row) for row in table(chapter).rows] == [
        ["10:00", 100, pytest.approx(50), 0.5, 700],
        ["15:00", 500, pytest.approx(150), 0.7, 400],
    ]


def test_counters_stand_beside_the_half_hours_where_they_are_known() -> None:
    counters = {"half_hours": [{"half_hour": "15:00", "open": 2.5, "needed": 4}]}

    rows = table(told("zh", LATE, by_half_hour=HALF_HOURS, staffing=counters)).rows

    assert [row[5:] for row in rows] == [[None, None], [2.5, 4]]


def test_a_slow_service_shows_its_reasons() -> None:
    slow = {"service": "sim", "transactions": 400, "over": 120, "seconds_over": 9000, "reasons": {"entered_twice": 70}}
    measured = {"sim": figures({"handling_median": 200, "handling_p90": 500})}

    over = {"transactions": 900, "over": 150, "by_service": [slow]}

    chapter = told("en", {}, over_target=over, by_service=measured, transfers={"visits": 40})

    assert chapter.lead == (
        "The largest matter of the month: 150 of 900 transactions took longer than their targets. Most time over it"
        " went into “Replace a SIM card”: 120 of 400 beyond 5:00, 2 h 30 min in all; half took up to 3:20, nine in ten"
        " up to 8:20. Next comes: hand-overs (40)."
    )
    assert table(chapter).rows == [["Entered twice", 70], ["No reason given", 50]]


def test_a_tie_is_told_as_a_tie() -> None:
    slow = {"service": "sim", "transactions": 400, "over": 40, "seconds_over": 9000, "reasons": {}}
    over = {"transactions": 400, "over": 40, "by_service": [slow]}

    assert told("en", {}, over_target=over, transfers={"visits": 40}).lead.endswith(" Just as large: hand-overs (40).")


def test_a_slow_service_without_reasons_shows_the_services_beside_it() -> None:
    slow = [
        {"service": "sim", "transactions": 400, "over": 120, "seconds_over": 9000, "reasons": {}},
        {"service": "payment", "transactions": 900, "over": 20, "seconds_over": 500, "reasons": {}},
    ]

    rows = table(told("zh", {}, over_target={"transactions": 1300, "over": 140, "by_service": slow})).rows

    assert rows == [["补换卡", 400, 120, 9000], ["交话费", 900, 20, 500]]


def test_hand_overs_show_from_where_to_where() -> None:
    moves = {"visits": 60, "moves": [{"from": "payment", "to": "sim", "count": 40}]}

    chapter = told("zh", {"transfer_rate": 0.04}, transfers=moves)

    assert chapter.lead == "本月涉及面最大的问题：60 次到访被转办（转办率 4.0%）。"
    assert table(chapter).rows == [["交话费", "补换卡", 40]]


def test_late_cases_show_their_kinds() -> None:
    late = [{"kind": "complaint", "hours_late": 3.5}, {"kind": "technical", "hours_late": 1}]

    chapter = told("en", {}, cases={"due": 20, "late": late * 2})

    assert chapter.lead == "The matter that weighs most: 4 of 20 cases due were late or are still open."
    assert table(chapter).rows == [["complaints", 2, 3.5], ["technical cases", 2, 1]]


def test_a_moment_that_disappoints_stands_beside_the_others() -> None:
    chapter = told("en", {"csat": 0.8}, moments=moments(money=(200, 0.9), waiting=(100, 0.6)))

    assert chapter.lead == (
        "The largest matter of the month: at the moment “Waiting”, 40 of 100 ratings were not satisfied."
    )
    assert table(chapter).rows == [["Waiting", 100, 0.6], ["Amounts", 200, 0.9]]


def test_a_month_without_a_topic_has_no_chapter() -> None:
    assert told("en", {}).blocks == []
