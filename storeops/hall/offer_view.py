"""What customers may come for, category by category. A read model."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from storeops.hall import offer_rows
from storeops.hall.offer_rows import Category, Service


@dataclass(frozen=True)
class CategoryLine:
    """A category with its services in kiosk order."""

    category: Category
    services: list[Service]


def on_offer(db: Database) -> list[CategoryLine]:
    """The services on offer; categories without any are left out."""
    return [line for line in by_category(db, offer_rows.active_services(db)) if line.services]


def whole_offer(db: Database) -> list[CategoryLine]:
    """Every category and service, those not offered included."""
    return by_category(db, offer_rows.all_services(db))


def by_category(db: Database, services: Iterable[Service]) -> list[CategoryLine]:
    """These services under their categories."""
    known = list(services)
    return [
        CategoryLine(category, [service for service in known if service.category_id == category.id])
        for category in offer_rows.categories(db)
    ]
