"""Every block as one grid of bare values under heads, for spreadsheets and lists. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storeops.base.i18n import N_, Language, translate
from storeops.reports.layout.blocks import (
    Block,
    Change,
    Column,
    Entry,
    Figure,
    KeyFigures,
    Kind,
    Quantity,
    Sentences,
    Table,
    Value,
    YearProgress,
    table_behind,
)
from storeops.reports.layout.figure_words import said_of
from storeops.reports.layout.units import unit_words


class Cell(NamedTuple):
    """A value, unrounded, and how it is shown."""

    value: Value
    kind: Kind = "text"


@dataclass(frozen=True)
class Grid:
    """The rows of one block; the first cell names the row. A head has the kind of its cells, "text" if they differ."""

    id: str
    title: str
    heads: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


def grid_of(block: Block, language: Language) -> Grid:
    """The values of any block; of a chart those that it is drawn from."""
    if isinstance(block, KeyFigures):
        return _of_figures(block, language)
    if isinstance(block, Sentences):
        return _of_sentences(block, language)
    return _of_table(block if isinstance(block, Table) else table_behind(block))


def _of_table(table: Table) -> Grid:
    kinds = [column.kind for column in table.columns]
    rows = [[_cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in table.rows]
    return Grid(table.id, table.title, table.columns, rows, table.note)


def _cell(value: Entry, kind: Kind) -> Cell:
    return Cell(value.value, value.kind) if isinstance(value, Quantity) else Cell(value, kind)


def _of_sentences(sentences: Sentences, language: Language) -> Grid:
    rows = [[Cell(number, "count"), Cell(sentence)] for number, sentence in enumerate(sentences.items, start=1)]
    heads = [Column(translate(language, N_("No.")), "count"), Column(translate(language, N_("Sentence")))]
    return Grid(sentences.id, sentences.title, heads, rows)


def _of_figures(block: KeyFigures, language: Language) -> Grid:
    """What no figure of the block is compared with gets no column."""
    told = [
        aspect for aspect in _ASPECTS if not aspect.is_optional or any(aspect.is_told(each) for each in block.figures)
    ]
    heads = [Column(translate(language, title)) for aspect in told for title in aspect.titles]
    rows = [[cell for aspect in told for cell in aspect.cells(figure, language)] for figure in block.figures]
    return Grid(block.id, block.title, heads, rows)


@dataclass(frozen=True)
class _Aspect:
    """Columns of the key figures that stand together."""

    titles: Sequence[str]
    cells: Callable[[Figure, Language], Sequence[Cell]]
    is_optional: bool = False

    def is_told(self, figure: Figure) -> bool:
        return any(cell.value is not None for cell in self.cells(figure, "en"))


def _compared(change_of: Callable[[Figure], Change | None]) -> Callable[[Figure, Language], Sequence[Cell]]:
    def cells(figure: Figure, language: Language) -> Sequence[Cell]:
        change = change_of(figure)
        if change is None:
            return Cell(None), Cell(None), Cell(None)
        told = Cell(said_of(change, language) or None)
        return Cell(change.before, figure.kind), Cell(change.amount, change.kind), told

    return cells


def _year(figure: Figure, _: Language) -> Sequence[Cell]:
    year: YearProgress | None = figure.year
    if year is None:
        return (Cell(None),) * 4
    return (
        Cell(year.target, figure.kind),
        Cell(year.year_to_date, figure.kind),
        Cell(year.reached_share, "share"),
        Cell(year.time_gone, "share"),
    )


_ASPECTS = (
    _Aspect((N_("Figure"),), lambda figure, _: (Cell(figure.name),)),
    _Aspect((N_("Value"),), lambda figure, _: (Cell(figure.value, figure.kind),)),
    _Aspect((N_("Unit"),), lambda figure, language: (Cell(unit_words(figure.kind, language)),)),
    _Aspect(
        (N_("Month before"), N_("Change on month before"), N_("What that change says")),
        _compared(lambda figure: figure.previous),
        True,
    ),
    _Aspect(
        (N_("Same month last year"), N_("Change on last year"), N_("What the change on last year says")),
        _compared(lambda figure: figure.last_year),
        True,
    ),
    _Aspect(
        (N_("Earlier month"), N_("Change on earlier month"), N_("What the change on the earlier month says")),
        _compared(lambda figure: figure.earlier),
        True,
    ),
    _Aspect(
        (N_("Base"), N_("Change on base"), N_("What the change on base says")),
        _compared(lambda figure: figure.base),
        True,
    ),
    _Aspect((N_("Year's target"), N_("Year to date"), N_("Target reached"), N_("Year gone")), _year, True),
    _Aspect((N_("Definition"),), lambda figure, _: (Cell(figure.definition),)),
)
