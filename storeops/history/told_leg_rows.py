"""The hall's legs as the legs format tells them. Named SQL."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from storeops.history.legs_format import LegKey, LegRow, was_left_open
from storeops.store import rows
from storeops.store.sql_time import second


@dataclass(frozen=True, slots=True)
class StoredLeg:
    """A leg in the database; `row` is None while its visit goes on, because it may still change."""

    ticket_id: int
    is_imported: bool
    key: LegKey
    row: LegRow | None


_LEGS = f"""
SELECT ticket.id AS ticket_id, ticket.is_imported, ticket.ended_at IS NULL AS is_live,
       ticket.business_day AS "leg.business_day", ticket.number AS "leg.ticket", leg.leg_index AS "leg.leg",
       service.code AS "leg.service", coalesce(leg_as_imported.segment, ticket.segment) AS "leg.segment",
       leg.queued_at AS "leg.issued_at", leg.first_called_at AS "leg.called_at", leg.started_at AS "leg.started_at",
       leg.ended_at AS "leg.ended_at", counter.code AS "leg.counter", employee.code AS "leg.employee",
       leg.outcome AS "leg.outcome", leg.last_called_at AS "leg.last_called_at",
       CASE WHEN leg.outcome = 'held' AND ticket.is_imported = 0 THEN
         (SELECT max({second("resumed.queued_at")} - {second("leg.ended_at")}, 0) FROM leg AS resumed
          WHERE resumed.ticket_id = ticket.id AND resumed.leg_index = leg.leg_index + 1)
       ELSE leg_as_imported.held_seconds END AS "leg.held_seconds",
       leg.left_open AS "leg.left_open"
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN service ON service.id = leg.service_id
LEFT JOIN counter ON counter.id = leg.counter_id
LEFT JOIN employee ON employee.id = leg.employee_id
LEFT JOIN leg_as_imported ON leg_as_imported.leg_id = leg.id
WHERE ticket.business_day BETWEEN ? AND ?
ORDER BY ticket.business_day, ticket.number, leg.leg_index
"""


@dataclass(frozen=True, slots=True)
class _ToldLeg:
    """A leg with its ticket; one that has not ended has no outcome yet."""

    ticket_id: int
    is_imported: bool
    is_live: bool
    leg: LegRow


def legs_of_days(db: Database, first_day: str, last_day: str) -> Iterator[StoredLeg]:
    """The legs of these business days, both included, by day, number and leg; read while they are asked for."""
    for told in rows.each(db, _ToldLeg, _LEGS, (first_day, last_day)):
        row = None if told.is_live else _with_its_end_judged(told.leg)
        yield StoredLeg(told.ticket_id, told.is_imported, told.leg.key, row)


def _with_its_end_judged(leg: LegRow) -> LegRow:
    """The leg, left open where it took too long to be true, whether or not it is marked so."""
    left_open = was_left_open(leg.outcome, leg.started_at, leg.ended_at, leg.left_open)
    return leg if left_open == leg.left_open else replace(leg, left_open=left_open)
