"""Loading who sat where, and where tickets spent their time. Named SQL."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from sqlite_utils import Database

from storeops.business_time import OpeningHours, business_day, instant, stamp
from storeops.queueing.ticket import Verb
from storeops.reports.desk_time import TURNS, Turn, ticket_time
from storeops.reports.facts import CounterStretch, DeskFacts, Second

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
SELECT event.ticket_id, ticket.business_day, event.kind,
       CASE WHEN event.kind = '{Verb.CLOSE_DAY.value}' THEN coalesce(ticket.ended_at, event.at) ELSE event.at END,
       event.counter_id, service.id
FROM ticket
JOIN event ON event.ticket_id = ticket.id
LEFT JOIN service ON service.code = json_extract(event.data, '$.service')
WHERE ticket.business_day BETWEEN :first_day AND :last_day AND ticket.is_imported = 0
  AND event.kind IN ({", ".join(f"'{verb.value}'" for verb in sorted(TURNS))})
ORDER BY ticket.id, event.seq
"""


def desk_facts(
    db: Database, begin: datetime, until: datetime, hours: OpeningHours, first_day: str, last_day: str
) -> DeskFacts | None:
    """What happened at the counters from `begin` to `until` and to the tickets of these business days.

    None where nobody was signed in.
    """
    signed_in = _stretches(db, _SIGNED_IN, begin, until)
    if not signed_in:
        return None
    time = ticket_time(_turns(db, hours, first_day, last_day), _second(stamp(until)))
    return DeskFacts(
        days=_days(signed_in, hours),
        signed_in=signed_in,
        pauses=_stretches(db, _COUNTER_SPANS, begin, until, kind="pause"),
        after_work=_stretches(db, _COUNTER_SPANS, begin, until, kind="after_work"),
        busy=time.busy,
        waiting=time.waiting,
        serves=_serves(db),
    )


def _second(text: str) -> Second:
    return int(instant(text).timestamp() // 1)


def _stretches(db: Database, sql: str, begin: datetime, until: datetime, **values: str) -> list[CounterStretch]:
    """The stretches that a query finds, cut to the period."""
    period = {"begin": stamp(begin), "until": stamp(until)}
    return [
        CounterStretch(counter_id, _second(max(begins, period["begin"])), _second(min(ends, period["until"])))
        for counter_id, begins, ends in db.execute(sql, {**period, **values}).fetchall()
    ]


def _days(signed_in: list[CounterStretch], hours: OpeningHours) -> frozenset[str]:
    """The local days on which anybody was signed in."""
    days = set()
    for span in signed_in:
        day = business_day(datetime.fromtimestamp(span.begins_at, UTC), hours.zone)
        last = business_day(datetime.fromtimestamp(span.ends_at, UTC), hours.zone)
        while day <= last:
            days.add(day.isoformat())
            day += timedelta(days=1)
    return frozenset(days)


def _turns(db: Database, hours: OpeningHours, first_day: str, last_day: str) -> list[Turn]:
    @cache
    def opens_at(day: str) -> Second | None:
        opening = hours.opening(date.fromisoformat(day))
        return _second(stamp(opening)) if opening else None

    turns = []
    rows = db.execute(_TURNS, {"first_day": first_day, "last_day": last_day})
    for ticket_id, day, kind, at, counter_id, service_id in rows:
        second, verb = _second(at), Verb(kind)
        if verb is Verb.ISSUE:
            # Nobody stands idle before the hall opens.
            second = max(second, opens_at(day) or second)
        turns.append(Turn(ticket_id, verb, second, counter_id, service_id))
    return turns


def _serves(db: Database) -> dict[int, frozenset[int] | None]:
    """The services of each counter; None for one that serves everything."""
    some: dict[int, set[int]] = {}
    for counter_id, service_id in db.execute("SELECT counter_id, service_id FROM counter_service").fetchall():
        some.setdefault(counter_id, set()).add(service_id)
    counters = db.execute("SELECT id, serves_all FROM counter").fetchall()
    return {row[0]: None if row[1] else frozenset(some.get(row[0], ())) for row in counters}
