"""One metric with all that it is compared with."""

from typing import Any

import pytest

from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.chapters.figure import definition, figure
from tests.reports.told_reports import CHINESE, ENGLISH, told

REPORT: dict[str, Any] = {
    "metrics": {"issued": {"value": 500, "unit": "count"}, "csat": {"value": None, "unit": "share"}},
    "comparisons": {
        "previous": {"month": "2026-02", "metrics": {"issued": 400}},
        "last_year": None,
    },
    "year": {"year": 2026, "time_gone": 0.25, "targets": {"served": {"target": 1000, "year_to_date": 300}}},
}


def test_a_figure_knows_its_month_and_what_it_moved_from() -> None:
    found = figure(told(REPORT), "issued", ENGLISH)

    assert (found.metric, found.name, found.kind, found.value) == ("issued", "Tickets issued", "count", 500)
    assert found.previous is not None
    assert (found.previous.before, found.previous.amount) == (400, 0.25)
    assert (found.last_year, found.base, found.year) == (None, None, None)


def test_counts_do_not_compare_with_a_month_whose_records_begin_within_it() -> None:
    figures = {"issued": {"value": 500, "unit": "count"}, "csat": {"value": 0.9, "unit": "share"}}
    late = {"month": "2026-02", "first_day": "2026-02-15", "metrics": {"issued": 400, "csat": 0.8}}
    report = {**REPORT, "metrics": figures, "comparisons": {"previous": late, "last_year": None}}

    issued, csat = figure(told(report), "issued", ENGLISH).previous, figure(told(report), "csat", ENGLISH).previous

    assert issued is not None
    assert (issued.before, issued.amount) == (400, None)
    assert csat is not None
    assert csat.amount == pytest.approx(0.1)


def test_what_has_no_value_has_nothing_to_show() -> None:
    found = figure(told(REPORT), "csat", ENGLISH)

    assert (found.value, found.previous) == (None, None)


def test_a_report_from_before_a_metric_shows_it_without_value() -> None:
    assert figure(told(REPORT), "praise", ENGLISH).value is None


def test_a_base_month_counts_once_it_is_chosen() -> None:
    report = {**REPORT, "comparisons": {**REPORT["comparisons"], "base": {"metrics": {"issued": 250}}}}

    change = figure(told(report), "issued", ENGLISH).base

    assert change is not None
    assert (change.before, change.amount) == (250, 1.0)


def test_a_figure_with_a_target_tells_how_far_the_year_has_come() -> None:
    year = figure(told(REPORT), "served", ENGLISH).year

    assert year is not None
    # 300 of 1000 after a quarter of the year
    assert (year.target, year.year_to_date, year.reached_share, year.is_on_course) == (1000, 300, 0.3, True)


def test_the_definition_says_what_is_left_out_in_the_readers_words() -> None:
    metric = METRIC_OF["service_level_plain"]

    assert definition(metric, ENGLISH) == (
        "Visits that ended served with a first wait within the target / visits that ended served."
        " Left out: All who left."
    )
    assert definition(metric, CHINESE).endswith("不计入：所有未办结离开的顾客。")
