"""Taking a file of legs into the hall's history. An action: one write transaction, all of it or nothing."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.clock import Clock
from storeops.hall import hall_rows
from storeops.history import (
    code_rows,
    intake_steps,
    leg_judgement,
    newcomer_steps,
    told_file,
    told_leg_rows,
    told_visit_rows,
)
from storeops.history.code_matching import NO_HINTS, CodeMatcher, FileHints
from storeops.history.leg_judgement import ReadRow
from storeops.history.legs_format import COLUMNS, LegKey, LegRow, VisitKey, read_leg
from storeops.history.row_judgement import FileTaking, ImportResult
from storeops.history.told_visit import ToldVisit, tell
from storeops.history.told_visit_rows import Ids, TakenVisit
from storeops.measuring import day_summary_rows
from storeops.promises.call_order import promised_call
from storeops.queueing.ticket import new_ticket_token
from storeops.store.action import action
from storeops.store.database import HallDatabase


def import_legs(
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    path: Path,
    strict: bool = False,
    dry_run: bool = False,
    hints: FileHints = NO_HINTS,
) -> ImportResult:
    """Take the rows of a legs file that are new and can be true.

    UnreadableFile and WrongHeader; with `strict` ImportRefused if any row would be refused: then nothing is taken.
    Nor is it with `dry_run`, which answers what would be.
    The file is read before the write transaction begins, so that no counter waits for it.
    """
    matcher = CodeMatcher(code_rows.known_codes(db), COLUMNS, hints)
    rows = told_file.read_rows(path, COLUMNS, hints.columns)
    told = leg_judgement.read(rows, matcher.reading(partial(read_leg, zone=hall_rows.hall(db).zone)))
    return _take(db, clock, by, told, FileTaking(matcher, strict, dry_run))


@action
def _take(db: HallDatabase, now: datetime, by: Actor, rows: Collection[ReadRow], taking: FileTaking) -> ImportResult:
    today = business_day(now, hall_rows.hall(db).zone).isoformat()
    stored = _stored(db, {row.leg.business_day for row in rows if row.leg})
    judgement = leg_judgement.judge(rows, stored.legs, stored.own_visits, today)
    if intake_steps.is_to_be_written(judgement, taking):
        visits, ids = _visits(db, judgement.taken, stored), _ids(db, now, by, judgement.taken)
        told_visit_rows.add_visits(db, now, visits, ids, by.name)
        days = {leg.business_day for leg in judgement.taken}
        day_summary_rows.drop(db, days)
        intake_steps.note(db, now, by, "legs", len(judgement.taken), days)
    return judgement.result(taking.matcher)


@dataclass(frozen=True)
class _Stored:
    """What the hall holds of the days of a file; a leg is None while its visit goes on."""

    legs: dict[LegKey, LegRow | None]
    own_visits: set[VisitKey]
    imported_visits: dict[VisitKey, int]


def _stored(db: HallDatabase, days: Collection[str]) -> _Stored:
    stored = _Stored({}, set(), {})
    for day in sorted(days):
        for leg in told_leg_rows.legs_of_days(db, day, day):
            stored.legs[leg.key] = leg.row
            if leg.is_imported:
                stored.imported_visits[leg.key[:2]] = leg.ticket_id
            else:
                stored.own_visits.add(leg.key[:2])
    return stored


def _visits(db: HallDatabase, taken: Sequence[LegRow], stored: _Stored) -> list[TakenVisit]:
    """The visits that the taken legs make, together with legs taken by an earlier import, in file order."""
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    earlier: defaultdict[VisitKey, list[LegRow]] = defaultdict(list)
    for leg in stored.legs.values():
        if leg is not None and leg.visit in stored.imported_visits:
            earlier[leg.visit].append(leg)
    new: defaultdict[VisitKey, list[LegRow]] = defaultdict(list)
    for leg in taken:
        new[leg.visit].append(leg)
    closings = {day: hours.closing(date.fromisoformat(day)) for day, _ in new}
    visits = []
    for key, legs in new.items():
        visit, closing = ToldVisit.of([*earlier[key], *legs]), closings[key[0]]
        visits.append(
            TakenVisit(
                visit=visit,
                new_legs=legs,
                ticket_id=stored.imported_visits.get(key),
                token=new_ticket_token(),
                due_at=promised_call(visit.segment, visit.first.issued_at, None, hall.promises),
                ended_at=visit.ended_at(closing),
                events=tell(visit, closing),
            )
        )
    return visits


def _ids(db: HallDatabase, now: datetime, by: Actor, taken: Collection[LegRow]) -> Ids:
    return Ids(
        services=newcomer_steps.service_ids(db, now, by, {leg.service for leg in taken}),
        counters=newcomer_steps.counter_ids(db, now, by, {leg.counter for leg in taken if leg.counter}),
        employees=newcomer_steps.employee_ids(db, {leg.employee for leg in taken if leg.employee}, now),
    )
