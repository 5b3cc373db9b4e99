"""What every chapter of the queue keeps: both languages whole, no empty block, nothing where nothing happened."""

from collections.abc import Callable

import pytest

from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.data_quality import data_quality
from storeops.reports.chapters.days_and_parts import days_and_parts
from storeops.reports.chapters.handling import handling
from storeops.reports.chapters.one_stop import one_stop
from storeops.reports.chapters.people_on_the_floor import people_on_the_floor
from storeops.reports.chapters.special_customers import special_customers
from storeops.reports.chapters.waiting import waiting
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import BarChart, Chapter, HeatMap, LineChart, Table, table_behind
from tests.reports.chapters.queue_report import empty_report, half_hour, is_chinese, queue_report, texts
from tests.reports.told_reports import CHINESE, ENGLISH

Builder = Callable[[Report, Words], Chapter]
CHAPTERS: list[Builder] = [
    waiting,
    handling,
    one_stop,
    people_on_the_floor,
    special_customers,
    days_and_parts,
    data_quality,
]
FULL = queue_report(
    data_quality={
        "legs_left_open": 1,
        "counters_left_open": 2,
        "voids": 3,
        "missing_prompts": 4,
        "clock_jumps": 5,
        "imported_share": 0.5,
        "legs_without_employee": 6,
        "unfinished_transactions": 7,
    },
    staffing={
        "half_hours": [half_hour("09:00", 1.5, 3)],
        "short_half_hours": [{"half_hour": "09:00", "needed": 3, "open": 1.5}],
    },
)


@pytest.mark.parametrize("builder", CHAPTERS)
@pytest.mark.parametrize("report", [FULL, queue_report()])
def test_every_text_stands_in_the_readers_language(builder: Builder, report: Report) -> None:
    chinese, english = builder(report, CHINESE), builder(report, ENGLISH)

    assert is_chinese(chinese.title)
    assert [text for block in chinese.blocks for text in texts(block) if not is_chinese(text)] == []
    assert [text for block in english.blocks for text in texts(block) if is_chinese(text)] == []
    assert [block.id for block in chinese.blocks] == [block.id for block in english.blocks]


@pytest.mark.parametrize("builder", CHAPTERS)
@pytest.mark.parametrize("report", [FULL, queue_report()])
def test_rows_are_as_wide_as_their_heads_and_ids_are_told_apart(builder: Builder, report: Report) -> None:
    chapter = builder(report, ENGLISH)

    tables = [block for block in chapter.blocks if isinstance(block, Table)]
    assert [table.id for table in tables if not table.rows] == []
    assert [table.id for table in tables for row in table.rows if len(row) != len(table.columns)] == []
    assert len({block.id for block in chapter.blocks}) == len(chapter.blocks)
    charts = [block for block in chapter.blocks if isinstance(block, LineChart | BarChart | HeatMap)]
    assert all(table_behind(chart).rows for chart in charts)


@pytest.mark.parametrize("builder", CHAPTERS)
def test_a_month_without_tickets_has_one_sentence(builder: Builder) -> None:
    chapter = builder(empty_report(), ENGLISH)

    assert [block.id for block in chapter.blocks] == (["no_tickets"] if builder is waiting else [])


def test_cells_of_half_hours_without_tickets_stay_empty() -> None:
    heat = next(block for block in waiting(queue_report(), ENGLISH).blocks if isinstance(block, HeatMap))

    # Wednesday has no tickets, Monday none from 09:30 on.
    assert heat.row_labels == ["Monday", "Tuesday"]
    assert heat.column_labels == ["09:00", "09:30"]
    assert heat.cells == [[0.75, None], [None, 1]]
    assert (heat.good, heat.bad) == (0.8, 0.6)
