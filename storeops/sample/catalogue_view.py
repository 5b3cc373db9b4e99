"""What of the starter catalogue the set-up offers. Read model."""

from sqlite_utils import Database

from storeops.sample import catalogue_rows
from storeops.sample.starter_catalogue import StarterCatalogue


def offered_catalogue(db: Database) -> StarterCatalogue:
    """What a hall can take of the catalogue, and what is left out."""
    return catalogue_rows.starter_catalogue(db)
