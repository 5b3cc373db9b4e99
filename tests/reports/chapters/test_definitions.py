"""What the figures mean, and what a correction changed."""

from typing import Any

from storeops.base.i18n import LANGUAGES, Language
from storeops.measuring.metric_registry import ALL_METRICS
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.definitions import definitions
from storeops.reports.layout.blocks import Sentences, Table
from storeops.reports.targets.target_metrics import TARGET_METRICS
from tests.reports.told_reports import ENGLISH, told

CLOSED: dict[str, Any] = {
    "month": "2026-03",
    "zone": "Asia/Shanghai",
    "provisional": False,
    "version": 1,
    "definitions_version": 1,
    "correction": None,
    "year": {"year": 2026, "time_gone": 0.25, "targets": {}},
    "metrics": {},
    "comparisons": {"previous": None, "last_year": None},
}
CORRECTION = {
    "of_version": 1,
    "reason": "an appeal was upheld; a care entry was added",
    "changed": [
        {"metric": "wait_p90", "before": 600, "after": 605},
        {"metric": "csat", "before": None, "after": 0.875},
        {"metric": "retired_long_ago", "before": 1, "after": 2},
    ],
}


def table(report: dict[str, Any], block_id: str, language: Language = "en") -> Table:
    found = next(block for block in definitions(told(report), Words(language)).blocks if block.id == block_id)
    assert isinstance(found, Table)
    return found


def sentences(report: dict[str, Any], language: Language = "en") -> list[str]:
    found = next(block for block in definitions(told(report), Words(language)).blocks if isinstance(block, Sentences))
    return list(found.items)


def test_every_metric_has_one_line() -> None:
    for language in LANGUAGES:
        rows = table(CLOSED, "definitions", language).rows
        assert len(rows) == len(ALL_METRICS)
        assert all(all(row) for row in rows)


def test_a_line_says_name_formula_unit_what_is_left_out_and_which_way_is_good() -> None:
    row = next(row for row in table(CLOSED, "definitions").rows if row[0] == "Transferred")

    assert list(row) == [
        "Transferred",
        "Visits with a transfer / visits that have ended.",
        "%",
        "Visits that go on.",
        "lower",
    ]


def test_demand_is_neither_better_higher_nor_lower() -> None:
    row = next(row for row in table(CLOSED, "definitions").rows if row[0] == "Tickets issued")

    assert row[-1] == "-"


def test_figures_that_nobody_records_yet_say_so() -> None:
    row = next(row for row in table(CLOSED, "definitions").rows if row[0] == "Electronic transactions")

    assert row[3] == "Everything: nothing records it yet, so there is no value."


def test_a_provisional_month_says_when_it_closes() -> None:
    provisional = {**CLOSED, "provisional": True, "version": 0}

    # The 8th of April, 03:00 on the hall's wall clock.
    assert sentences(provisional)[0] == (
        "The figures are provisional: the month closes on 2026-04-08 at 03:00 and can change until then."
    )
    assert "2026-04-08 03:00" in sentences(provisional, "zh")[0]


def test_a_closed_month_does_not_say_that_it_is_provisional() -> None:
    assert not any("provisional" in sentence for sentence in sentences(CLOSED))


def test_a_correction_says_what_changed_and_why() -> None:
    changes = table({**CLOSED, "version": 2, "correction": CORRECTION}, "correction")

    assert changes.title == "Changed since version 1"
    assert [list(row) for row in changes.rows] == [
        ["Wait, nine in ten within", "10:00", "10:05"],
        ["Satisfied customers", "-", "87.5%"],
    ]
    assert changes.note == "Counted again because: an appeal was upheld; a care entry was added."


def test_a_correction_gives_its_reason_in_chinese_too() -> None:
    changes = table({**CLOSED, "version": 2, "correction": CORRECTION}, "correction", "zh")

    assert changes.title == "与第 1 版相比的变化"
    assert "appeal" not in changes.note


def test_a_first_version_has_no_table_of_changes() -> None:
    assert "correction" not in [block.id for block in definitions(told(CLOSED), ENGLISH).blocks]


def test_targets_that_the_front_page_has_no_room_for_stand_here() -> None:
    targets = {metric: {"target": 0.5, "year_to_date": None} for metric in TARGET_METRICS[:9]}

    rows = table({**CLOSED, "year": {**CLOSED["year"], "targets": targets}}, "all_year_targets").rows

    assert len(rows) == 9
    assert "all_year_targets" not in [block.id for block in definitions(told(CLOSED), ENGLISH).blocks]
