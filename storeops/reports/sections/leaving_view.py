"""Customers who wanted to leave the operator: why, where to, kept or not. A read model."""

from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def leaving(db: Database, span: MonthSpan) -> dict[str, Any]:
    """Customers who wanted to leave the operator: why, where to, kept or not."""
    del db, span
    return {}
