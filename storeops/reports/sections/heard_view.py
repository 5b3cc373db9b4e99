"""What the front line heard: suggestions, unmet needs, complaints and praise. A read model."""

from typing import Any

from sqlite_utils import Database

from storeops.months import MonthSpan


def heard(db: Database, span: MonthSpan) -> dict[str, Any]:
    """What the front line heard: suggestions, unmet needs, complaints and praise."""
    del db, span
    return {}
