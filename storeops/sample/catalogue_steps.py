"""The starter catalogue: the nine categories of a telecom hall with their services. In the caller's transaction."""

from sqlite_utils import Database

from storeops.hall import set_up_rows
from storeops.sample.sample_offer import SAMPLE_CATEGORIES


def add_categories(db: Database) -> list[int]:
    """Insert the categories with their services into a hall that has none; the ids of the services."""
    services = []
    for category_position, category in enumerate(SAMPLE_CATEGORIES):
        category_id = set_up_rows.add_category(
            db, category.code, category.prefix, category.name_zh, category.name_en, category_position
        )
        for position, service in enumerate(category.services):
            services.append(set_up_rows.add_service(db, category_id, service, position))
    return services
