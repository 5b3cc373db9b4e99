"""What moved by more than chance and by enough to matter."""

from typing import Any

from tests.reports.findings.told_month import judged, report_of
from tests.reports.told_reports import found_in

SERVED = {"issued": 1000, "served": 1000, "transactions": 1000}


def moved(now: dict[str, Any], before: dict[str, Any], **sections: Any) -> dict[str, list[str]]:
    found = found_in(report_of({**SERVED, **now}, {**SERVED, **before}, **sections))
    return {way: [finding["metric"] for finding in found[way]] for way in ("improved", "worsened")}


def test_a_share_that_fell_by_more_than_chance_worsened() -> None:
    found = found_in(report_of({**SERVED, "one_stop_gross": 0.85}, {**SERVED, "one_stop_gross": 0.90}))

    assert [(f["metric"], f["value"], f["before"]) for f in found["worsened"]] == [("one_stop_gross", 0.85, 0.90)]
    assert round(found["worsened"][0]["amount"], 9) == -0.05
    assert found["improved"] == []


def test_a_share_that_fell_by_chance_did_not_move() -> None:
    by_chance = ["one_stop_gross"]

    assert moved({"one_stop_gross": 0.85}, {"one_stop_gross": 0.90}, by_chance=by_chance)["worsened"] == []


def test_what_nobody_judged_did_not_move() -> None:
    report = report_of({**SERVED, "one_stop_gross": 0.5}, {**SERVED, "one_stop_gross": 0.9})
    report["comparisons"]["previous"]["judged"] = {}

    assert found_in(report)["worsened"] == []


def test_fewer_than_thirty_cases_never_move() -> None:
    few = {"served": 29}

    assert moved({"one_stop_gross": 0.1, **few}, {"one_stop_gross": 0.9})["worsened"] == []


def test_less_than_one_point_does_not_matter_however_many_came() -> None:
    many = {"served": 1_000_000}

    assert moved({"one_stop_gross": 0.891, **many}, {"one_stop_gross": 0.90, **many})["worsened"] == []


def test_a_time_moves_by_a_twentieth_and_five_seconds() -> None:
    many = {"served": 100_000}

    assert moved({"walk_mean": 24, **many}, {"walk_mean": 20, **many})["worsened"] == []
    assert moved({"walk_mean": 26, **many}, {"walk_mean": 20, **many})["worsened"] == ["walk_mean"]


def test_a_metric_that_knows_no_better_never_moves() -> None:
    assert moved({"issued": 3000}, {"issued": 1000}) == {"improved": [], "worsened": []}


def test_of_figures_that_tell_one_matter_only_the_first_is_told() -> None:
    now = {"service_level": 0.7, "service_level_plain": 0.7, "wait_p90": 500, "wait_mean": 200}
    before = {"service_level": 0.8, "service_level_plain": 0.8, "wait_p90": 400, "wait_mean": 150}

    assert moved(now, before)["worsened"] == ["service_level"]


def test_complaints_are_compared_by_the_open_day() -> None:
    found = found_in(report_of({**SERVED, "complaints": 40}, {**SERVED, "complaints": 15}))
    assert [(each["metric"], each["per_open_day"]) for each in found["worsened"]] == [("complaints", True)]

    # 40 in 20 days after 40 in 20, of other numbers of customers: no change.
    assert moved({"complaints": 40, "issued": 2000}, {"complaints": 40})["worsened"] == []


def test_a_handful_of_complaints_says_nothing() -> None:
    assert moved({"complaints": 8}, {"complaints": 1})["worsened"] == []
    assert moved({"complaints": 9}, {"complaints": 1})["worsened"] == ["complaints"]


def test_few_cases_that_only_this_month_tells_never_move() -> None:
    now, before = {"followup_in_time": 0.9}, {"followup_in_time": 0.5}

    assert moved(now, before, cases={"due": 29})["improved"] == []
    assert moved(now, before, cases={"due": 30})["improved"] == ["followup_in_time"]


def test_what_the_hall_promises_comes_before_what_it_measures() -> None:
    now, before = {"one_stop_gross": 0.80, "prompt_rate": 0.80}, {"one_stop_gross": 0.90, "prompt_rate": 0.90}

    assert moved(now, before)["worsened"] == ["one_stop_gross", "prompt_rate"]


def test_the_year_before_stands_in_where_there_is_no_month_before() -> None:
    report = report_of({**SERVED, "one_stop_gross": 0.85})
    year_ago = {"month": "2025-10", **judged({**SERVED, "one_stop_gross": 0.90})}
    report["comparisons"] = {"previous": None, "last_year": year_ago}

    found = found_in(report)

    assert found["against"] == {"period": "last_year", "month": "2025-10", "last_day": None}
    assert [finding["metric"] for finding in found["worsened"]] == ["one_stop_gross"]


def test_the_latest_earlier_month_stands_in_where_there_is_neither() -> None:
    report = report_of({**SERVED, "one_stop_gross": 0.85})
    in_june = {"month": "2026-06", **judged({**SERVED, "one_stop_gross": 0.90})}
    report["comparisons"] = {"previous": None, "last_year": None, "earlier": in_june}

    found = found_in(report)

    assert found["against"] == {"period": "earlier", "month": "2026-06", "last_day": None}
    assert [finding["metric"] for finding in found["worsened"]] == ["one_stop_gross"]


def test_without_an_earlier_month_nothing_moved() -> None:
    found = found_in(report_of({**SERVED, "one_stop_gross": 0.85}))

    assert (found["against"], found["improved"], found["worsened"]) == (None, [], [])
