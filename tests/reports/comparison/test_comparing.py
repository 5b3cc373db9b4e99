"""How far a figure moved, and whether that is good."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.measuring.metric import Metric
from storeops.measuring.metric_registry import ALL_METRICS, METRIC_OF
from storeops.reports.comparison.comparing import change_between, change_since, with_base
from storeops.reports.document.report_body import as_json
from storeops.reports.document.report_document import ComparedMonth, Comparisons
from storeops.reports.layout.blocks import Change
from storeops.reports.sections.section_json import read
from tests.reports.told_reports import told

NUMBERS = st.floats(min_value=0.001, max_value=1e6)
METRICS = st.sampled_from(ALL_METRICS)


@pytest.mark.parametrize(
    ("metric", "before", "value", "amount", "kind", "is_better"),
    [
        ("issued", 400, 500, 0.25, "relative", None),  # 100 / 400; more demand is neither good nor bad
        ("transactions_per_hour", 8.0, 10.0, 0.25, "relative", True),
        ("wait_p90", 400, 300, -0.25, "relative", True),
        ("wait_median", 100, 150, 0.5, "relative", False),
        ("complaints", 4, 6, 0.5, "relative", False),
        ("csat", 0.75, 0.5, -0.25, "share_difference", False),
        ("transfer_rate", 0.5, 0.25, -0.25, "share_difference", True),
        ("checklist_mean", 90.0, 92.5, 2.5, "points_difference", True),
        ("csat", 0.0, 0.5, 0.5, "share_difference", True),
    ],
)
def test_a_figure_moves_in_the_way_of_its_unit(
    metric: str, before: float, value: float, amount: float, kind: str, is_better: bool | None
) -> None:
    change = change_between(value, before, METRIC_OF[metric])

    assert change is not None
    assert (change.before, change.amount, change.kind, change.is_better) == (before, amount, kind, is_better)


def test_without_a_value_before_there_is_nothing_to_compare_with() -> None:
    assert change_between(5, None, METRIC_OF["praise"]) is None
    assert change_between(None, None, METRIC_OF["praise"]) is None


def test_what_did_not_happen_now_has_no_amount() -> None:
    change = change_between(None, 0.9, METRIC_OF["csat"])

    assert change is not None
    assert (change.before, change.amount, change.is_better) == (0.9, None, None)


def test_growth_out_of_nothing_has_no_amount_but_a_direction() -> None:
    change = change_between(3, 0, METRIC_OF["complaints"])

    assert change is not None
    assert (change.amount, change.is_better) == (None, False)


def test_a_time_below_zero_is_no_measure_of_growth() -> None:
    change = change_between(10.0, -5.0, METRIC_OF["unaccounted_time"])

    assert change is not None
    assert change.amount is None


@given(METRICS, NUMBERS, NUMBERS)
def test_the_way_back_undoes_the_way(metric: Metric, one: float, other: float) -> None:
    there, back = change_between(other, one, metric), change_between(one, other, metric)

    assert there is not None
    assert back is not None
    assert there.amount is not None
    assert back.amount is not None
    if there.kind == "relative":
        assert (1 + there.amount) * (1 + back.amount) == pytest.approx(1)
    else:
        assert there.amount == -back.amount
    assert {there.is_better, back.is_better} in ({True, False}, {None})


@given(METRICS, NUMBERS, NUMBERS)
def test_the_sign_says_up_or_down_and_better_follows_from_it(metric: Metric, value: float, before: float) -> None:
    change = change_between(value, before, metric)

    assert change is not None
    assert change.amount is not None
    assert (change.amount > 0, change.amount < 0) == (value > before, value < before)
    good = {"higher": value > before, "lower": value < before, None: None}[metric.better]
    assert change.is_better == (None if value == before else good)


@given(METRICS, NUMBERS)
def test_what_stays_is_neither_better_nor_worse(metric: Metric, value: float) -> None:
    change = change_between(value, value, metric)

    assert change is not None
    assert (change.amount, change.is_better) == (0, None)


def test_every_metric_is_decided_and_demand_has_no_good_side() -> None:
    undecided = {metric.id for metric in ALL_METRICS if metric.better is None}

    assert undecided == {
        "issued",
        "served",
        "transactions",
        "assisted_count",
        "pre_open",
        "pre_open_share",
        "occupancy",
        "unaccounted_time",
    }


def test_a_base_month_stands_beside_the_other_periods() -> None:
    report = told({"month": "2026-03", "comparisons": {"previous": None, "last_year": None}})
    base = read(ComparedMonth, {"month": "2025-06", "metrics": {"issued": 100}})

    compared = with_base(report, base)

    assert compared == replace(report, comparisons=Comparisons(previous=None, last_year=None, base=base))
    assert report.comparisons.base is None
    assert "base" not in as_json(report)["comparisons"]


def since(value: float | None, metric: str, **told: Any) -> Change | None:
    before = read(ComparedMonth, {"month": "2026-02", "first_day": "2026-02-01", **told})
    return change_since(before, value, METRIC_OF[metric], open_days=2)


def test_sums_are_compared_by_the_open_day() -> None:
    change = since(113, "issued", metrics={"issued": 1582}, open_days=28, judged={})

    # 113 / 2 = 56.5 a day after 1,582 / 28 = 56.5.
    assert change is not None
    assert (change.before, change.amount, change.is_of_days, change.is_better) == (1582, 0.0, True, None)


def test_a_change_that_chance_makes_too_is_neither_better_nor_worse() -> None:
    by_chance = {"service_level": {"chance": 0.4, "is_more": False}}

    change = since(0.7, "service_level", metrics={"service_level": 0.8}, open_days=20, judged=by_chance)

    assert change is not None
    assert (change.is_better, change.is_chance) == (None, True)
    assert change.amount == pytest.approx(-0.1)


def test_a_change_beyond_chance_is_better_or_worse() -> None:
    surely = {"service_level": {"chance": 0.001, "is_more": True}}

    change = since(0.7, "service_level", metrics={"service_level": 0.8}, open_days=20, judged=surely)

    assert change is not None
    assert (change.is_better, change.is_chance) == (False, False)


def test_a_figure_that_knows_no_better_is_told_as_chance_too() -> None:
    by_chance, surely = ({"issued": {"chance": chance, "is_more": chance < 0.1}} for chance in (0.4, 0.001))

    changes = [since(90, "issued", metrics={"issued": 100}, judged=judged) for judged in (by_chance, surely)]

    assert [(change.is_better, change.is_chance) for change in changes if change] == [(None, True), (None, False)]


def test_what_too_few_days_tell_of_has_no_verdict() -> None:
    unknown = {"service_level": {"chance": None, "is_more": False}}

    change = since(0.7, "service_level", metrics={"service_level": 0.8}, open_days=1, judged=unknown)

    assert change is not None
    assert (change.is_better, change.is_chance) == (None, False)


def test_a_report_that_was_closed_before_days_were_judged_tells_its_changes_as_it_did() -> None:
    level = since(0.7, "service_level", metrics={"service_level": 0.8})
    issued = since(5, "issued", metrics={"issued": 4})

    assert level is not None
    assert issued is not None
    assert (level.is_better, level.is_chance) == (False, False)
    assert (issued.amount, issued.is_of_days) == (0.25, False)
