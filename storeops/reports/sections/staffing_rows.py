"""Who was at the counters, how many came, and how long a visit kept a counter. Named SQL."""

from collections import Counter
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.measuring.facts import CounterStretch, Second
from storeops.store.sql_time import second

_SIGNED_IN = """
SELECT counter_id, signed_in_at, coalesce(signed_out_at, :until) FROM signed_in_span
WHERE signed_in_at < :until AND (signed_out_at IS NULL OR signed_out_at > :begin)
"""
# There are many after-works among these spans: the bound keeps the query from walking through all years.
_PAUSED = """
SELECT counter_id, started_at, coalesce(ended_at, :until) FROM counter_span
WHERE started_at >= :earliest AND started_at < :until AND kind = 'pause' AND (ended_at IS NULL OR ended_at > :begin)
"""
_LONGEST_PAUSE = timedelta(days=2)
_QUARTER = 15 * 60
"""Seconds. Every zone's half hours begin with a quarter of an hour."""
_ARRIVALS = f"""
SELECT business_day, {second("issued_at")} / {_QUARTER} FROM ticket
WHERE business_day BETWEEN ? AND ? AND state <> 'void'
"""
# The cross join fixes the order: from the tickets of the days down, never from all legs up.
_AT_COUNTERS = f"""
SELECT count(DISTINCT ticket.id),
       total(max({second("leg.ended_at")} - {second("coalesce(leg.last_called_at, leg.started_at)")}, 0))
FROM ticket CROSS JOIN leg ON leg.ticket_id = ticket.id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state = 'served' AND leg.outcome IS NOT 'void'
  AND leg.started_at IS NOT NULL AND leg.ended_at IS NOT NULL AND leg.left_open = 0
"""


def signed_in(db: Database, begin: datetime, until: datetime) -> list[CounterStretch]:
    """Who was signed in where from `begin` to `until`, cut to that time."""
    return _stretches(db, _SIGNED_IN, begin, until)


def paused(db: Database, begin: datetime, until: datetime) -> list[CounterStretch]:
    """When counters were paused from `begin` to `until`, cut to that time."""
    return _stretches(db, _PAUSED, begin, until, earliest=stamp(begin - _LONGEST_PAUSE))


def _stretches(db: Database, sql: str, begin: datetime, until: datetime, **values: str) -> list[CounterStretch]:
    period = {"begin": stamp(begin), "until": stamp(until)}
    return [
        CounterStretch(counter_id, _second(max(begins, period["begin"])), _second(min(ends, period["until"])))
        for counter_id, begins, ends in db.execute(sql, {**period, **values}).fetchall()
    ]


def _second(text: str) -> Second:
    return int(instant(text).timestamp() // 1)


def arrivals(db: Database, first_day: str, last_day: str) -> Counter[tuple[str, Second]]:
    """How many tickets of each of these business days, both included, were issued in the quarter that begins then.

    Void ones are left out.
    """
    counts = Counter(db.execute(_ARRIVALS, (first_day, last_day)))
    return Counter({(day, quarter * _QUARTER): count for (day, quarter), count in counts.items()})


def visits_and_seconds(db: Database, first_day: str, last_day: str) -> tuple[int, int]:
    """The served visits of these business days, and the seconds from last call to end of all their legs together.

    Legs that the system closed are left out.
    """
    row = db.execute(_AT_COUNTERS, (first_day, last_day)).fetchone()
    return int(row[0]), int(row[1])
