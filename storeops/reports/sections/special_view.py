"""Customers who needed help, and those pointed to electronic channels. A read model."""

from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def special_customers(db: Database, span: MonthSpan) -> dict[str, Any]:
    """Customers who needed help, and those pointed to electronic channels."""
    del db, span
    return {}
