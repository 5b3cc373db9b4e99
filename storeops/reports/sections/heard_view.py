"""What the front line heard: suggestions, unmet needs, complaints and praise. A read model."""

from collections import Counter
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.hall.offer_rows import Service
from storeops.quality.follow_ups import case_fact_rows
from storeops.quality.follow_ups.case import Kind
from storeops.quality.heard.wish import WishKind
from storeops.quality.heard.wishes_view import MonthOfWishes, wishes_of
from storeops.reports.sections.cases_view import CASES_FROM
from storeops.reports.sections.rows_of_month import WISHES

HEARD_FROM = (WISHES.of("kind", "note", "service_id", "ticket_id", "heard_by"), *CASES_FROM)

LATEST_NOTES = 20


def heard(db: Database, span: MonthSpan) -> dict[str, Any]:
    """What the front line heard: suggestions, unmet needs, complaints and praise; services by code, None without one.

    Wishes without a note are counted, but not listed among `notes`. What a complaint says stays in its case.
    """
    wishes = wishes_of(db, span)
    facts = case_fact_rows.cases_of(db, span.begins_at, span.ends_at)
    written = [fact for fact in facts if span.begins_at <= fact.opened_at < span.ends_at]
    complaints = Counter(fact.service for fact in written if fact.kind is Kind.COMPLAINT)
    kinds = Counter(wish.kind for wish in wishes.wishes)
    return {
        "wishes": {kind.value: kinds[kind] for kind in WishKind},
        "by_service": [
            {"service": _code(line.service), **{kind.value: line.counts.get(kind, 0) for kind in WishKind}}
            for line in wishes.by_service
        ],
        "notes": _notes(wishes),
        "complaints": complaints.total(),
        "complaints_by_service": [{"service": service, "count": count} for service, count in complaints.most_common()],
        "praise": sum(fact.kind is Kind.PRAISE for fact in written),
    }


def _notes(wishes: MonthOfWishes) -> list[dict[str, Any]]:
    noted = [wish for wish in wishes.wishes if wish.note]
    return [
        {
            "kind": wish.kind.value,
            "service": _code(wish.service),
            "note": wish.note,
            "heard_at": stamp(wish.heard_at),
        }
        for wish in noted[:LATEST_NOTES]
    ]


def _code(service: Service | None) -> str | None:
    return service.code if service else None
