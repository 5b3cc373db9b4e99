"""Spot checks: coverage, the items failed most, inspectors and how strict they are. A read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def checklist(db: Database, span: MonthSpan, now: datetime) -> dict[str, Any]:
    """Spot checks: coverage, the items failed most, inspectors and how strict they are."""
    del db, span, now
    return {}
