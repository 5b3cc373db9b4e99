"""The month's stars with eligibility and appeals. A read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def star_bands(db: Database, span: MonthSpan, now: datetime) -> dict[str, Any]:
    """The month's stars with eligibility and appeals."""
    del db, span, now
    return {}
