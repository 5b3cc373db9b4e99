"""A month's suggestions and unmet needs, by service and one by one. A read model."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, month_of, month_span
from storeops.hall import hall_rows, offer_rows
from storeops.hall.offer_rows import Service
from storeops.quality.heard import wish_rows
from storeops.quality.heard.wish import WishKind


@dataclass(frozen=True)
class WishLine:
    """One wish. `service` and `number` are None where nobody stood at the counter."""

    kind: WishKind
    note: str
    service: Service | None
    number: str | None
    heard_by: str
    heard_at: datetime


@dataclass(frozen=True)
class ServiceCount:
    """How often each kind was heard for a service; `service` None: without one."""

    service: Service | None
    counts: dict[WishKind, int]
    total: int


@dataclass(frozen=True)
class MonthOfWishes:
    """`by_service`: the service with most wishes first. `wishes`: the latest first."""

    month: str
    by_service: list[ServiceCount]
    wishes: list[WishLine]


def month_of_wishes(db: Database, now: datetime, month: str | None) -> MonthOfWishes:
    """What was heard in a month (YYYY-MM), in the present one if None. BadValue if it is no month."""
    zone = hall_rows.hall(db).zone
    return wishes_of(db, month_span(month or month_of(business_day(now, zone)), zone))


def wishes_of(db: Database, span: MonthSpan) -> MonthOfWishes:
    """The wishes of a month whose span is known."""
    services = {service.id: service for service in offer_rows.all_services(db)}
    heard = wish_rows.heard_between(db, span.begins_at, span.ends_at)
    by_service: dict[int | None, Counter[WishKind]] = {}
    for wish in heard:
        by_service.setdefault(wish.service_id, Counter())[wish.kind] += 1
    counts = [
        ServiceCount(services[service_id] if service_id else None, dict(found), found.total())
        for service_id, found in by_service.items()
    ]
    return MonthOfWishes(
        month=span.month,
        by_service=sorted(counts, key=lambda line: -line.total),
        wishes=[
            WishLine(
                kind=wish.kind,
                note=wish.note,
                service=services[wish.service_id] if wish.service_id else None,
                number=wish.number,
                heard_by=wish.heard_by,
                heard_at=wish.heard_at,
            )
            for wish in heard
        ],
    )
