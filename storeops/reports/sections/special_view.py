"""Customers who needed help, and those pointed to electronic channels. A read model."""

from datetime import date
from functools import cache
from typing import Any

from sqlite_utils import Database

from storeops.base.months import DaySpan
from storeops.hall import hall_rows
from storeops.measuring import durations
from storeops.measuring.facts import Second
from storeops.measuring.sums import ValueCounts
from storeops.reports.sections import special_rows


def special_customers(db: Database, span: DaySpan) -> dict[str, Any]:
    """Tickets of each special segment, and the median first wait of customers who needed help and were served.

    Diversion and electronic channels are None: nothing records them yet.
    """
    days = span.first_day.isoformat(), span.last_day.isoformat()
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))

    @cache
    def opens_at(day: str) -> Second | None:
        opening = hours.opening(date.fromisoformat(day))
        return int(opening.timestamp()) if opening else None

    counts = special_rows.count_by_segment(db, *days)
    visits = special_rows.served_assisted(db, *days, opens_at)
    waits = (durations.wait(visit, visit.legs[0]) for visit in visits)

    def issued(segment: str) -> int:
        return counts.get((segment, True), 0) + counts.get((segment, False), 0)

    return {
        "assisted": issued("assisted"),
        "assisted_served": counts.get(("assisted", True), 0),
        "assisted_wait_median": ValueCounts.of(waits).median,
        "vip": issued("vip"),
        "appointments": issued("appointment"),
        "diversion_rate": None,
        "electronic_share": None,
    }
