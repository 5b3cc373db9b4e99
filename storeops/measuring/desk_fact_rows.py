"""Loading who sat where, and where tickets spent their time. Named SQL."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, business_day, local_instant, stamp
from storeops.hall.hall_rows import opening_for, spans_json
from storeops.measuring.desk_time import TURNS, WAITS_AFTER, TicketTime, TicketTurn, ticket_time
from storeops.measuring.facts import CounterStretch, DeskFacts, Second
from storeops.queueing.ticket import Verb
from storeops.store import rows
from storeops.store.sql_time import second

_INSTANT = timedelta(milliseconds=1)


def _names(verbs: Iterable[Verb]) -> str:
    """These verbs in SQL."""
    return ", ".join(f"'{verb.value}'" for verb in sorted(verbs))


_SIGNED_IN = f"""
SELECT counter_id, {second("max(signed_in_at, :begin)")} AS begins_at,
       {second("min(coalesce(signed_out_at, :until), :until)")} AS ends_at
FROM signed_in_span WHERE signed_in_at < :until AND (signed_out_at IS NULL OR signed_out_at > :begin)
"""
_COUNTER_SPANS = f"""
SELECT counter_id, {second("max(started_at, :begin)")} AS begins_at,
       {second("min(coalesce(ended_at, :until), :until)")} AS ends_at
FROM counter_span WHERE kind = :kind AND started_at < :until AND (ended_at IS NULL OR ended_at > :begin)
"""
_DAYS_SIGNED_IN = """
SELECT max(signed_in_at, :begin) AS begins_at, min(coalesce(signed_out_at, :until), :until) AS ends_at
FROM signed_in_span WHERE signed_in_at < :until AND (signed_out_at IS NULL OR signed_out_at > :begin)
"""
# The journal tells at which counter a ticket was called, even where it came back and was called elsewhere. The close of
# a day runs later than the closing that it stands for, which it tells: a visit may have been taken back since. Nobody
# stands idle before the hall opens.
_TURNS = f"""
SELECT event.ticket_id, event.kind AS verb,
       CASE event.kind WHEN '{Verb.CLOSE_DAY.value}'
                       THEN {second("coalesce(event.data ->> 'ended_at', ticket.ended_at, event.at)")}
                       WHEN '{Verb.ISSUE.value}'
                       THEN max({second("event.at")}, {opening_for(second("event.at"), ":spans")})
                       ELSE {second("event.at")} END AS at,
       event.counter_id, service.id AS service_id
FROM ticket
JOIN event ON event.ticket_id = ticket.id
LEFT JOIN service ON event.kind IN ({_names(WAITS_AFTER)}) AND service.code = json_extract(event.data, '$.service')
WHERE ticket.business_day = :day AND ticket.is_imported = 0
  AND event.kind IN ({_names(TURNS)})
ORDER BY ticket.id, event.seq
"""


class _SignedIn(NamedTuple):
    begins_at: datetime
    ends_at: datetime


class _Counter(NamedTuple):
    id: int
    serves_all: bool


class _CounterService(NamedTuple):
    counter_id: int
    service_id: int


def signed_in_days(db: Database, first_day: date, last_day: date, zone: ZoneInfo, now: datetime) -> set[date]:
    """The local days, both ends included, on which anybody was signed in."""
    begin = local_instant(first_day, time.min, zone)
    until = min(local_instant(last_day + timedelta(days=1), time.min, zone), now)
    days = set()
    for span in rows.each(db, _SignedIn, _DAYS_SIGNED_IN, {"begin": stamp(begin), "until": stamp(until)}):
        day = business_day(span.begins_at, zone)
        # Who signs out at midnight was not there the next day.
        last = business_day(span.ends_at - _INSTANT, zone)
        while day <= last:
            days.add(day)
            day += timedelta(days=1)
    return days


def ticket_time_of_day(db: Database, day: date, hours: OpeningHours, now: datetime) -> TicketTime:
    """Where the tickets of a business day spent their time; what goes on ends `now`."""
    values = {"day": day.isoformat(), "spans": json.dumps(spans_json(hours, day))}
    return ticket_time(rows.many(db, TicketTurn, _TURNS, values), _second(now))


def desk_facts(
    db: Database, day: date, hours: OpeningHours, now: datetime, tickets_of: Callable[[date], TicketTime]
) -> DeskFacts | None:
    """What happened at the counters on a local day so far; None where nobody was signed in.

    `tickets_of` tells where the tickets of a business day spent their time: in a hall that never closes, those of the
    day before wait beside those of the day.
    """
    begin = local_instant(day, time.min, hours.zone)
    until = min(local_instant(day + timedelta(days=1), time.min, hours.zone), now)
    present = signed_in(db, begin, until)
    if not present:
        return None
    begins_at = _second(begin)
    times = tickets_of(day - timedelta(days=1)), tickets_of(day)
    return DeskFacts(
        signed_in=present,
        pauses=_counter_spans(db, "pause", begin, until),
        after_work=_counter_spans(db, "after_work", begin, until),
        busy=[stretch for tickets in times for stretch in tickets.busy if stretch.ends_at > begins_at],
        waiting=[stretch for tickets in times for stretch in tickets.waiting if stretch.ends_at > begins_at],
        serves=_serves(db),
    )


def signed_in(db: Database, begin: datetime, until: datetime) -> list[CounterStretch]:
    """Who was signed in where from `begin` to `until`, cut to that time."""
    return rows.many(db, CounterStretch, _SIGNED_IN, {"begin": stamp(begin), "until": stamp(until)})


def _counter_spans(db: Database, kind: str, begin: datetime, until: datetime) -> list[CounterStretch]:
    """The pauses or after-works from `begin` to `until`, cut to that time."""
    return rows.many(db, CounterStretch, _COUNTER_SPANS, {"begin": stamp(begin), "until": stamp(until), "kind": kind})


def _second(at: datetime) -> Second:
    return int(at.timestamp() // 1)


def _serves(db: Database) -> dict[int, frozenset[int] | None]:
    """The services of each counter; None for one that serves everything."""
    some: dict[int, set[int]] = {}
    for row in rows.each(db, _CounterService, "SELECT counter_id, service_id FROM counter_service"):
        some.setdefault(row.counter_id, set()).add(row.service_id)
    counters = rows.many(db, _Counter, "SELECT id, serves_all FROM counter")
    return {counter.id: None if counter.serves_all else frozenset(some.get(counter.id, ())) for counter in counters}
