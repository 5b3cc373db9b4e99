"""Transactions over their service's target, why, and which steps are worth removing. A read model."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from storeops.base.months import DaySpan
from storeops.measuring.averages import share
from storeops.reports.sections import over_target_rows
from storeops.reports.sections.over_target_rows import Measured

REMOVABLE = frozenset({"needless_step", "entered_twice", "complicated_procedure", "system_fault", "papers_incomplete"})
"""Reasons that somebody can do away with: 无用工, 重复工, 复杂工, and what held up a customer who had come in vain."""


def over_target(db: Database, span: DaySpan) -> dict[str, Any]:
    """How many normal transactions took longer than their service's target, by service and by reason given.

    Seconds over are those beyond the target. The reason is None where none was given; only transactions over their
    target are counted by reason. `steps` are the reasons that can be removed, most seconds first.
    """
    rows = over_target_rows.measured(db, span.first_day.isoformat(), span.last_day.isoformat())
    over = [row for row in rows if row.over]
    return {
        "transactions": sum(row.transactions for row in rows),
        "over": sum(row.over for row in over),
        "seconds_over": sum(row.seconds_over for row in over),
        "by_service": _by_service(rows),
        "by_reason": _by_reason(over),
        "steps": _steps(over),
    }


def _by_service(rows: Iterable[Measured]) -> list[dict[str, Any]]:
    groups: defaultdict[str, list[Measured]] = defaultdict(list)
    for row in rows:
        groups[row.service].append(row)
    found = [_service(code, group) for code, group in groups.items()]
    return sorted(found, key=lambda item: (-item["seconds_over"], -item["transactions"], item["service"]))


def _service(code: str, rows: Sequence[Measured]) -> dict[str, Any]:
    transactions, over = sum(row.transactions for row in rows), sum(row.over for row in rows)
    return {
        "service": code,
        "transactions": transactions,
        "over": over,
        "share": share(over, transactions),
        "seconds_over": sum(row.seconds_over for row in rows),
        "reasons": {row.reason: row.over for row in rows if row.over and row.reason is not None},
    }


def _by_reason(rows: Iterable[Measured]) -> list[dict[str, Any]]:
    groups: defaultdict[str | None, list[Measured]] = defaultdict(list)
    for row in rows:
        groups[row.reason].append(row)
    found = [
        {
            "reason": reason,
            "count": sum(row.over for row in group),
            "seconds_over": sum(row.seconds_over for row in group),
        }
        for reason, group in groups.items()
    ]
    return sorted(found, key=lambda item: (-item["seconds_over"], str(item["reason"])))


def _steps(rows: Iterable[Measured]) -> list[dict[str, Any]]:
    ranked = sorted(rows, key=lambda row: (-row.seconds_over, row.service, str(row.reason)))
    return [
        {"reason": row.reason, "service": row.service, "count": row.over, "seconds_over": row.seconds_over}
        for row in ranked
        if row.reason in REMOVABLE
    ]
