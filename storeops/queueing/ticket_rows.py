"""Tickets, legs and transactions in the database. Named SQL; the caller holds the transaction where one writes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp, stamp_or_none
from storeops.base.errors import ChangedMeanwhile
from storeops.hall.offer_rows import Service
from storeops.hall.refusals import UnknownTicket
from storeops.hall.targets import Segment
from storeops.promises.estimate import WaitRange
from storeops.queueing.ticket import NUMBER_RESTS, Leg, Snapshot, State, Ticket
from storeops.store import rows
from storeops.store.named_ticket_rows import MEANT_BY_NUMBER
from storeops.store.sql_time import second
from storeops.store.traced_rows import TracedTable

_TICKET = """
SELECT ticket.id, ticket.token, ticket.business_day, ticket.number, ticket.service_id, service.code AS service_code,
       ticket.segment, ticket.state, ticket.issued_at, ticket.due_at, ticket.order_at, ticket.ended_at,
       ticket.counter_id, counter.code AS counter_code, ticket.employee_id, ticket.call_count, ticket.is_imported,
       ticket.estimate_low_seconds, ticket.estimate_high_seconds,
       leg.id AS "leg.id", leg.leg_index AS "leg.index", leg.service_id AS "leg.service_id",
       leg.queued_at AS "leg.queued_at", leg.first_called_at AS "leg.first_called_at",
       leg.last_called_at AS "leg.last_called_at", leg.announced_at AS "leg.announced_at",
       leg.started_at AS "leg.started_at", leg.ended_at AS "leg.ended_at", leg.counter_id AS "leg.counter_id",
       leg.employee_id AS "leg.employee_id", leg.outcome AS "leg.outcome", leg.left_open AS "leg.left_open"
FROM ticket
JOIN service ON service.id = ticket.service_id
JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index
LEFT JOIN counter ON counter.id = ticket.counter_id
"""


TRACED_TICKETS = TracedTable(
    "ticket",
    (
        *("id", "business_day", "number", "segment", "issued_at", "due_at", "channel", "language", "booked_at"),
        *("estimate_low_seconds", "estimate_high_seconds", "import_id"),
    ),
    "FROM stored_ticket WHERE true",
    begun_empty=1,
)
"""What of a ticket stays as it was issued, or is told anew (its segment); its state is replayed."""
TRACED_LEGS = TracedTable(
    "leg",
    (
        *("id", "ticket_id", "leg_index", "service_id", "queued_at", "first_called_at", "last_called_at"),
        *("started_at", "ended_at", "counter_id", "employee_id", "outcome", "left_open", "import_id"),
    ),
    "FROM stored_leg WHERE (ended_at IS NOT NULL OR outcome IS NOT NULL)",
    begun_empty=1,
)
"""Legs that have ended."""

NEWER_THAN_ANY = 2**62
"""Stands for the id of a ticket that is not there yet."""


# Which ticket


def by_id(db: Database, ticket_id: int) -> Ticket:
    """The ticket of this id, which must exist."""
    [ticket] = rows.many(db, Ticket, _TICKET + "WHERE ticket.id = ?", (ticket_id,))
    return ticket


def by_token(db: Database, token: str) -> Ticket:
    """The ticket of a phone page's token; UnknownTicket."""
    ticket = rows.one(db, Ticket, _TICKET + "WHERE ticket.token = ?", (token,))
    if ticket is None:
        raise UnknownTicket
    return ticket


def by_number(db: Database, number: str, ticket_id: int | None = None) -> Ticket:
    """The ticket with this number that is alive, else the one of the latest business day that has one; or the one of
    this id. UnknownTicket."""
    which = "ticket.id = :ticket_id" if ticket_id is not None else f"ticket.id = ({MEANT_BY_NUMBER})"
    sql = f"{_TICKET} WHERE ticket.number = :number AND {which}"
    ticket = rows.one(db, Ticket, sql, {"number": number, "ticket_id": ticket_id})
    if ticket is None:
        raise UnknownTicket
    return ticket


def at_counter(db: Database, counter_id: int) -> Ticket | None:
    """The one ticket that is called or served at a counter; None if the counter is free."""
    return rows.one(
        db,
        Ticket,
        _TICKET + "WHERE ticket.counter_id = ? AND ticket.ended_at IS NULL AND ticket.state IN ('called', 'serving')",
        (counter_id,),
    )


def last_served_at(db: Database, counter_id: int) -> Ticket | None:
    """The last ticket served at a counter by this system, imported history aside."""
    return rows.one(
        db,
        Ticket,
        _TICKET
        + "WHERE ticket.counter_id = ? AND ticket.is_imported = 0 AND ticket.state = 'served'"
        + " ORDER BY ticket.ended_at DESC LIMIT 1",
        (counter_id,),
    )


def next_waiting(db: Database, counter_id: int, serves_all: bool) -> Ticket | None:
    """The ticket to be called next at a counter: the earliest order_at among the services that it serves."""
    served = (
        ""
        if serves_all
        else " AND ticket.service_id IN (SELECT service_id FROM counter_service WHERE counter_id = :counter_id)"
    )
    return rows.one(
        db,
        Ticket,
        _TICKET
        + "WHERE ticket.ended_at IS NULL AND ticket.state = 'waiting'"
        + served
        + " ORDER BY ticket.order_at, ticket.id LIMIT 1",
        {"counter_id": counter_id},
    )


def waiting_orders(db: Database, service_id: int, limit: int) -> list[datetime]:
    """The order_at of a service's first waiting tickets, in call order."""
    orders = rows.column(
        db,
        "SELECT order_at FROM ticket WHERE ended_at IS NULL AND state = 'waiting' AND service_id = ?"
        " ORDER BY order_at, id LIMIT +?",
        (service_id, limit),
    )
    return [instant(order_at) for order_at in orders]


def live_of_day(db: Database, business_day: str) -> list[Ticket]:
    """The tickets of a business day that are still alive, in call order."""
    return rows.many(
        db,
        Ticket,
        _TICKET
        + "WHERE ticket.ended_at IS NULL AND ticket.state IN ('waiting', 'called', 'serving', 'on_hold')"
        + " AND ticket.business_day = ? ORDER BY ticket.order_at, ticket.id",
        (business_day,),
    )


def issued_by(db: Database, actor: str, since: datetime) -> list[Ticket]:
    """The tickets that one device or person issued since then and that nobody serves or served, latest first."""
    return rows.many(
        db,
        Ticket,
        _TICKET
        + "WHERE ticket.ended_at IS NULL AND ticket.state IN ('waiting', 'called') AND ticket.issued_at >= ?"
        + " AND ticket.leg_index = 0 AND EXISTS (SELECT 1 FROM event WHERE event.ticket_id = ticket.id"
        + " AND event.kind = 'issue' AND event.actor = ?) ORDER BY ticket.id DESC",
        (stamp(since), actor),
    )


def days_with_live_tickets(db: Database) -> list[str]:
    """The business days on which a ticket is still alive, earliest first."""
    return rows.column(
        db,
        "SELECT DISTINCT business_day FROM ticket"
        " WHERE ended_at IS NULL AND state IN ('waiting', 'called', 'serving', 'on_hold') ORDER BY business_day",
    )


def is_taken_back_since(db: Database, business_day: str, at: datetime) -> bool:
    """Whether anybody of a day who is still here was taken back after its close, later than this."""
    taken = rows.scalar(
        db,
        "SELECT 1 FROM ticket JOIN event ON event.ticket_id = ticket.id WHERE ticket.ended_at IS NULL"
        " AND ticket.state IN ('waiting', 'called', 'serving', 'on_hold') AND ticket.business_day = ?"
        " AND event.kind = 'take_back' AND event.at > ? LIMIT 1",
        (business_day, stamp(at)),
    )
    return taken is not None


# The order in numbers


def rivals(db: Database, service_id: int) -> frozenset[int] | None:
    """The services whose tickets are called at the counters that serve this one; None: every service.

    Counters that are not closed decide; if all that serve it are closed, all that could.
    """
    could = rows.many(
        db,
        _Rival,
        "SELECT id AS counter_id, serves_all, state != 'closed' AS is_staffed FROM counter WHERE is_active = 1"
        " AND (serves_all = 1 OR EXISTS (SELECT 1 FROM counter_service"
        " WHERE counter_service.counter_id = counter.id AND counter_service.service_id = ?))",
        (service_id,),
    )
    able = [counter for counter in could if counter.is_staffed] or could
    if not able or any(counter.serves_all for counter in able):
        return None
    counters = [counter.counter_id for counter in able]
    marks = ", ".join("?" * len(counters))
    return frozenset(rows.column(db, f"SELECT service_id FROM counter_service WHERE counter_id IN ({marks})", counters))


class _Rival(NamedTuple):
    """A counter that serves a service."""

    counter_id: int
    serves_all: int
    is_staffed: int


def count_ahead(db: Database, order_at: str, ticket_id: int, rival_services: frozenset[int] | None) -> int:
    """How many waiting tickets will be called before this one at the counters that serve it."""
    narrowed = ""
    if rival_services is not None:
        narrowed = f" AND service_id IN ({', '.join(str(service) for service in sorted(rival_services))})"
    ahead = rows.scalar(
        db,
        "SELECT count(*) FROM ticket WHERE ended_at IS NULL AND state = 'waiting' AND (order_at, id) < (?, ?)"
        + narrowed,
        (order_at, ticket_id),
    )
    return int(ahead)


def count_waiting(db: Database) -> int:
    """How many tickets wait now."""
    return int(rows.scalar(db, "SELECT count(*) FROM ticket WHERE ended_at IS NULL AND state = 'waiting'"))


class WaitingLine(NamedTuple):
    """Who waits for one service, and since when the first of them does in this line."""

    service: str
    waiting: int
    since: datetime


def waiting_lines(db: Database) -> list[WaitingLine]:
    """Who waits now, by service; none for a service for which nobody does."""
    return rows.many(
        db,
        WaitingLine,
        "SELECT service.code AS service, count(*) AS waiting, min(leg.queued_at) AS since FROM ticket"
        " JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index"
        " JOIN service ON service.id = ticket.service_id"
        " WHERE ticket.ended_at IS NULL AND ticket.state = 'waiting' GROUP BY service.code ORDER BY service.code",
    )


class FirstCalls(NamedTuple):
    """How many visits were called, and how many of them by the promised time."""

    called: int
    kept: int


def first_calls_of_day(db: Database, business_day: str) -> FirstCalls:
    """The first calls of a day's visits, in the words of the metric `promise_kept`."""
    found = rows.one(
        db,
        FirstCalls,
        f"SELECT count(*) AS called, coalesce(sum({second('leg.first_called_at')} <= {second('ticket.due_at')}), 0)"
        " AS kept FROM ticket JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = 0"
        " WHERE ticket.business_day = ? AND ticket.state != 'void' AND leg.first_called_at IS NOT NULL",
        (business_day,),
    )
    assert found is not None
    return found


def count_called_from(db: Database, at: datetime, now: datetime) -> int:
    """How many people wait or are on hold who are promised a call from `at` on; past that, all of them."""
    return int(
        rows.scalar(
            db,
            "SELECT count(*) FROM ticket WHERE ended_at IS NULL AND state IN ('waiting', 'on_hold')"
            " AND max(due_at, :now) >= :at",
            {"now": stamp(now), "at": stamp(at)},
        )
    )


def count_issued(db: Database, business_day: str) -> int:
    """How many tickets a business day has, void ones included."""
    return int(rows.scalar(db, "SELECT count(*) FROM ticket WHERE business_day = ?", (business_day,)))


def ahead_of_newcomer(db: Database, service_id: int, order_at: datetime) -> int:
    """How many people would be called before a ticket that is issued now: at equal times the earlier goes first."""
    return count_ahead(db, stamp(order_at), NEWER_THAN_ANY, rivals(db, service_id))


def ahead_of_newcomers(db: Database, service_ids: Iterable[int], order_at: datetime) -> dict[int, int]:
    """By service, what ahead_of_newcomer() counts; services of the same counters are counted once, so they agree."""
    counts: dict[frozenset[int] | None, int] = {}
    found = {}
    for service_id in service_ids:
        same_counters = rivals(db, service_id)
        if same_counters not in counts:
            counts[same_counters] = count_ahead(db, stamp(order_at), NEWER_THAN_ANY, same_counters)
        found[service_id] = counts[same_counters]
    return found


def ahead_of(db: Database, ticket: Ticket) -> int:
    """How many people will be called before this waiting ticket."""
    return count_ahead(db, stamp(ticket.order_at), ticket.id, rivals(db, ticket.service_id))


def snapshot(db: Database, ticket: Ticket, ahead_count: int | None = None) -> Snapshot:
    """What the world sees of a ticket now; `ahead_count` where the caller has just counted."""
    if ahead_count is None and ticket.state is State.WAITING:
        ahead_count = ahead_of(db, ticket)
    return Snapshot(
        number=ticket.number,
        token=ticket.token,
        business_day=ticket.business_day,
        state=ticket.state.value,
        service=ticket.service_code,
        segment=ticket.segment.value,
        issued_at=stamp(ticket.issued_at),
        due_at=stamp(ticket.due_at),
        ahead_count=ahead_count,
        estimate_low_seconds=ticket.estimate_low_seconds,
        estimate_high_seconds=ticket.estimate_high_seconds,
        counter=ticket.counter_code,
        id=ticket.id,
    )


# Numbers


def take_count(db: Database, prefix: str, business_day: str) -> int:
    """The next count of a prefix on a business day, taken for good within the transaction.

    The row holds its day: on another day (or after the clock was set back) it goes on from what is there.
    """
    taken: int | None = rows.scalar(
        db,
        "UPDATE number_sequence SET last_number = last_number + 1 WHERE prefix = ? AND business_day = ?"
        " RETURNING last_number",
        (prefix, business_day),
    )
    return continue_count(db, prefix, business_day) if taken is None else taken


def continue_count(db: Database, prefix: str, business_day: str) -> int:
    """Set a prefix's sequence behind the highest number that the day already holds, and take the next.

    What a restoration passed over is held too. Imported numbers of another make (a dash, more digits than a hall ever
    gives) do not count. Each call answers a higher count than the one before it.
    """
    highest = rows.scalar(
        db,
        "SELECT max(coalesce((SELECT max(CAST(substr(number, 2) AS INTEGER)) FROM ticket"
        "  WHERE business_day = :day AND number >= :prefix AND number < :after"
        "  AND length(number) <= 7 AND substr(number, 2) NOT GLOB '*[^0-9]*'), 0),"
        " coalesce((SELECT max(last_number) FROM passed_over_number"
        "  WHERE prefix = :prefix AND business_day = :day), 0))",
        {"day": business_day, "prefix": prefix, "after": chr(ord(prefix) + 1)},
    )
    taken = rows.scalar(
        db,
        "INSERT INTO number_sequence AS held (prefix, business_day, last_number) VALUES (?, ?, ?)"
        " ON CONFLICT (prefix) DO UPDATE SET business_day = excluded.business_day, last_number ="
        " max(excluded.last_number, iif(held.business_day = excluded.business_day, held.last_number + 1, 1))"
        " RETURNING last_number",
        (prefix, business_day, highest + 1),
    )
    return int(taken)


def pass_over(db: Database, prefix: str, business_day: str, count: int) -> int:
    """Give the next numbers of a prefix to nobody, at least one; the last of them."""
    take_count(db, prefix, business_day)
    last: int = rows.scalar(
        db,
        "UPDATE number_sequence SET last_number = last_number + ? WHERE prefix = ? RETURNING last_number",
        (count - 1, prefix),
    )
    return last


def busiest_hour(db: Database, prefix: str, since_day: str) -> int:
    """The most tickets of a prefix that were issued within one hour of the clock since a business day."""
    return int(
        rows.scalar(
            db,
            "SELECT coalesce(max(given), 0) FROM (SELECT count(*) AS given FROM ticket"
            " WHERE business_day >= ? AND number >= ? AND number < ? AND is_imported = 0"
            " GROUP BY substr(issued_at, 1, 13))",
            (since_day, prefix, chr(ord(prefix) + 1)),
        )
    )


# Changes


def add_ticket(
    db: Database,
    *,
    token: str,
    business_day: str,
    number: str,
    service: Service,
    segment: Segment,
    channel: str,
    language: str,
    issued_at: datetime,
    booked_at: datetime | None,
    due_at: datetime,
    estimate: WaitRange | None,
) -> Ticket | None:
    """Insert a waiting ticket with its first leg; None where the number is taken.

    It is where the day holds it already, and where somebody of the days before is here under it or may come back: a
    day that is not over two nights later is closed by nobody.
    """
    low, high = (estimate.low_seconds, estimate.high_seconds) if estimate else (None, None)
    ticket_id: int | None = rows.scalar(
        db,
        "INSERT INTO stored_ticket (token, business_day, number, service_id, segment, channel, language, state,"
        " issued_at, booked_at, due_at, order_at, estimate_low_seconds, estimate_high_seconds)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', ?8, ?9, ?10, ?10, ?11, ?12"
        " WHERE NOT EXISTS (SELECT 1 FROM ticket WHERE number = ?3 AND business_day >= date(?2, '-2 days')"
        " AND (business_day = ?2 OR ended_at IS NULL OR ended_at > ?13)) RETURNING id",
        (
            token,
            business_day,
            number,
            service.id,
            segment.value,
            channel,
            language,
            stamp(issued_at),
            stamp_or_none(booked_at),
            stamp(due_at),
            low,
            high,
            stamp(issued_at - NUMBER_RESTS),
        ),
    )
    if ticket_id is None:
        return None
    leg_id = add_leg(db, ticket_id, 0, "first", service.id, issued_at)
    # Made of what is known, for no other verb has as many waiting for it.
    return Ticket(
        id=ticket_id,
        token=token,
        business_day=business_day,
        number=number,
        service_id=service.id,
        service_code=service.code,
        segment=segment,
        state=State.WAITING,
        issued_at=issued_at,
        due_at=due_at,
        order_at=due_at,
        ended_at=None,
        counter_id=None,
        counter_code=None,
        employee_id=None,
        call_count=0,
        is_imported=False,
        estimate_low_seconds=low,
        estimate_high_seconds=high,
        leg=Leg(
            id=leg_id,
            index=0,
            service_id=service.id,
            queued_at=issued_at,
            first_called_at=None,
            last_called_at=None,
            announced_at=None,
            started_at=None,
            ended_at=None,
            counter_id=None,
            employee_id=None,
            outcome=None,
            left_open=False,
        ),
    )


def add_leg(db: Database, ticket_id: int, leg_index: int, kind: str, service_id: int, queued_at: datetime) -> int:
    """Begin a stay in a queue; its id."""
    return int(
        rows.scalar(
            db,
            "INSERT INTO stored_leg (ticket_id, leg_index, kind, service_id, queued_at) VALUES (?, ?, ?, ?, ?)"
            " RETURNING id",
            (ticket_id, leg_index, kind, service_id, stamp(queued_at)),
        )
    )


def save(db: Database, before: Ticket, after: Ticket) -> Ticket:
    """Write what a verb changed, if the ticket is still in the state that the verb read; else ChangedMeanwhile.

    Answers `after`, the ticket as it is now.
    """
    changed = db.execute(
        "UPDATE stored_ticket SET state = ?, service_id = ?, segment = ?, order_at = ?, ended_at = ?, leg_index = ?,"
        " counter_id = ?, employee_id = ?, call_count = ? WHERE id = ? AND state = ?",
        (
            after.state.value,
            after.service_id,
            after.segment.value,
            stamp(after.order_at),
            stamp_or_none(after.ended_at),
            after.leg.index,
            after.counter_id,
            after.employee_id,
            after.call_count,
            before.id,
            before.state.value,
        ),
    ).rowcount
    if changed != 1:
        raise ChangedMeanwhile
    if after.leg != before.leg:
        _save_leg(db, after.leg)
    return after


def was_spoken(db: Database, ticket_id: int) -> bool | None:
    """Whether a board spoke the announcement that was noted last; None where none was, or it did not say."""
    found = rows.scalar(
        db,
        "SELECT json_extract(data, '$.is_spoken') FROM event WHERE ticket_id = ? AND kind = 'announced'"
        " ORDER BY seq DESC LIMIT 1",
        (ticket_id,),
    )
    return None if found is None else bool(found)


def _save_leg(db: Database, leg: Leg) -> None:
    db.execute(
        "UPDATE stored_leg SET first_called_at = ?, last_called_at = ?, announced_at = ?, started_at = ?, ended_at = ?,"
        " counter_id = ?, employee_id = ?, outcome = ?, left_open = ? WHERE id = ?",
        (
            stamp_or_none(leg.first_called_at),
            stamp_or_none(leg.last_called_at),
            stamp_or_none(leg.announced_at),
            stamp_or_none(leg.started_at),
            stamp_or_none(leg.ended_at),
            leg.counter_id,
            leg.employee_id,
            leg.outcome,
            int(leg.left_open),
            leg.id,
        ),
    )


def requeue(db: Database, before: Ticket, closed_leg: Leg, kind: str, service_id: int, now: datetime) -> Ticket:
    """Put a ticket back into a queue with a new leg; promise and call order stay; the ticket as it is now."""
    _save_leg(db, closed_leg)
    index = before.leg.index + 1
    add_leg(db, before.id, index, kind, service_id, now)
    changed = db.execute(
        "UPDATE stored_ticket SET state = 'waiting', service_id = ?, leg_index = ?, counter_id = NULL, employee_id ="
        " NULL,"
        " call_count = 0 WHERE id = ? AND state = ?",
        (service_id, index, before.id, before.state.value),
    ).rowcount
    if changed != 1:
        raise ChangedMeanwhile
    return by_id(db, before.id)


def ended(leg: Leg, outcome: str, at: datetime, left_open: bool = False) -> Leg:
    """The leg as it is once it has ended."""
    return replace(leg, outcome=outcome, ended_at=at, left_open=left_open)
