"""Transactions over their service's target, why, and which steps are worth removing. A read model."""

from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def over_target(db: Database, span: MonthSpan) -> dict[str, Any]:
    """Transactions over their service's target, why, and which steps are worth removing."""
    del db, span
    return {}
