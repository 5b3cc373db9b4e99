"""A target as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.errors import FieldRefused, NumberNeeded, WholeNumberNeeded
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.refusals import DurationNeeded, PercentNeeded, ScoreNeeded
from storeops.reports.targets.target_metrics import LIMITS, TARGET_METRICS
from storeops.reports.targets.typed_target import target_text, typed_target


@pytest.mark.parametrize(
    ("metric", "text", "target"),
    [
        ("wait_p90", "4:30", 270),
        ("wait_p90", "0:05", 5),
        ("wait_p90", "90:00", 5400),
        ("wait_p90", "4：30", 270),
        ("csat", "87.5", 0.875),
        ("csat", " 90 % ", 0.9),
        ("csat", "0", 0),
        ("transactions", "90000", 90_000),
        ("transactions", "90,000", 90_000),
        ("complaints", "0", 0),
        ("transactions_per_hour", "9.5", 9.5),
        ("checklist_mean", "92.5", 92.5),
        ("csat", "  ", None),
    ],
)
def test_each_unit_is_typed_in_its_own_way(metric: str, text: str, target: float | None) -> None:
    assert typed_target(METRIC_OF[metric], text) == target


@pytest.mark.parametrize(
    ("metric", "text", "refusal"),
    [
        ("wait_p90", "270", DurationNeeded),
        ("wait_p90", "4:60", DurationNeeded),
        ("wait_p90", "0:00", DurationNeeded),
        ("wait_p90", "1441:00", DurationNeeded),
        ("wait_p90", "-1:00", DurationNeeded),
        ("csat", "100.1", PercentNeeded),
        ("csat", "-1", PercentNeeded),
        ("csat", "most", PercentNeeded),
        ("checklist_mean", "101", ScoreNeeded),
        ("transactions", "1.5", WholeNumberNeeded),
        ("transactions", "999999999", WholeNumberNeeded),
        ("transactions", "九", WholeNumberNeeded),
        ("transactions_per_hour", "0", NumberNeeded),
        ("transactions_per_hour", "nan", NumberNeeded),
    ],
)
def test_what_is_no_target_is_refused_beside_its_figure(metric: str, text: str, refusal: type[FieldRefused]) -> None:
    with pytest.raises(refusal) as caught:
        typed_target(METRIC_OF[metric], text)

    assert caught.value.field == metric


@given(st.sampled_from(TARGET_METRICS), st.text(max_size=20))
def test_any_text_is_a_target_within_its_limits_or_refused_by_name(metric_id: str, text: str) -> None:
    metric = METRIC_OF[metric_id]
    try:
        target = typed_target(metric, text)
    except FieldRefused:
        return

    assert target is None or LIMITS[metric.unit].low <= target <= LIMITS[metric.unit].high


@given(st.integers(min_value=1, max_value=86_400))
def test_a_duration_that_is_shown_is_read_back(seconds: int) -> None:
    wait = METRIC_OF["wait_median"]

    assert typed_target(wait, target_text(wait, seconds)) == seconds


@given(st.integers(min_value=0, max_value=100_000))
def test_a_percentage_that_is_shown_is_read_back(thousandths: int) -> None:
    csat, text = METRIC_OF["csat"], f"{thousandths / 1000:.3f}"
    target = typed_target(csat, text)

    assert typed_target(csat, target_text(csat, target)) == target


def test_no_target_is_an_empty_field() -> None:
    assert target_text(METRIC_OF["csat"], None) == ""
    assert target_text(METRIC_OF["csat"], 0.9) == "90"
    assert target_text(METRIC_OF["transactions"], 90_000) == "90000"
