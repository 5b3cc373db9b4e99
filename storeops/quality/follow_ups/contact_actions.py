"""Reading a customer's phone number, and clearing it when it is not needed any more. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.months import month_before, month_of
from storeops.base.typed_text import given_lines
from storeops.hall import hall_rows, retention_period_rows
from storeops.quality.follow_ups import contact_rows, customer_keys
from storeops.quality.follow_ups.case import LONGEST_REASON, CaseVerb
from storeops.quality.follow_ups.case_steps import case_for
from storeops.quality.follow_ups.refusals import NoContact
from storeops.quality.follow_ups.warning_steps import tell
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def read_contact(db: HallDatabase, now: datetime, by: Actor, employee_code: str, follow_up_id: int, reason: str) -> int:
    """Log that somebody reads the number, and why; the reading's id, with which the view shows the number.

    The number itself is no answer of an action: those are kept for repeated requests. NoContact, TextNeeded, and all
    that refuse_verb says.
    """
    case, reader = case_for(db, follow_up_id, employee_code, CaseVerb.READ_CONTACT)
    told = given_lines("contact_reason", reason, LONGEST_REASON)
    if case.contact_id is None or contact_rows.by_id(db, case.contact_id).phone_encrypted is None:
        raise NoContact
    reading_id = contact_rows.add_reading(db, case.contact_id, reader.id, told, now)
    tell(db, now, by, "contact_read", case, reader=reader.code)
    return reading_id


@action
def clear_contacts(db: HallDatabase, now: datetime, by: Actor) -> int:
    """Drop numbers, hashes and keys whose time is over; how many numbers and hashes. KeyFileBroken."""
    kept = retention_period_rows.periods(db)
    numbers = contact_rows.clear_numbers(db, now - kept["contact_numbers"], now)
    codes = contact_rows.clear_hashes(db, now - kept["contact_codes"])
    for kind, cleared in (("contact_numbers", numbers), ("contact_codes", codes)):
        written = traced_rows.written(db, contact_rows.TRACED_CONTACTS, *cleared)
        journal.append_cleared(db, now, by.name, kind, len(cleared), written)
    month = month_of(business_day(now, hall_rows.hall(db).zone))
    present = {month, month_before(month)}
    customer_keys.without_old_keys(db.path, contact_rows.months_in_use(db) | present)
    return len(numbers) + len(codes)
