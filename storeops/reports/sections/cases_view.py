"""Follow-ups due, answered in time and late. A read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def cases(db: Database, span: MonthSpan, now: datetime) -> dict[str, Any]:
    """Follow-ups due, answered in time and late."""
    del db, span, now
    return {}
