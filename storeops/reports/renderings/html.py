"""A report as HTML: the body that the console's page holds too, and a file that needs nothing beside itself. Pure."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader

from storeops.base.i18n import Language, translations
from storeops.reports.charts.charts import draw
from storeops.reports.layout.blocks import (
    BarChart,
    Block,
    Chapter,
    HeatMap,
    KeyFigures,
    LineChart,
    ReportLayout,
    Sentences,
    Table,
    table_behind,
)
from storeops.reports.layout.figure_words import changes, year_words
from storeops.reports.layout.shown import shown

LANGUAGE_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}

MOST_NARROW_COLUMNS = 4
MOST_PRINTED_ROWS, MOST_PRINTED_COLUMNS = 12, 6

_MACROS: dict[type[Block], str] = {
    KeyFigures: "key_figures",
    Table: "table",
    LineChart: "chart",
    BarChart: "chart",
    HeatMap: "chart",
    Sentences: "sentences",
}
_FONT_FACE = re.compile(r"@font-face\s*{.*?}\s*", re.DOTALL)


def html_report(layout: ReportLayout) -> str:
    """The report as one file: styles and drawings stand in it, nothing is loaded, no script runs. It prints on A4."""
    return _environment(layout.language).get_template("file.html").render(layout=layout, styles=_styles())


def report_body(layout: ReportLayout) -> str:
    """The report as one `<article>`, for a page that brings `report.css`. It holds the page's `<h1>`."""
    return _environment(layout.language).get_template("body.html").render(layout=layout)


def chapters_body(chapters: Sequence[Chapter], language: Language) -> str:
    """Chapters alone, each with an `<h2>`, for a page that is no whole report but brings `report.css`."""
    return _environment(language).get_template("chapters.html").render(chapters=chapters, in_pairs=False)


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=PackageLoader("storeops", "templates/report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = translations(language)
    environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        shown=lambda value, kind: shown(value, kind, language),
        drawn=lambda chart: draw(chart, language),
        changes=lambda figure: changes(figure, language),
        year_words=lambda figure: year_words(figure, language),
        table_behind=table_behind,
        rows=_rows,
        macro_name=lambda block: _MACROS[type(block)],
    )
    environment.tests["short"] = _is_short
    environment.globals["language_tag"] = LANGUAGE_TAGS[language]
    return environment


def _rows(blocks: Sequence[Block], in_pairs: bool) -> list[list[Block]]:
    """The blocks below each other; `in_pairs`: neighbours that half a page is wide enough for stand side by side."""
    rows: list[list[Block]] = []
    for block in blocks:
        if in_pairs and rows and len(rows[-1]) == 1 and _is_narrow(rows[-1][0]) and _is_narrow(block):
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _is_narrow(block: Block) -> bool:
    if isinstance(block, Table):
        return len(block.columns) <= MOST_NARROW_COLUMNS
    return isinstance(block, Sentences) and not block.is_numbered


def _is_short(table: Table) -> bool:
    """Whether the values of a chart are printed below it too."""
    return len(table.rows) <= MOST_PRINTED_ROWS and len(table.columns) <= MOST_PRINTED_COLUMNS


@cache
def _styles() -> str:
    """The shared palette without its font, which would be loaded from beside the file, and the report's own styles."""
    static = files("storeops") / "static"
    tokens = _FONT_FACE.sub("", (static / "tokens.css").read_text(encoding="utf-8"))
    return "\n".join(
        [tokens, *((static / name).read_text(encoding="utf-8") for name in ("report.css", "report_file.css"))]
    )
