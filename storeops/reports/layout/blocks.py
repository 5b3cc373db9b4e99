"""What a report is composed of, finished for any rendering: chapters of figures, tables, charts and sentences. Pure.

Every text is already in the reader's language; every number is unrounded and says its kind, so that a page and a print
round it by `shown` and a spreadsheet keeps it as a number. None is "did not happen" and shows as "-".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from storeops.base.i18n import Language
from storeops.measuring.metric import Unit

Number = float | int
Value = Number | str | None
Kind = Unit | Literal["text", "mixed", "score", "relative", "share_difference", "points_difference"]
"""How a value is shown.

`mixed`: a column of quantities that each have a kind of their own. `score`: points with the two places that decide over
stars. `relative`: a change as a share of the value before. `share_difference`: of two shares, in percentage points.
`points_difference`: of two scores.
"""


class Quantity(NamedTuple):
    """A number that says its own kind, where a column holds several."""

    value: Number | None
    kind: Kind


Entry = Value | Quantity


@dataclass(frozen=True)
class Change:
    """How a figure moved against another period; the amount is one of open days where `is_of_days`.

    `is_better` None: no change, no more than chance makes (`is_chance`), or the metric knows no better.
    """

    before: Number
    amount: float | None
    kind: Kind
    is_better: bool | None
    is_chance: bool = False
    is_of_days: bool = False


@dataclass(frozen=True)
class YearProgress:
    """The year's target, what the year has reached so far, and how much of it is gone (时间进度).

    `reached_share` None where the target is no sum that fills up. `is_on_course` None where nothing is known yet;
    `is_chance`: it is no further from where it should be than chance puts it.
    """

    target: Number
    year_to_date: Number | None
    reached_share: float | None
    time_gone: float
    is_on_course: bool | None
    is_chance: bool = False


@dataclass(frozen=True)
class Figure:
    """One metric with its written definition and what it is compared with; None: nothing to compare with."""

    metric: str
    name: str
    definition: str
    kind: Kind
    value: Number | None
    previous: Change | None = None
    last_year: Change | None = None
    earlier: Change | None = None
    base: Change | None = None
    year: YearProgress | None = None


@dataclass(frozen=True)
class KeyFigures:
    """Figures side by side."""

    id: str
    title: str
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Column:
    """The head of a column and the kind of all its values."""

    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """Rows under typed columns; the first column names the row. `note` says what is left out or how to read it."""

    id: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Entry]]
    note: str = ""


@dataclass(frozen=True)
class Series:
    """One line or one set of bars; a value for each label, None where nothing happened."""

    name: str
    values: Sequence[Number | None]


@dataclass(frozen=True)
class LineChart:
    """Values along time. `target` draws a line that is named."""

    id: str
    title: str
    description: str
    label_title: str
    labels: Sequence[str]
    series: Sequence[Series]
    kind: Kind
    target: Number | None = None


@dataclass(frozen=True)
class BarChart:
    """Values side by side; `targets` draws a mark at each bar that has one."""

    id: str
    title: str
    description: str
    label_title: str
    labels: Sequence[str]
    series: Sequence[Series]
    kind: Kind
    targets: Sequence[Number | None] = ()


@dataclass(frozen=True)
class HeatMap:
    """Values of one kind in rows and columns; cells at or above `good` and below `bad` are told apart.

    Where less is better, `good` is below `bad`.
    """

    id: str
    title: str
    description: str
    row_labels: Sequence[str]
    column_labels: Sequence[str]
    cells: Sequence[Sequence[Number | None]]
    kind: Kind
    good: Number
    bad: Number


@dataclass(frozen=True)
class Sentences:
    """Plain sentences, one item each; numbered where their order means something."""

    id: str
    title: str
    items: Sequence[str]
    is_numbered: bool = False


Chart = LineChart | BarChart | HeatMap
Block = KeyFigures | Table | LineChart | BarChart | HeatMap | Sentences


@dataclass(frozen=True)
class Chapter:
    """Blocks under one title; `lead` is a sentence that stands before them.

    `sheet` names it where a title is too long for the sheet of a workbook.
    """

    id: str
    title: str
    blocks: Sequence[Block]
    lead: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class ReportLayout:
    """A month's report in one language: the hall's page (`front`) and what stands behind it (`appendix`).

    `status` says in words which version it is, or that it is provisional.
    """

    language: Language
    hall: str
    month: str
    title: str
    status: str
    front: Sequence[Chapter]
    appendix: Sequence[Chapter]


def table_behind(chart: Chart) -> Table:
    """The values of a chart as a table, for whoever does not see it and for spreadsheets."""
    if isinstance(chart, HeatMap):
        columns = [Column(""), *(Column(label, chart.kind) for label in chart.column_labels)]
        rows = [[label, *cells] for label, cells in zip(chart.row_labels, chart.cells, strict=True)]
    else:
        columns = [Column(chart.label_title), *(Column(series.name, chart.kind) for series in chart.series)]
        values = zip(*(series.values for series in chart.series), strict=True)
        rows = [[label, *row] for label, row in zip(chart.labels, values, strict=True)]
    return Table(f"{chart.id}_table", chart.title, columns, rows)
