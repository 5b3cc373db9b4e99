"""Who was away from the counters, and how many came. Named SQL."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.measuring.facts import CounterStretch, Second
from storeops.store import rows
from storeops.store.sql_time import second

# There are many after-works among these spans: the bound keeps the query from walking through all years.
_PAUSED = f"""
SELECT counter_id, {second("max(started_at, :begin)")} AS begins_at,
       {second("min(coalesce(ended_at, :until), :until)")} AS ends_at
FROM counter_span
WHERE started_at >= :earliest AND started_at < :until AND kind = 'pause' AND (ended_at IS NULL OR ended_at > :begin)
"""
_LONGEST_PAUSE = timedelta(days=2)
_QUARTER = 15 * 60
"""Seconds. Every zone's half hours begin with a quarter of an hour."""
_ARRIVALS = f"""
SELECT business_day, {second("issued_at")} / {_QUARTER} AS quarter, count(*) AS issued FROM visit
WHERE business_day BETWEEN ? AND ? GROUP BY 1, 2
"""


class _Quarter(NamedTuple):
    business_day: str
    quarter: int
    issued: int


def paused(db: Database, begin: datetime, until: datetime) -> list[CounterStretch]:
    """When counters were paused from `begin` to `until`, cut to that time."""
    values = {"begin": stamp(begin), "until": stamp(until), "earliest": stamp(begin - _LONGEST_PAUSE)}
    return rows.many(db, CounterStretch, _PAUSED, values)


def arrivals(db: Database, first_day: str, last_day: str) -> dict[tuple[str, Second], int]:
    """How many tickets of each of these business days, both included, were issued in the quarter that begins then.

    Void ones are left out.
    """
    found = rows.each(db, _Quarter, _ARRIVALS, (first_day, last_day))
    return {(each.business_day, each.quarter * _QUARTER): each.issued for each in found}
