"""A report as finished words, widths and drawings, for the print to set in type. Pure."""

import re
from collections.abc import Sequence
from typing import Any, assert_never

from storeops.base.i18n import N_, Language, translate
from storeops.reports.charts.charts import draw
from storeops.reports.charts.svg import width_of
from storeops.reports.layout.blocks import (
    BarChart,
    Block,
    Chapter,
    Chart,
    Column,
    Figure,
    HeatMap,
    KeyFigures,
    LineChart,
    ReportLayout,
    Sentences,
    Table,
)
from storeops.reports.layout.figure_words import changes, year_words
from storeops.reports.layout.shown import shown

_LONG_WORD = re.compile("[!-\u024f]{20}(?=[!-\u024f])")
WIDEST_TEXT = 48.0
"""In letters' heights (em), as all widths; a longer text goes on below."""
SHORT_HEAD = 6.5
NARROWEST_TEXT = 11.0
NARROWEST_COLUMN = 3.0
PADDING = 1.1
"""Between the letters of two columns."""
SMALL_TABLE = 31.0
MOST_SMALL_ROWS = 20
"""Two tables up to this size stand side by side."""


def printed(layout: ReportLayout) -> dict[str, Any]:
    """JSON-ready: every value as text, every chart as SVG; templates/report/report.typ sets it in type."""
    language = layout.language
    report = {
        "language": language,
        "hall": layout.hall,
        "title": layout.title,
        "status": layout.status,
        "front": [_chapter(chapter, language) for chapter in layout.front],
        "appendix": [_chapter(chapter, language) for chapter in layout.appendix],
        "words": {
            "contents": translate(language, N_("Contents")),
            "page": translate(language, N_("%(page)s / %(pages)s"), {"page": "{page}", "pages": "{pages}"}),
            "nothing": translate(language, N_("No data")),
        },
    }
    return _breakable(report)  # type: ignore[no-any-return]


def _breakable(data: Any) -> Any:
    """The same with places to break in words too long for any column; drawings stay as they are."""
    if isinstance(data, dict):
        return {key: value if key in ("svg", "alt") else _breakable(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_breakable(value) for value in data]
    return _LONG_WORD.sub("\\g<0>\u200b", data) if isinstance(data, str) else data


def _chapter(chapter: Chapter, language: Language) -> dict[str, Any]:
    blocks = [{"title": block.title, **_block(block, language)} for block in chapter.blocks]
    return {"title": chapter.title, "lead": chapter.lead, "blocks": blocks}


def _block(block: Block, language: Language) -> dict[str, Any]:
    match block:
        case KeyFigures():
            return {"kind": "figures", "figures": [_figure(figure, language) for figure in block.figures]}
        case Table():
            return _table(block, language)
        case Sentences():
            return {"kind": "sentences", "items": list(block.items), "is_numbered": block.is_numbered}
        case LineChart() | BarChart() | HeatMap():
            return _chart(block, language)
        case _:
            assert_never(block)


def _figure(figure: Figure, language: Language) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": shown(figure.value, figure.kind, language),
        "changes": [change._asdict() for change in changes(figure, language)],
        "year": year_words(figure, language),
    }


def _chart(chart: Chart, language: Language) -> dict[str, Any]:
    alt = " ".join(filter(None, (chart.title, chart.description)))
    return {"kind": "chart", "svg": draw(chart, language), "says": chart.description, "alt": alt}


def _table(table: Table, language: Language) -> dict[str, Any]:
    kinds = [column.kind for column in table.columns]
    rows = [[shown(value, kind, language) for value, kind in zip(row, kinds, strict=True)] for row in table.rows]
    cells_of = list(zip(*rows, strict=True)) or [()] * len(kinds)
    widths = [_width(column, cells) for column, cells in zip(table.columns, cells_of, strict=True)]
    return {
        "kind": "table",
        "heads": [column.title for column in table.columns],
        "is_number": [kind != "text" for kind in kinds],
        "widths": widths,
        "padding": PADDING,
        "least_widths": [min(width, NARROWEST_TEXT) for width in widths],
        "is_small": sum(widths) + PADDING * len(widths) <= SMALL_TABLE and len(rows) <= MOST_SMALL_ROWS,
        "rows": rows,
        "note": table.note,
    }


def _width(column: Column, cells: Sequence[str]) -> float:
    """How wide a column is best, in em: its cells in one line, its head in two or three."""
    widest_cell = max((width_of(cell, 1) for cell in cells), default=0)
    longest_word = max((width_of(word, 1) for word in column.title.split() if word.isascii()), default=0)
    in_one_line = width_of(column.title, 1)
    head = in_one_line if in_one_line <= SHORT_HEAD else max(longest_word, in_one_line * 0.65)
    return round(min(max(widest_cell, head, NARROWEST_COLUMN), WIDEST_TEXT), 2)
