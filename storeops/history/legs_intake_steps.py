"""How a file of legs is taken: visits with their legs, transactions and events."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.hall import hall_rows
from storeops.history import intake_steps, leg_judgement, newcomer_steps, told_leg_rows, told_visit_rows
from storeops.history.cell_values import FileRow
from storeops.history.code_matching import CodeMatcher
from storeops.history.intake_steps import Items, JudgedPart
from storeops.history.leg_judgement import ReadRow
from storeops.history.legs_format import COLUMNS, LegKey, LegRow, VisitKey, read_leg
from storeops.history.told_visit import ToldVisit, tell
from storeops.history.told_visit_rows import Ids, TakenVisit
from storeops.promises.call_order import promised_call
from storeops.queueing.ticket import new_ticket_token
from storeops.store.database import HallDatabase


class LegsIntake:
    """An intake of legs: what is written are visits."""

    kind = "legs"
    columns: Collection[str] = COLUMNS
    moving_days: int | None = 0
    """The hall issues numbers of today."""
    is_judged_as_one = False
    is_summed = True

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, rows: Iterable[FileRow], matcher: CodeMatcher) -> Iterator[ReadRow]:
        return leg_judgement.read_each(rows, matcher.reading(partial(read_leg, zone=self._zone)))

    def day_of(self, row: ReadRow) -> str:
        return row.leg.business_day if row.leg else row.visit[0] if row.visit else ""

    def judge(self, db: HallDatabase, now: datetime, day: str, rows: Sequence[ReadRow]) -> JudgedPart[TakenVisit]:
        stored = _stored(db, day)
        today = intake_steps.days_ago(now, self._zone, 0)
        judgement = leg_judgement.judge(rows, stored.legs, stored.own_visits, today)
        days = {leg.business_day for leg in judgement.taken}
        return JudgedPart(judgement, days, lambda: _visits(db, judgement.taken, stored))

    def write(self, db: HallDatabase, now: datetime, by: Actor, import_id: int, items: Items[TakenVisit]) -> None:
        visits = [*items.fresh, *items.bound]
        legs = [leg for visit in visits for leg in visit.new_legs]
        told_visit_rows.add_visits(db, now, visits, _ids(db, now, by, legs), by.name, import_id)


@dataclass(frozen=True)
class _Stored:
    """What the hall holds of a day; a leg is None while its visit goes on."""

    legs: dict[LegKey, LegRow | None]
    own_visits: set[VisitKey]
    imported_visits: dict[VisitKey, int]


def _stored(db: HallDatabase, day: str) -> _Stored:
    stored = _Stored({}, set(), {})
    for leg in told_leg_rows.legs_of_days(db, day, day):
        stored.legs[leg.key] = leg.row
        if leg.is_imported:
            stored.imported_visits[leg.key[:2]] = leg.ticket_id
        else:
            stored.own_visits.add(leg.key[:2])
    return stored


def _visits(db: HallDatabase, taken: Sequence[LegRow], stored: _Stored) -> Items[TakenVisit]:
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
    fresh: list[TakenVisit] = []
    bound: list[TakenVisit] = []
    for key, legs in new.items():
        visit, closing = ToldVisit.of([*earlier[key], *legs]), closings[key[0]]
        told = TakenVisit(
            visit=visit,
            new_legs=legs,
            ticket_id=stored.imported_visits.get(key),
            token=new_ticket_token(),
            due_at=promised_call(visit.segment, visit.first.issued_at, None, hall.promises),
            ended_at=visit.ended_at(closing),
            events=tell(visit, closing),
        )
        (fresh if told.ticket_id is None else bound).append(told)
    return Items(fresh, bound)


def _ids(db: HallDatabase, now: datetime, by: Actor, taken: Collection[LegRow]) -> Ids:
    return Ids(
        services=newcomer_steps.service_ids(db, now, by, {leg.service for leg in taken}),
        counters=newcomer_steps.counter_ids(db, now, by, {leg.counter for leg in taken if leg.counter}),
        employees=newcomer_steps.employee_ids(db, now, by, {leg.employee for leg in taken if leg.employee}),
    )
