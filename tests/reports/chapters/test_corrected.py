"""What a later version says it corrects."""

from typing import Any

from storeops.reports.chapters.corrected import corrected
from storeops.reports.layout.blocks import Quantity, Sentences, Table
from tests.reports.told_reports import ENGLISH, told


def chapter_of(*changed: dict[str, Any]) -> Any:
    return corrected(told({"correction": {"of_version": 1, "changed": list(changed)}}), ENGLISH)


def test_a_first_version_corrects_nothing() -> None:
    assert corrected(told({"correction": None}), ENGLISH).blocks == []


def test_figures_are_told_before_and_after_where_a_reader_sees_a_difference() -> None:
    # 80.01 % and 80.02 % both read 80.0 %.
    (table,) = chapter_of(
        {"metric": "issued", "before": 7114, "after": 7129}, {"metric": "csat", "before": 0.8001, "after": 0.8002}
    ).blocks

    assert isinstance(table, Table)
    assert table.rows == [("Tickets issued", Quantity(7114, "count"), Quantity(7129, "count"))]


def test_a_correction_that_no_figure_shows_says_so() -> None:
    (told,) = chapter_of({"metric": "csat", "before": 0.8001, "after": 0.8002}).blocks

    assert isinstance(told, Sentences)
    assert told.items == ["No figure reads differently from the version before."]
