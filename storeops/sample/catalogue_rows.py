"""What of the starter catalogue a hall can still take. Named SQL."""

from sqlite_utils import Database

from storeops.hall import offer_rows
from storeops.sample.starter_catalogue import StarterCatalogue, beside


def starter_catalogue(db: Database) -> StarterCatalogue:
    """The catalogue beside what the hall offers and offered."""
    categories = offer_rows.categories(db)
    return beside(
        {category.code for category in categories},
        {category.prefix for category in categories},
        {service.code for service in offer_rows.all_services(db)},
    )
