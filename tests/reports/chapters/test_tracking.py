"""The headline figures and the year's targets."""

from typing import Any

from storeops.base.i18n import Language
from storeops.measuring.metric_registry import ALL_METRICS
from storeops.reports.chapters.tracking import HEADLINES, MOST_FRONT_TARGETS, MOST_HEADLINES, tracking
from storeops.reports.layout.blocks import KeyFigures, Quantity, Table
from storeops.reports.layout.shown import shown
from storeops.reports.targets.target_metrics import TARGET_METRICS
from tests.reports.told_reports import CHINESE, ENGLISH, told

NOT_COMPARED = {"previous": None, "last_year": None}


def report(values: dict[str, float | None], year: dict[str, Any] | None = None) -> dict[str, Any]:
    figures = {metric.id: {"value": values.get(metric.id), "unit": metric.unit} for metric in ALL_METRICS}
    return {
        "metrics": figures,
        "wait_target_seconds": 300,
        "comparisons": NOT_COMPARED,
        "year": year or {"year": 2026, "time_gone": 0.25, "targets": {}},
    }


def headlines(values: dict[str, float | None]) -> list[str]:
    block = tracking(told(report(values)), ENGLISH).blocks[0]
    assert isinstance(block, KeyFigures)
    return [figure.metric for figure in block.figures]


def year_table(targets: dict[str, Any], time_gone: float = 0.25) -> Table:
    year = {"year": 2026, "time_gone": time_gone, "targets": targets}
    block = tracking(told(report({"issued": 5}, year)), ENGLISH).blocks[1]
    assert isinstance(block, Table)
    return block


def written(table: Table, language: Language = "en") -> list[list[Any]]:
    """The rows with their quantities as a reader sees them."""
    return [
        [shown(value, value.kind, language) if isinstance(value, Quantity) else value for value in row]
        for row in table.rows
    ]


def test_a_hall_that_has_everything_shows_the_headlines() -> None:
    assert headlines({metric.id: 0.5 for metric in ALL_METRICS}) == list(HEADLINES)


def test_figures_without_a_value_give_their_place_to_others() -> None:
    imported = {"issued": 900, "service_level": 0.8, "wait_p90": 700, "wait_median": 200, "abandonment": 0.1}

    assert headlines({**imported, "csat": None}) == [
        "issued",
        "service_level",
        "wait_p90",
        "abandonment",
        "wait_median",
    ]


def test_the_promises_behind_two_headlines_are_told() -> None:
    lead = tracking(told(report({"service_level": 0.8, "speed_compliance": 0.7})), ENGLISH).lead

    assert lead.startswith("Service level: the share of customers called within 5:00;")
    assert tracking(told(report({"service_level": 0.8})), ENGLISH).lead == ""


def test_a_month_before_that_began_late_is_told() -> None:
    late = {"month": "2026-02", "first_day": "2026-02-15", "metrics": {"issued": 400}}
    month = told({**report({"issued": 900}), "comparisons": {"previous": late, "last_year": None}})

    assert tracking(month, ENGLISH).lead == (
        "The records of February 2026 begin on 2026-02-15, so its counts cannot be compared."
    )
    assert tracking(month, CHINESE).lead == "2026年2月的记录从 2026-02-15 开始，数量不可比。"


def test_the_front_page_stays_compact() -> None:
    assert len(HEADLINES) == MOST_HEADLINES == 12  # three full rows of four


def test_a_month_without_any_figure_and_target_has_no_chapter() -> None:
    assert tracking(told(report({})), ENGLISH).blocks == []


def test_a_report_without_the_years_part_has_headlines_only() -> None:
    blocks = tracking(told({**report({"issued": 5}), "year": {}}), ENGLISH).blocks

    assert [block.id for block in blocks] == ["headlines"]


def test_a_count_fills_up_and_is_measured_by_the_time_gone() -> None:
    table = year_table(
        {
            "transactions": {"target": 40_000, "year_to_date": 9_000},  # 22.5 % reached, 25 % gone
            "praise": {"target": 40, "year_to_date": 10},  # 25 % reached
            "complaints": {"target": 20, "year_to_date": 6},  # 30 % used up: more than the time gone
        }
    )

    assert written(table) == [
        ["Transactions", "40,000", "9,000", 0.225, "off course"],
        ["Complaints", "20", "6", 0.3, "off course"],
        ["Praise", "40", "10", 0.25, "on course"],
    ]
    assert table.note.startswith("25.0% of the year is gone.")


def test_a_level_is_met_or_not_whatever_the_time() -> None:
    table = year_table(
        {
            "wait_p90": {"target": 600, "year_to_date": 601},
            "service_level": {"target": 0.8, "year_to_date": 0.8},
            "csat": {"target": 0.9, "year_to_date": None},
        }
    )

    assert written(table) == [
        ["Wait, nine in ten within", "10:00", "10:01", None, "not met"],
        ["Service level", "80.0%", "80.0%", None, "met"],
        ["Satisfied customers", "90.0%", "-", None, None],
    ]


def test_the_chapter_is_whole_in_chinese() -> None:
    year = {"year": 2026, "time_gone": 0.5, "targets": {"served": {"target": 100, "year_to_date": 60}}}

    chapter = tracking(told(report({"issued": 5}, year)), CHINESE)

    assert chapter.title == "指标跟踪"
    table = chapter.blocks[1]
    assert isinstance(table, Table)
    assert table.title == "2026 年度目标"
    assert written(table) == [["办结到访数", "100", "60", 0.6, "进度正常"]]
    assert "时间进度 50.0%" in table.note


def test_the_front_page_shows_eight_targets_those_off_their_course_first() -> None:
    targets = {metric: {"target": 0.5, "year_to_date": 0.5} for metric in TARGET_METRICS[:9]}
    targets["service_level"] = {"target": 0.5, "year_to_date": 0.4}

    table = year_table(targets)

    assert len(table.rows) == MOST_FRONT_TARGETS == 8
    assert written(table)[0] == ["Service level", "50.0%", "40.0%", None, "not met"]
    assert table.note.endswith("1 more targets stand with the definitions.")


def test_the_target_stands_in_the_table_alone() -> None:
    year = {"year": 2026, "time_gone": 0.5, "targets": {"issued": {"target": 100, "year_to_date": 60}}}

    block = tracking(told(report({"issued": 5}, year)), ENGLISH).blocks[0]

    assert isinstance(block, KeyFigures)
    assert [figure.year for figure in block.figures] == [None]
