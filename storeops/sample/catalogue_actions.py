"""Beginning with a catalogue of services that is ready. Action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall import offer_rows, set_up_rows
from storeops.hall.refusals import OfferStands
from storeops.sample import catalogue_steps
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def take_catalogue(db: HallDatabase, now: datetime, by: Actor) -> int:
    """Fill a hall that offers nothing yet with the starter catalogue; how many services. OfferStands."""
    if offer_rows.categories(db):
        raise OfferStands
    services = catalogue_steps.add_categories(db)
    written = {
        set_up_rows.TRACED_CATEGORIES.name: list(traced_rows.standing(db, set_up_rows.TRACED_CATEGORIES)),
        **traced_rows.written(db, offer_rows.TRACED_SERVICES, *services),
    }
    journal.append(db, now, "catalogue_taken", by.name, written=written, count=len(services))
    return len(services)
