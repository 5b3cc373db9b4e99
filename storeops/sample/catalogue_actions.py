"""Beginning with a catalogue of services that is ready. Action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall import offer_rows, set_up_rows
from storeops.hall.refusals import OfferStands
from storeops.sample import catalogue_rows, catalogue_steps
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def take_catalogue(db: HallDatabase, now: datetime, by: Actor) -> int:
    """Add what the hall can take of the starter catalogue; how many services. OfferStands where it can take nothing."""
    free = catalogue_rows.starter_catalogue(db).free
    if not free:
        raise OfferStands
    categories, services = catalogue_steps.add_categories(db, free)
    written = {
        **traced_rows.written(db, set_up_rows.TRACED_CATEGORIES, *categories),
        **traced_rows.written(db, offer_rows.TRACED_SERVICES, *services),
    }
    journal.append(db, now, "catalogue_taken", by.name, written=written, count=len(services))
    return len(services)
