"""How far the month's records can be trusted. A read model."""

from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def data_quality(db: Database, span: MonthSpan) -> dict[str, Any]:
    """How far the month's records can be trusted."""
    del db, span
    return {}
