"""The hall's legs as the legs format tells them. Named SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none
from storeops.hall.targets import Segment
from storeops.history.legs_format import LegKey, LegOutcome, LegRow, was_left_open


@dataclass(frozen=True, slots=True)
class StoredLeg:
    """A leg in the database; `row` is None while its visit goes on, because it may still change."""

    ticket_id: int
    is_imported: bool
    key: LegKey
    row: LegRow | None


_LEGS = """
SELECT ticket.id, ticket.is_imported, ticket.business_day, ticket.number, leg.leg_index, ticket.ended_at IS NULL,
       service.code, coalesce(leg_as_imported.segment, ticket.segment), leg.queued_at, leg.first_called_at,
       leg.last_called_at, leg.started_at, leg.ended_at, counter.code, employee.code, leg.outcome,
       leg_as_imported.held_seconds, leg.left_open, CASE WHEN leg.outcome = 'held' AND ticket.is_imported = 0 THEN
         (SELECT resumed.queued_at FROM leg AS resumed
          WHERE resumed.ticket_id = ticket.id AND resumed.leg_index = leg.leg_index + 1)
       END
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN service ON service.id = leg.service_id
LEFT JOIN counter ON counter.id = leg.counter_id
LEFT JOIN employee ON employee.id = leg.employee_id
LEFT JOIN leg_as_imported ON leg_as_imported.leg_id = leg.id
WHERE ticket.business_day BETWEEN ? AND ?
ORDER BY ticket.business_day, ticket.number, leg.leg_index
"""


def legs_of_days(db: Database, first_day: str, last_day: str) -> Iterator[StoredLeg]:
    """The legs of these business days, both included, by day, number and leg; read while they are asked for."""
    for row in db.execute(_LEGS, (first_day, last_day)):
        is_live = row[5]
        yield StoredLeg(row[0], bool(row[1]), (row[2], row[3], row[4]), None if is_live else _leg_row(row))


def _leg_row(row: Any) -> LegRow:
    started_at, ended_at, outcome = instant_or_none(row[11]), instant_or_none(row[12]), LegOutcome(row[15])
    return LegRow(
        business_day=row[2],
        ticket=row[3],
        leg=row[4],
        service=row[6],
        segment=Segment(row[7]),
        issued_at=instant(row[8]),
        called_at=instant_or_none(row[9]),
        started_at=started_at,
        ended_at=ended_at,
        counter=row[13],
        employee=row[14],
        outcome=outcome,
        last_called_at=instant_or_none(row[10]),
        held_seconds=_seconds_held(ended_at, instant_or_none(row[18])) if row[18] else row[16],
        left_open=was_left_open(outcome, started_at, ended_at, bool(row[17])),
    )


def _seconds_held(held_at: datetime | None, resumed_at: datetime | None) -> int | None:
    if held_at is None or resumed_at is None:
        return None
    held = resumed_at.replace(microsecond=0) - held_at.replace(microsecond=0)
    return max(int(held.total_seconds()), 0)
