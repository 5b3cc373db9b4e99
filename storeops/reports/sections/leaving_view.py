"""Customers who wanted to leave the operator: why, where to, kept or not. A read model."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan
from storeops.hall import hall_rows
from storeops.quality.heard.retention_rows import RetentionCase
from storeops.quality.heard.retention_view import Part, retention_of
from storeops.reports.sections.heard_section import Leaving, LeavingChoice, LeavingOutcome, OfferDay
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
        offer_days=_offer_days(month.cases, hall_rows.hall(db).zone),
    )


def _offer_days(cases: Iterable[RetentionCase], zone: ZoneInfo) -> list[dict[str, OfferDay]]:
    """In the order of the days, which are not named: only how they differ is asked."""
    stayed: defaultdict[date, defaultdict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        stayed[business_day(case.recorded_at, zone)][case.offer].append(case.outcome == "kept")
    return [
        {offer: OfferDay(len(made), sum(made)) for offer, made in sorted(offers.items())}
        for _, offers in sorted(stayed.items())
    ]


def _told(parts: Iterable[Part]) -> list[LeavingChoice]:
    return [LeavingChoice(part.code, part.count, part.share, part.kept_share) for part in parts]
