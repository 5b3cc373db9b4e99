"""The year's targets with what the year has reached, and how much of it is gone. A read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def year_targets(db: Database, span: MonthSpan, now: datetime) -> dict[str, Any]:
    """The targets of the month's year, seen at the month's end."""
    del db, span, now
    return {}
