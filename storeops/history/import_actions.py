"""Taking a file into the hall's history, and taking it back.

A file is read and judged while the hall goes on. Its rows are written a few at a time, in transactions so short that no
customer waits, under the number of an import that nobody sees; the last transaction lets all of them be seen, or none.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.base.clock import Clock, stopwatch
from storeops.base.i18n import N_
from storeops.hall import hall_rows
from storeops.history import code_rows, import_rows, intake_steps, told_file
from storeops.history.care_intake_steps import CareIntake
from storeops.history.checks_intake_steps import ChecksIntake
from storeops.history.code_matching import NO_HINTS, CodeMatcher, FileHints, Newcomer
from storeops.history.day_sorter import DaySorter
from storeops.history.hall_import import HallImport, why_not_back
from storeops.history.intake_steps import FEW, Intake, Items, JudgedPart
from storeops.history.legs_intake_steps import LegsIntake
from storeops.history.ratings_intake_steps import RatingsIntake
from storeops.history.refusal import Reason
from storeops.history.refusals import (
    ImportGoesOn,
    ImportRefused,
    UnknownImport,
)
from storeops.history.roster_intake_steps import RosterIntake
from storeops.history.row_judgement import ImportResult, Judgement
from storeops.history.transactions_intake_steps import TransactionsIntake
from storeops.measuring import day_summary_rows
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase, move_log
from storeops.store.file_turn import turn

INTAKES: Mapping[str, Callable[[ZoneInfo], Intake[Any, Any]]] = {
    each.kind: each for each in (LegsIntake, TransactionsIntake, RatingsIntake, ChecksIntake, CareIntake, RosterIntake)
}
"""How a file is taken, by the name of its kind."""

HELD_SECONDS = 0.03
"""How long the hall's writers are kept waiting at a time, beside what the disk takes to keep it."""
REST_SECONDS = 0.03
"""How long they are let through in between, at most: enough for several tickets, which wait for each other."""
FEWEST_ITEMS, MOST_ITEMS = 20, 2000
MOST_TOLD = 100_000
"""Refused rows that are told one by one: nobody reads more, and a million reasons would need hundreds of megabytes."""

Tell = Callable[[str, int, int], None]
"""Is told what is being done, the how-manieth step of how many."""


def _tell_nobody(sentence: str, step: int, steps: int) -> None:
    del sentence, step, steps


def import_file(
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    kind: str,
    path: Path,
    strict: bool = False,
    dry_run: bool = False,
    hints: FileHints = NO_HINTS,
    name: str | None = None,
    tell: Tell = _tell_nobody,
) -> ImportResult:
    """Take the rows of a file that are new and can be true. `name`: that of the file as people know it.

    UnreadableFile and WrongHeader; with `strict` ImportRefused if any row would be refused: then nothing is taken.
    Nor is it with `dry_run`, which answers what would be. ImportGoesOn while another one is being taken.
    """
    intake = INTAKES[kind](hall_rows.hall(db).zone)
    matcher = CodeMatcher(code_rows.known_codes(db), intake.columns, hints)
    with turn(_turn_file(db)) as is_ours, DaySorter[Any]() as rows:
        if not is_ours:
            raise ImportGoesOn
        if not dry_run:
            _drop_unfinished(db, clock, by)
        tell(N_("Reading the file"), 1, 3)
        read = intake.read(told_file.read_rows(path, intake.columns, hints.columns), matcher)
        rows.add((intake.day_of(row), row) for row in read)
        tell(N_("Judging its rows"), 2, 3)
        outcome = _judged(db, clock.now(), intake, rows, matcher)
        _require_all(outcome, strict)
        if dry_run or not outcome.taken:
            return outcome.result()
        tell(N_("Writing its rows; the hall goes on"), 3, 3)
        return _taken(db, clock, _Asked(by, intake, rows, matcher, name or path.name, strict))


def drop_unfinished_imports(db: HallDatabase, clock: Clock, by: Actor) -> int | None:
    """Note that an import whose process was killed never came to its end; its number, None where there is none.

    One that goes on is left alone.
    """
    if import_rows.unfinished(db) is None:
        return None
    with turn(_turn_file(db)) as is_ours:
        return _drop_unfinished(db, clock, by) if is_ours else None


def take_back_import(db: HallDatabase, clock: Clock, by: Actor, number: int) -> HallImport:
    """Let the rows of an import enter nothing any more, and free their keys; the import as it was.

    UnknownImport, ImportNotThere, ImportMonthClosed, ImportCompletesOthers, ImportNeeded, ImportUsed; ImportGoesOn.
    """
    with turn(_turn_file(db)) as is_ours:
        if not is_ours:
            raise ImportGoesOn
        taken = import_rows.by_id(db, number)
        if taken is None:
            raise UnknownImport(number=number)
        return _take_back(db, clock, by, taken, import_rows.later_on_it(db, taken))


@action
def _take_back(db: HallDatabase, now: datetime, by: Actor, taken: HallImport, later: int | None) -> HallImport:
    """Whoever calls has the turn: no other import changes meanwhile, and `later` still holds."""
    reason = why_not_back(taken, import_rows.hold_on(db, taken, later))
    if reason is not None:
        raise reason
    import_rows.take_back(db, taken.id, now, by.name)
    day_summary_rows.drop_months(db, taken.month_list)
    written = import_rows.written(db, taken.id)
    journal.append(db, now, "import_taken_back", by.name, written=written, format=taken.kind, number=taken.id)
    return taken


# One file


def _turn_file(db: HallDatabase) -> Path:
    return db.path.with_name(f"{db.path.name}.import")


@dataclass
class _Outcome:
    """What becomes of the rows that were judged so far; `matcher` read them."""

    matcher: CodeMatcher
    taken: int = 0
    already_there: int = 0
    refused_count: int = 0
    refused: list[tuple[int, Reason]] = field(default_factory=list)
    days: set[str] = field(default_factory=set)
    newcomers: set[Newcomer] = field(default_factory=set)

    def add(self, part: JudgedPart[Any]) -> None:
        self.taken += len(part.judgement.taken)
        self.already_there += part.judgement.already_there
        refused = part.judgement.refused
        self.refused_count += len(refused)
        self.refused.extend(refused[: MOST_TOLD - len(self.refused)])
        self.days.update(part.days)
        self.newcomers.update(self.matcher.newcomers(part.judgement.taken))

    def result(self) -> ImportResult:
        """What is told of it."""
        return ImportResult(
            self.taken,
            self.already_there,
            self.refused_count,
            sorted(self.refused, key=lambda refusal: refusal[0]),
            sorted(self.newcomers, key=lambda newcomer: (newcomer.kind, newcomer.code)),
            self.matcher.matches,
            self.matcher.lost_zeros,
        )


def _judged(
    db: HallDatabase, now: datetime, intake: Intake[Any, Any], rows: DaySorter[Any], matcher: CodeMatcher
) -> _Outcome:
    outcome = _Outcome(matcher)
    for day in rows.counts:
        for together in _judged_together(intake, rows, day):
            outcome.add(intake.judge(db, now, day, together))
    return outcome


def _judged_together(intake: Intake[Any, Any], rows: DaySorter[Any], day: str) -> Iterator[list[Any]]:
    """The rows of a day at once. Those that tell no day are refused each by itself, and may be the whole file."""
    if day or intake.is_judged_as_one:
        yield rows.of_day(day)
    else:
        yield from rows.pieces_of_day(day)


def _require_all(outcome: _Outcome, strict: bool) -> None:
    if strict and outcome.refused_count:
        raise ImportRefused(count=outcome.refused_count)


@dataclass(frozen=True)
class _Asked:
    """An import as it was asked for, and the rows that were read of it."""

    by: Actor
    intake: Intake[Any, Any]
    rows: DaySorter[Any]
    matcher: CodeMatcher
    name: str
    strict: bool


def _taken(db: HallDatabase, clock: Clock, asked: _Asked) -> ImportResult:
    """Write what is taken. What may still move while that goes on is judged again at the end.

    Hardly ever something has moved: then the import is dropped, and taken once more with all that moves in its last
    transaction.
    """
    moving = _moving(db, clock.now(), asked.intake, asked.rows.counts)
    waiting = moving if asked.intake.is_judged_as_one else []
    try:
        return _taken_but(db, clock, asked, moving, waiting)
    except _HasMoved:
        return _taken_but(db, clock, asked, moving, moving)


class _HasMoved(Exception):
    """What was judged of moving days is so no more."""


@dataclass
class _Written:
    """What of an import is written so far, and what waits for its end. `judged`: of moving days, as it was then."""

    import_id: int
    outcome: _Outcome
    bound: list[Any] = field(default_factory=list)
    judged: dict[str, Judgement[Any]] = field(default_factory=dict)


def _taken_but(
    db: HallDatabase, clock: Clock, asked: _Asked, moving: Collection[str], waiting: Collection[str]
) -> ImportResult:
    """Write what is taken, that of the `waiting` days at the end. _HasMoved."""
    now, by, intake, rows = clock.now(), asked.by, asked.intake, asked.rows
    done = _Written(_begin(db, clock, by, intake.kind, asked.name), _Outcome(asked.matcher))

    def fresh() -> Iterator[Any]:
        """What can be written at once; each day is judged when the one before is written."""
        for day in rows.counts:
            if day in waiting:
                continue
            for together in _judged_together(intake, rows, day):
                part = intake.judge(db, now, day, together)
                done.outcome.add(part)
                if day in moving:
                    done.judged[day] = part.judgement
                items = part.items()
                done.bound.extend(items.bound)
                yield from items.fresh

    try:
        _write_all(db, clock, by, intake, done.import_id, fresh())
        _finish(db, clock, by, intake, done, {day: rows.of_day(day) for day in moving}, asked.strict)
        return done.outcome.result()
    except BaseException:
        _drop_unfinished(db, clock, by)
        raise


def _moving(db: HallDatabase, now: datetime, intake: Intake[Any, Any], counts: Mapping[str, int]) -> list[str]:
    """The days whose rows are judged again at the end."""
    if intake.is_judged_as_one:
        return [day for day, count in counts.items() if count <= FEW]
    if intake.moving_days is None:
        return []
    first = intake_steps.days_ago(now, hall_rows.hall(db).zone, intake.moving_days)
    return [day for day in counts if day >= first]


Item = TypeVar("Item")


def _write_all(
    db: HallDatabase, clock: Clock, by: Actor, intake: Intake[Any, Item], import_id: int, items: Iterable[Item]
) -> None:
    """Write rows that nobody sees yet, so many at a time that whoever takes a ticket meanwhile hardly waits."""
    left: Iterator[Item] = iter(items)
    size = FEWEST_ITEMS
    while batch := list(islice(left, size)):
        took = max(_write(db, clock, by, intake, import_id, batch), 0.001)
        move_log(db)
        time.sleep(min(took, REST_SECONDS))
        size = max(min(int(size * HELD_SECONDS / took), 2 * size, MOST_ITEMS), FEWEST_ITEMS)


@action
def _begin(db: HallDatabase, now: datetime, by: Actor, kind: str, name: str) -> int:
    import_id = import_rows.begin(db, kind, name, now, by.name)
    intake_steps.tell_rows(db, now, by, "import_begun", [import_rows.written(db, import_id)])
    return import_id


@action
def _write(
    db: HallDatabase, now: datetime, by: Actor, intake: Intake[Any, Item], import_id: int, batch: Sequence[Item]
) -> float:
    """How many seconds the writing took; the commit, which a few rows need as well as many, does not count."""
    begun = stopwatch()
    intake.write(db, now, by, import_id, Items(batch))
    return stopwatch() - begun


@action
def _finish(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    intake: Intake[Any, Any],
    done: _Written,
    moving: Mapping[str, Sequence[Any]],
    strict: bool,
) -> None:
    """Write what had to wait for the end, and let the import be seen. _HasMoved if what was judged is so no more."""
    outcome, import_id = done.outcome, done.import_id
    last = Items([], list(done.bound))
    for day, rows in moving.items():
        part = intake.judge(db, now, day, rows)
        if day in done.judged:
            if part.judgement != done.judged[day]:
                raise _HasMoved
            continue
        outcome.add(part)
        items = part.items()
        last = Items([*last.fresh, *items.fresh], [*last.bound, *items.bound])
    _require_all(outcome, strict)
    if last.fresh or last.bound:
        intake.write(db, now, by, import_id, last)
    months = {day[:7] for day in outcome.days}
    counts = outcome.taken, outcome.already_there, outcome.refused_count
    import_rows.finish(db, import_id, now, counts, months, bool(last.bound))
    if intake.is_summed:
        day_summary_rows.drop(db, outcome.days)
    written = import_rows.written(db, import_id)
    journal.append(db, now, "history_imported", by.name, written=written, format=intake.kind, taken=outcome.taken)
    intake_steps.correct_months(db, now, by, months)


def _drop_unfinished(db: HallDatabase, clock: Clock, by: Actor) -> int | None:
    """For whoever has the turn."""
    return _drop(db, clock, by) if import_rows.unfinished(db) is not None else None


@action
def _drop(db: HallDatabase, now: datetime, by: Actor) -> int | None:
    import_id = import_rows.unfinished(db)
    if import_id is not None:
        import_rows.drop(db, import_id, now)
        intake_steps.tell_rows(db, now, by, "import_dropped", [import_rows.written(db, import_id)])
    return import_id
