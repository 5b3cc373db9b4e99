"""Customers who wanted to leave the operator: why, where to, kept or not. A read model."""

from collections.abc import Iterable

from sqlite_utils import Database

from storeops.base.months import MonthSpan
from storeops.quality.heard.retention_view import Part, retention_of
from storeops.reports.sections.heard_section import Leaving, LeavingChoice, LeavingOutcome
from storeops.reports.sections.rows_of_month import RETENTION_CASES, TICKETS

LEAVING_FROM = (
    RETENTION_CASES.of("ticket_id", "employee_id", "reason", "leaving_for", "offer", "outcome", "note"),
    TICKETS.of(),
)


def leaving(db: Database, span: MonthSpan) -> Leaving:
    """Customers who wanted to leave the operator: why, where to, kept or not; most frequent first.

    Who thinks it over is not kept.
    """
    month = retention_of(db, span)
    return Leaving(
        cases=month.case_count,
        kept_share=month.kept_share,
        reasons=_told(month.parts["reason"]),
        going_to=_told(month.parts["leaving_for"]),
        offers=_told(month.parts["offer"]),
        outcomes=[LeavingOutcome(part.code, part.count, part.share) for part in month.parts["outcome"]],
    )


def _told(parts: Iterable[Part]) -> list[LeavingChoice]:
    return [LeavingChoice(part.code, part.count, part.share, part.kept_share) for part in parts]
