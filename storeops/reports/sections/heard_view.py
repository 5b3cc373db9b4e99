"""What the front line heard: suggestions, unmet needs, complaints and praise. A read model."""

from collections import Counter

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.base.personal_numbers import masked
from storeops.hall.offer_rows import Service
from storeops.quality.follow_ups import case_fact_rows
from storeops.quality.follow_ups.case import Kind
from storeops.quality.heard.wish import WishKind
from storeops.quality.heard.wishes_view import MonthOfWishes, wishes_of
from storeops.reports.sections.cases_view import CASES_FROM
from storeops.reports.sections.heard_section import Heard, ServiceComplaints, ServiceWishes, WishNote
from storeops.reports.sections.rows_of_month import WISHES

HEARD_FROM = (WISHES.of("kind", "note", "service_id", "ticket_id", "heard_by"), *CASES_FROM)

LATEST_NOTES = 20


def heard(db: Database, span: MonthSpan) -> Heard:
    """What the front line heard: suggestions, unmet needs, complaints and praise; services by code, None without one.

    Wishes without a note are counted, but not listed among `notes`. What a complaint says stays in its case.
    """
    wishes = wishes_of(db, span)
    facts = case_fact_rows.cases_of(db, span.begins_at, span.ends_at)
    written = [fact for fact in facts if span.begins_at <= fact.opened_at < span.ends_at]
    complaints = Counter(fact.service for fact in written if fact.kind is Kind.COMPLAINT)
    kinds = Counter(wish.kind for wish in wishes.wishes)
    return Heard(
        wishes={kind.value: kinds[kind] for kind in WishKind},
        by_service=[
            ServiceWishes(
                service=_code(line.service),
                suggestion=line.counts.get(WishKind.SUGGESTION, 0),
                unmet_need=line.counts.get(WishKind.UNMET_NEED, 0),
            )
            for line in wishes.by_service
        ],
        notes=_notes(wishes),
        complaints=complaints.total(),
        complaints_by_service=[ServiceComplaints(service, count) for service, count in complaints.most_common()],
        praise=sum(fact.kind is Kind.PRAISE for fact in written),
    )


def _notes(wishes: MonthOfWishes) -> list[WishNote]:
    noted = [(wish, wish.note) for wish in wishes.wishes if wish.note]
    return [
        WishNote(wish.kind.value, _code(wish.service), masked(note), stamp(wish.heard_at))
        for wish, note in noted[:LATEST_NOTES]
    ]


def _code(service: Service | None) -> str | None:
    return service.code if service else None
