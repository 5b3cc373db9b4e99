"""A report as JSON and back: what a closed month keeps stays what it was, to the byte."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from storeops.reports.comparison.comparing import with_base
from storeops.reports.document.report_body import KEYS, as_json, as_text, checksum, for_readers, from_text
from storeops.reports.document.report_document import ComparedMonth, Report
from storeops.reports.renderings.formats import FORMATS, Rendering

KEPT = Path(__file__).with_name("kept_body.json").read_text(encoding="utf-8")
"""What a hall kept of February 2026 before a report had typed sections; of each long list only the first rows."""
CHECKSUM = "a5bc78a22701058f63f4b5894056f01537a8d70d91b9e8e1e310daf5caa53d7e"
"""That of the body in the edition that kept it."""
BASE = ComparedMonth("2025-02", 1, False, "2025-02-01", "2025-02-28", {"issued": 6000}, {})


@pytest.fixture
def report() -> Report:
    return from_text(KEPT)


def older(change: Any) -> Report:
    """The report of a body that another edition wrote."""
    body = json.loads(KEPT)
    change(body)
    return from_text(json.dumps(body))


def test_the_sections_tell_every_byte_of_what_was_kept(report: Report) -> None:
    counted_now = replace(report, kept=None)

    assert as_text(counted_now) == KEPT
    assert as_text(report) == KEPT
    assert checksum(counted_now) == checksum(report) == CHECKSUM


def test_a_report_read_again_is_the_same(report: Report) -> None:
    assert from_text(as_text(report)) == report


def test_every_field_has_its_place_in_the_order() -> None:
    assert {each.name for each in fields(Report)} == {*KEYS, "kept"}
    assert len(set(KEYS)) == len(KEYS)


def test_the_file_for_programs_has_a_line_for_each_key_in_order(report: Report) -> None:
    text = FORMATS["json"](Rendering(replace(report, kept=None), "en")).decode()

    assert [line.partition(": ")[0] for line in text.splitlines()[1:-1]] == [f'"{key}"' for key in KEYS]
    assert json.loads(text) == json.loads(KEPT)


def test_what_an_older_edition_did_not_count_is_nothing() -> None:
    def without(body: dict[str, Any]) -> None:
        del body["heard"], body["by_weekday_half_hour"], body["stars"]["stars_of_month"]
        del body["transfers"]["moves"][0]["count"], body["comparisons"]["previous"]["first_day"]

    report = older(without)

    assert (report.heard.complaints, report.heard.notes, report.by_weekday_half_hour) == (0, [], {})
    assert (report.stars.stars_of_month, report.transfers.moves[0].count) == ([], 0)
    assert report.comparisons.previous is not None
    assert report.comparisons.previous.first_day == ""


def test_a_kept_report_is_told_as_another_edition_kept_it() -> None:
    def changed(body: dict[str, Any]) -> None:
        del body["heard"]
        body["weather"] = {"rain": True}
        body["stars"]["comets"] = 1

    report = older(changed)
    told = as_json(report)

    assert "heard" not in told
    assert (told["weather"], told["stars"]["comets"]) == ({"rain": True}, 1)
    assert checksum(report) != CHECKSUM
    assert checksum(report) == checksum(from_text(as_text(report)))


def test_whom_an_earlier_edition_named_before_a_review_is_not_told_to_readers() -> None:
    kept = json.loads(KEPT)["flags"]
    told = as_json(for_readers(KEPT))

    assert [(flag["name"], flag["review"]) for flag in kept] == [("罗涛", None)]
    assert told["flags"] == [
        {**kept[0], "employee": None, "name": "", "sentence": "", "values": {}},
    ]
    assert {key: told[key] for key in KEYS if key != "flags"} == {
        key: before for key, before in json.loads(KEPT).items() if key != "flags"
    }


def test_a_report_without_such_a_flag_is_told_to_readers_as_it_was_kept() -> None:
    body = json.loads(KEPT)
    body["flags"][0]["review"] = {"finding": "explained", "reviewed_at": "2026-03-02T01:00:00.000Z", "reviewer": "Sun"}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))

    assert as_text(for_readers(text)) == text


def test_a_base_month_is_told_beside_what_was_kept(report: Report) -> None:
    told = as_json(with_base(report, BASE))

    assert list(told["comparisons"]) == ["previous", "last_year", "base"]
    assert told["comparisons"]["base"]["metrics"] == {"issued": 6000}
    assert {key: told[key] for key in KEYS if key != "comparisons"} == {
        key: told_before for key, told_before in json.loads(KEPT).items() if key != "comparisons"
    }


@pytest.mark.parametrize("text", ["{", "[]", "7", KEPT.replace('"flags":[', '"flags":7,"x":[')])
def test_what_is_no_report_is_not_read(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_text(text)
