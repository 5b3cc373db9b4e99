"""The offer as a program sees it."""

from sqlite_utils import Database

from storeops.hall import offer_rows
from storeops.hall.offer_rows import Service


def services_on_offer(db: Database) -> list[Service]:
    """The services that tickets can be taken for, in kiosk order."""
    return offer_rows.active_services(db)
