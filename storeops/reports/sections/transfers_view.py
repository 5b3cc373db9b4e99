"""Who was sent from which service to which. A read model."""

from collections import Counter
from typing import Any

from sqlite_utils import Database

from storeops.base.months import DaySpan
from storeops.reports.sections import transfer_rows


def transfers(db: Database, span: DaySpan) -> dict[str, Any]:
    """The visits that were transferred, and their moves between services, most frequent first.

    A transfer of which a log does not tell where it led is in no move.
    """
    found = transfer_rows.transfers(db, span.first_day.isoformat(), span.last_day.isoformat())
    moves = Counter((source, target) for _, source, target in found if target is not None)
    ranked = sorted(moves.items(), key=lambda item: (-item[1], item[0]))
    return {
        "visits": len({ticket for ticket, _, _ in found}),
        "moves": [{"from": source, "to": target, "count": count} for (source, target), count in ranked],
    }
