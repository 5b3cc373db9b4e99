"""The local day and hour of very many instants. Pure."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from storeops.measuring.facts import Second

QUARTER = 15 * 60
"""Seconds. Every zone is off UTC by whole quarters of an hour, so all of one quarter lie in the same local hour."""


def wall_clock(zone: ZoneInfo) -> Callable[[Second], tuple[date, int]]:
    """What tells the local day and hour of a second; each quarter of an hour is looked up once."""

    @cache
    def of_quarter(quarter: int) -> tuple[date, int]:
        local = datetime.fromtimestamp(quarter * QUARTER, UTC).astimezone(zone)
        return local.date(), local.hour

    return lambda at: of_quarter(at // QUARTER)
