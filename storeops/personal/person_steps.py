"""Finding whoever asks, and clearing cases: what telling and clearing share."""

from collections.abc import Sequence
from datetime import date, datetime

from storeops.base.business_time import business_day
from storeops.base.months import month_of
from storeops.hall import hall_rows
from storeops.personal import visit_data_rows
from storeops.personal.refusals import CaseStillOpen, NothingOfCustomer, NothingOfVisit, WholePhoneNeeded
from storeops.quality.follow_ups import case_text_rows, contact_rows, customer_keys
from storeops.quality.follow_ups.phone_numbers import normalised
from storeops.quality.follow_ups.refusals import PhoneNeeded
from storeops.store.database import HallDatabase


def cases_of_customer(db: HallDatabase, now: datetime, phone: str) -> list[int]:
    """The follow-ups of whoever has this number, the newest first.

    WholePhoneNeeded, KeyFileBroken, NothingOfCustomer.
    """
    try:
        number = normalised(phone)
    except PhoneNeeded:
        raise WholePhoneNeeded("phone") from None
    month = month_of(business_day(now, hall_rows.hall(db).zone))
    keys = customer_keys.matching_keys(customer_keys.kept_keys(db.path), month, number)
    cases = contact_rows.follow_ups_of_customer(db, keys)
    if not cases:
        raise NothingOfCustomer
    return cases


def ticket_of_visit(db: HallDatabase, number: str, day: date) -> int:
    """The ticket of this number on a day. NothingOfVisit."""
    ticket = visit_data_rows.ticket_id(db, number.upper(), day)
    if ticket is None:
        raise NothingOfVisit(number=number, day=day.isoformat())
    return ticket


def clear_cases(db: HallDatabase, now: datetime, cases: Sequence[int]) -> None:
    """Clear number and texts of cases. CaseStillOpen."""
    for still_open in case_text_rows.open_among(db, cases):
        raise CaseStillOpen(id=still_open)
    case_text_rows.clear(db, cases)
    contact_rows.forget(db, cases, now)
