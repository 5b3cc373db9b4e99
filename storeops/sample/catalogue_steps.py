"""The starter catalogue: the nine categories of a telecom hall with their services. In the caller's transaction."""

from collections.abc import Iterable

from sqlite_utils import Database

from storeops.hall import set_up_rows
from storeops.sample.sample_offer import SAMPLE_CATEGORIES, SampleCategory


def add_categories(
    db: Database, categories: Iterable[SampleCategory] = SAMPLE_CATEGORIES
) -> tuple[list[int], list[int]]:
    """Insert categories of the catalogue with their services behind the last; their ids, and those of the services."""
    added, services = [], []
    for category in categories:
        place = set_up_rows.next_category_position(db)
        category_id = set_up_rows.add_category(
            db, category.code, category.prefix, category.name_zh, category.name_en, place
        )
        added.append(category_id)
        for position, service in enumerate(category.services):
            services.append(set_up_rows.add_service(db, category_id, service, position))
    return added, services
