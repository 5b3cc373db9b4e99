"""What services, counters, employees and key moments are called in this report. A read model."""

from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def names(db: Database, span: MonthSpan) -> dict[str, Any]:
    """What services, counters, employees and key moments are called in this report."""
    del db, span
    return {}
