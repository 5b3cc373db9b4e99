"""Finding the cases of a customer by the phone number: what telling and clearing share."""

from datetime import datetime

from storeops.base.business_time import business_day
from storeops.base.months import month_of
from storeops.hall import hall_rows
from storeops.personal.refusals import NothingOfCustomer
from storeops.quality.follow_ups import contact_rows, customer_keys
from storeops.quality.follow_ups.phone_numbers import normalised
from storeops.store.database import HallDatabase


def cases_of_customer(db: HallDatabase, now: datetime, phone: str) -> list[int]:
    """The follow-ups of whoever has this number, the newest first. PhoneNeeded, KeyFileBroken, NothingOfCustomer."""
    month = month_of(business_day(now, hall_rows.hall(db).zone))
    keys = customer_keys.matching_keys(customer_keys.kept_keys(db.path), month, normalised(phone))
    cases = contact_rows.follow_ups_of_customer(db, keys)
    if not cases:
        raise NothingOfCustomer
    return cases
