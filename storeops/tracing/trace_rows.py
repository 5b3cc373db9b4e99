"""Reading the journal as a trace: by person, kind, day and ticket. Named SQL."""

from collections.abc import Iterator

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.tracing.trace_wish import TracedEvent, TraceWish

_EVENTS = """
SELECT event.seq, event.at, event.kind, event.actor, doer.name AS actor_name, employee.code AS employee,
       employee.name AS employee_name, ticket.number AS ticket, ticket.business_day, counter.code AS counter,
       event.data, event.local_part AS local,
       event.local_digest IS NOT NULL AND event.local_part IS NULL AS was_cleared, event.is_imported, event.mac
FROM event
LEFT JOIN employee ON employee.id = event.employee_id
LEFT JOIN employee AS doer ON event.actor = 'employee:' || doer.code
LEFT JOIN ticket ON ticket.id = event.ticket_id
LEFT JOIN counter ON counter.id = event.counter_id
"""
_IN_TIME = "WHERE event.at >= :begin AND event.at < :until"
_OF_TICKETS = (
    "WHERE event.ticket_id IN (SELECT id FROM ticket WHERE number = :ticket AND business_day BETWEEN :first AND :last)"
)
_IS_BLIND = (
    "event.kind = 'check_saved_blind' AND EXISTS (SELECT 1 FROM spot_check"
    " WHERE spot_check.id = json_extract(event.data, '$.check') AND spot_check.is_blind = 1)"
)
"""The first check of a pair is kept from everybody until the other one is made."""
_NARROWED = (
    f" AND NOT ({_IS_BLIND}) AND (:kind IS NULL OR event.kind = :kind)"
    " AND (:employee IS NULL OR event.actor = 'employee:' || :employee"
    " OR event.employee_id = (SELECT id FROM employee WHERE code = :employee))"
    " AND (:before IS NULL OR event.seq < :before) ORDER BY event.seq DESC LIMIT +:most"
)


def events(db: Database, wish: TraceWish, before: int | None, most: int) -> Iterator[TracedEvent]:
    """The newest events that are asked for, at most `most`; only those with a number below `before`, if it is given."""
    where = _OF_TICKETS if wish.ticket is not None else _IN_TIME
    values = {
        "begin": stamp(wish.begin),
        "until": stamp(wish.until),
        "first": wish.first_day,
        "last": wish.last_day,
        "ticket": wish.ticket,
        "kind": wish.kind,
        "employee": wish.employee,
        "before": before,
        "most": most,
    }
    return rows.each(db, TracedEvent, _EVENTS + where + _NARROWED, values)
