"""What counters and transactions were paused for. A read model."""

from typing import Any

from sqlite_utils import Database

from storeops.base.months import DaySpan
from storeops.reports.sections import pause_rows


def pauses(db: Database, span: DaySpan) -> dict[str, Any]:
    """Pauses of counters and of the systems by reason: how many, and seconds together; the longest together first.

    A counter's pause counts where it began; one that goes on is left out until it ends.
    """
    return {
        "counter": _by_reason(pause_rows.of_counters(db, span.begins_at, span.ends_at)),
        "system": _by_reason(pause_rows.of_systems(db, span.first_day.isoformat(), span.last_day.isoformat())),
    }


def _by_reason(pauses: pause_rows.Pauses) -> list[dict[str, Any]]:
    return [{"reason": reason, "count": count, "seconds": seconds} for reason, count, seconds in pauses]
