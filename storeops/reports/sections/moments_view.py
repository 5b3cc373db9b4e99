"""How each key moment was rated, and whether the peak-end score predicts better than the average. A read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def moments(db: Database, span: MonthSpan, now: datetime) -> dict[str, Any]:
    """How each key moment was rated, and whether the peak-end score predicts better than the average."""
    del db, span, now
    return {}
