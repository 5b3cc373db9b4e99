"""Loading who sat where, and where tickets spent their time. Named SQL."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, business_day, instant, local_instant, stamp
from storeops.measuring.desk_time import TURNS, TicketTime, TicketTurn, ticket_time
from storeops.measuring.facts import CounterStretch, DeskFacts, Second
from storeops.queueing.ticket import Verb

_INSTANT = timedelta(milliseconds=1)

_SIGNED_IN = """
SELECT counter_id, signed_in_at, coalesce(signed_out_at, :until) FROM signed_in_span
WHERE signed_in_at < :until AND (signed_out_at IS NULL OR signed_out_at > :begin)
"""
_COUNTER_SPANS = """
SELECT counter_id, started_at, coalesce(ended_at, :until) FROM counter_span
WHERE kind = :kind AND started_at < :until AND (ended_at IS NULL OR ended_at > :begin)
"""
# The journal tells at which counter a ticket was called, even where it came back and was called elsewhere. The close of
# a day runs later than the closing that it stands for, which the ticket holds.
_TURNS = f"""
SELECT event.ticket_id, event.kind,
       CASE WHEN event.kind = '{Verb.CLOSE_DAY.value}' THEN coalesce(ticket.ended_at, event.at) ELSE event.at END,
       event.counter_id, service.id
FROM ticket
JOIN event ON event.ticket_id = ticket.id
LEFT JOIN service ON service.code = json_extract(event.data, '$.service')
WHERE ticket.business_day = :day AND ticket.is_imported = 0
  AND event.kind IN ({", ".join(f"'{verb.value}'" for verb in sorted(TURNS))})
ORDER BY ticket.id, event.seq
"""


def signed_in_days(db: Database, first_day: date, last_day: date, zone: ZoneInfo, now: datetime) -> set[date]:
    """The local days, both ends included, on which anybody was signed in."""
    begin = local_instant(first_day, time.min, zone)
    until = min(local_instant(last_day + timedelta(days=1), time.min, zone), now)
    days = set()
    for _, begins, ends in db.execute(_SIGNED_IN, {"begin": stamp(begin), "until": stamp(until)}).fetchall():
        day = business_day(max(instant(begins), begin), zone)
        # Who signs out at midnight was not there the next day.
        last = business_day(min(instant(ends), until) - _INSTANT, zone)
        while day <= last:
            days.add(day)
            day += timedelta(days=1)
    return days


def ticket_time_of_day(db: Database, day: date, hours: OpeningHours, now: datetime) -> TicketTime:
    """Where the tickets of a business day spent their time; what goes on ends `now`."""
    return ticket_time(_turns(db, day, hours), _second(stamp(now)))


def desk_facts(
    db: Database, day: date, hours: OpeningHours, now: datetime, tickets_of: Callable[[date], TicketTime]
) -> DeskFacts | None:
    """What happened at the counters on a local day so far; None where nobody was signed in.

    `tickets_of` tells where the tickets of a business day spent their time: in a hall that never closes, those of the
    day before wait beside those of the day.
    """
    begin = local_instant(day, time.min, hours.zone)
    period = stamp(begin), stamp(min(local_instant(day + timedelta(days=1), time.min, hours.zone), now))
    signed_in = _stretches(db, _SIGNED_IN, period)
    if not signed_in:
        return None
    begins_at = _second(period[0])
    times = tickets_of(day - timedelta(days=1)), tickets_of(day)
    return DeskFacts(
        signed_in=signed_in,
        pauses=_stretches(db, _COUNTER_SPANS, period, kind="pause"),
        after_work=_stretches(db, _COUNTER_SPANS, period, kind="after_work"),
        busy=[stretch for tickets in times for stretch in tickets.busy if stretch.ends_at > begins_at],
        waiting=[stretch for tickets in times for stretch in tickets.waiting if stretch.ends_at > begins_at],
        serves=_serves(db),
    )


def _second(text: str) -> Second:
    return int(instant(text).timestamp() // 1)


def _stretches(db: Database, sql: str, period: tuple[str, str], **values: str) -> list[CounterStretch]:
    """The stretches that a query finds, cut to the period."""
    begin, until = period
    return [
        CounterStretch(counter_id, _second(max(begins, begin)), _second(min(ends, until)))
        for counter_id, begins, ends in db.execute(sql, {"begin": begin, "until": until, **values}).fetchall()
    ]


def _turns(db: Database, day: date, hours: OpeningHours) -> list[TicketTurn]:
    opening = hours.opening(day)
    opens_at = _second(stamp(opening)) if opening else None
    turns = []
    for ticket_id, kind, at, counter_id, service_id in db.execute(_TURNS, {"day": day.isoformat()}):
        second, verb = _second(at), Verb(kind)
        if verb is Verb.ISSUE and opens_at is not None:
            # Nobody stands idle before the hall opens.
            second = max(second, opens_at)
        turns.append(TicketTurn(ticket_id, verb, second, counter_id, service_id))
    return turns


def _serves(db: Database) -> dict[int, frozenset[int] | None]:
    """The services of each counter; None for one that serves everything."""
    some: dict[int, set[int]] = {}
    for counter_id, service_id in db.execute("SELECT counter_id, service_id FROM counter_service").fetchall():
        some.setdefault(counter_id, set()).add(service_id)
    counters = db.execute("SELECT id, serves_all FROM counter").fetchall()
    return {row[0]: None if row[1] else frozenset(some.get(row[0], ())) for row in counters}
