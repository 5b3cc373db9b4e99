"""What holds for the findings of any month, also of months with next to nothing in them."""

import json
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from storeops.base.i18n import Language
from storeops.measuring.metric_registry import ALL_METRICS
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.market import market
from storeops.reports.chapters.problems import problems
from storeops.reports.chapters.strategy import strategy
from storeops.reports.chapters.topic import topic
from tests.reports.findings.told_month import NAMES
from tests.reports.told_reports import found_in, told

COUNT = st.none() | st.integers(0, 20_000)
SHARE = st.none() | st.fractions(0, 1, max_denominator=20_000).map(float)
"""So many of so many cases: a month has no share of one in 10^300."""
TIME = st.none() | st.integers(0, 20_000) | st.floats(0, 20_000)
VALUE_OF = {"share": SHARE, "count": COUNT}
VALUES = st.fixed_dictionaries({}, optional={metric.id: VALUE_OF.get(metric.unit, TIME) for metric in ALL_METRICS})
SERVICE = st.sampled_from(["payment", "sim", "unknown"])
HALF_HOUR = st.sampled_from(["00:00", "08:30", "09:00", "09:30", "10:00", "23:30"])
CELL = st.fixed_dictionaries({}, optional={"issued": COUNT, "service_level": SHARE, "wait_p90": TIME})
REASONS = st.dictionaries(st.sampled_from(["entered_twice", "long_advice", "None"]), st.integers(0, 500))


def valued(values: dict[str, Any]) -> dict[str, Any]:
    return {metric: {"value": value} for metric, value in values.items()}


def rows(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(fields), max_size=3)


OVER = {"service": SERVICE, "transactions": COUNT, "over": COUNT, "share": SHARE, "seconds_over": COUNT}
CHOICE = {"code": st.sampled_from(["price", "operator_a", "discount", "none"]), "count": COUNT, "kept_share": SHARE}
SECTIONS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "over_target": {
        "by_service": rows(**OVER, reasons=REASONS),
        "steps": rows(service=SERVICE, reason=st.sampled_from(["entered_twice"]), count=COUNT, seconds_over=COUNT),
    },
    "transfers": {"visits": COUNT, "moves": rows(**{"from": SERVICE, "to": SERVICE, "count": COUNT})},
    "staffing": {"half_hours": rows(half_hour=HALF_HOUR, open=TIME, needed=TIME)},
    "moments": {"moments": rows(moment=st.sampled_from(["money", "waiting"]), ratings=COUNT, mean=TIME, csat=SHARE)},
    "checklist": {
        "checks": COUNT,
        "failed_items": rows(zh=st.just("微笑服务"), en=st.just("Smile"), marked=COUNT, failed=COUNT),
    },
    "cases": {
        "due": COUNT,
        "opened": st.fixed_dictionaries({}, optional={"technical": COUNT}),
        "late": rows(kind=st.sampled_from(["technical", "complaint"]), hours_late=TIME),
    },
    "heard": {
        "wishes": st.fixed_dictionaries({}, optional={"suggestion": COUNT, "unmet_need": COUNT}),
        "by_service": rows(service=st.none() | SERVICE, suggestion=COUNT, unmet_need=COUNT),
        "complaints": COUNT,
        "praise": COUNT,
        "complaints_by_service": rows(service=st.none() | SERVICE, count=COUNT),
    },
    "leaving": {
        "cases": COUNT,
        "kept_share": SHARE,
        "reasons": rows(**CHOICE),
        "going_to": rows(**CHOICE),
        "offers": rows(**CHOICE),
    },
    "by_half_hour": dict.fromkeys(("09:00", "09:30"), CELL.map(valued)),
    "by_weekday_half_hour": {day: st.none() | st.dictionaries(HALF_HOUR, CELL) for day in ("1", "4", "7")},
}
PERIOD = st.none() | st.fixed_dictionaries(
    {"month": st.just("2026-09"), "metrics": VALUES},
    optional={
        "last_day": st.sampled_from(["2026-09-30", "2026-09-12"]),
        "by_service": st.dictionaries(SERVICE, VALUES, max_size=2),
    },
)


@st.composite
def reports(draw: st.DrawFn) -> dict[str, Any]:
    """Any month: each section may be missing, empty or full of gaps."""
    sections = {
        key: draw(st.none() | st.fixed_dictionaries({}, optional=fields))
        for key, fields in SECTIONS.items()
        if draw(st.booleans())
    }
    services = draw(st.dictionaries(SERVICE, VALUES, max_size=2))
    return {
        "month": "2026-10",
        "wait_target_seconds": 300,
        "names": NAMES,
        "metrics": valued(draw(VALUES)),
        "by_service": {code: valued(values) for code, values in services.items()},
        "comparisons": {"previous": draw(PERIOD), "last_year": draw(PERIOD)},
        **sections,
    }


@settings(max_examples=40)
@given(report=reports())
def test_every_month_has_findings_that_can_be_frozen_and_said_in_both_languages(report: dict[str, Any]) -> None:
    frozen = json.loads(json.dumps(found_in(report), allow_nan=False))

    for language in get_args(Language):
        for chapter in (market, problems, topic, strategy):
            chapter(told({**report, "findings": frozen}), Words(language))


@settings(max_examples=40)
@given(report=reports())
def test_no_movement_is_told_without_both_figures(report: dict[str, Any]) -> None:
    found = found_in(report)

    for finding in found["improved"] + found["worsened"]:
        before = report["comparisons"][found["against"]["period"]]["metrics"]
        assert finding["value"] is not None
        assert finding["value"] == report["metrics"][finding["metric"]]["value"]
        assert finding["before"] is not None
        assert finding["before"] == before[finding["metric"]]
        assert finding["value"] != finding["before"] or finding["per_customer"]


@given(values=VALUES)
def test_a_month_like_the_one_before_has_no_movement(values: dict[str, Any]) -> None:
    same = {"month": "2026-09", "metrics": values}
    found = found_in({"metrics": valued(values), "comparisons": {"previous": same, "last_year": None}})

    assert (found["improved"], found["worsened"]) == ([], [])


@settings(max_examples=40)
@given(report=reports())
def test_at_most_four_movements_each_way_and_three_actions_of_different_kinds(report: dict[str, Any]) -> None:
    found = found_in(report)

    assert max(len(found["improved"]), len(found["worsened"])) <= 4
    codes = [action["code"] for action in found["actions"]]
    assert len(codes) <= 3
    assert len(codes) == len(set(codes))


def test_a_report_of_nothing_finds_nothing() -> None:
    assert found_in({}) == {"against": None, "improved": [], "worsened": [], "topic": None, "actions": []}


def test_a_month_of_one_ticket_that_did_not_come_finds_nothing() -> None:
    values = {"issued": 1, "served": 0, "abandonment": 1.0, "service_level": None, "transactions": 0, "wait_p90": None}
    before = {"month": "2026-09", "metrics": {**values, "abandonment": 0.0}}

    found = found_in({"metrics": valued(values), "comparisons": {"previous": before, "last_year": None}})

    assert [found[key] for key in ("improved", "worsened", "topic", "actions")] == [[], [], None, []]
