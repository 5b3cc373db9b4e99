"""Which rows of a legs file are taken, which are there already and which are refused. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from storeops.base.i18n import N_
from storeops.history.cell_values import FileRow
from storeops.history.legs_format import LegKey, LegRow, VisitKey, read_leg_number, read_visit
from storeops.history.refusal import Reason, RowRefused
from storeops.history.row_judgement import Judgement


@dataclass(frozen=True)
class ReadRow:
    """A row once read: either its leg, or the reason why it is none, with as much of its key as can be read."""

    line: int
    leg: LegRow | None
    reason: Reason | None = None
    visit: VisitKey | None = None
    number: int | None = None


def read_each(rows: Iterable[FileRow], read_leg: Callable[[Mapping[str, str]], LegRow]) -> Iterator[ReadRow]:
    """Each row as a leg, or as refused for what it says itself."""
    return (_read(row, read_leg) for row in rows)


def _read(row: FileRow, read_leg: Callable[[Mapping[str, str]], LegRow]) -> ReadRow:
    try:
        if not row.is_whole:
            raise RowRefused(N_("wrong number of cells"))
        return ReadRow(row.line, read_leg(row.cells))
    except RowRefused as refused:
        return ReadRow(row.line, None, refused.reason, _visit(row), _number(row))


def _visit(row: FileRow) -> VisitKey | None:
    try:
        return read_visit(row.cells)
    except RowRefused:
        return None


def _number(row: FileRow) -> int | None:
    try:
        return read_leg_number(row.cells)
    except RowRefused:
        return None


def judge(
    rows: Collection[ReadRow],
    stored: Mapping[LegKey, LegRow | None],
    own: Collection[VisitKey],
    today: str,
) -> Judgement[LegRow]:
    """Judge rows in file order against what is taken: `stored` before, and those of this file as they are taken.

    A stored leg is None while its visit goes on. `own` are the visits that the hall recorded itself: they get no
    further legs. A refused leg takes its visit's other legs with it; a row that repeats its key is judged alone.
    `today` is the hall's business day.
    """
    broken: defaultdict[VisitKey, set[int | None]] = defaultdict(set)
    for row in rows:
        if row.leg is None and row.visit is not None:
            broken[row.visit].add(row.number)
    judgement: Judgement[LegRow] = Judgement()
    taken: dict[LegKey, LegRow] = {}
    for row in rows:
        reason = row.reason
        if row.leg is not None:
            key = row.leg.key
            if key in stored or key in taken:
                if row.leg == (stored.get(key) or taken.get(key)):
                    judgement.already_there += 1
                    continue
                reason = Reason(N_("number repeated"))
            elif row.leg.business_day > today:
                reason = Reason(N_("business_day is in the future"))
            elif row.leg.visit in own:
                reason = Reason(N_("the hall recorded this visit itself"))
            elif row.leg.visit in broken and broken[row.leg.visit] != {row.leg.leg}:
                reason = Reason(N_("another leg of the same visit was refused"))
            else:
                taken[key] = row.leg
                judgement.taken.append(row.leg)
                continue
        assert reason is not None  # a row without a leg has one
        judgement.refused.append((row.line, reason))
    return judgement
