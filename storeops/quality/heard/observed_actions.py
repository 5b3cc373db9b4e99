"""Staff write down what they saw or heard of a customer. Action.

It stands apart from what customers answered themselves, and enters none of their means.
"""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.each_field import each_field
from storeops.base.typed_text import LONGEST_NOTE, among, given_lines
from storeops.hall.refusals import UnknownTicket
from storeops.people import employee_rows
from storeops.people.refusals import UnknownEmployee
from storeops.quality.heard import observed_rows
from storeops.quality.heard.observed_kinds import OBSERVABLE, ObservedKind
from storeops.quality.heard.refusals import UnknownNumber
from storeops.quality.ratings.moments import Moment
from storeops.queueing import ticket_rows
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def note_observed(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    observer_code: str,
    moment: str,
    kind: str,
    note: str,
    employee_code: str | None = None,
    ticket_number: str | None = None,
) -> int:
    """Write down what the observer saw; its id. The number is that of a ticket that is alive, else of the latest day.

    ChoiceNeeded, TextNeeded, UnknownEmployee, UnknownNumber.
    """
    with each_field(UnknownEmployee) as take:
        take(among, "moment", moment, OBSERVABLE)
        take(among, "kind", kind, list(ObservedKind))
        note = take(given_lines, "note", note, LONGEST_NOTE)
        ticket_id = take(_ticket_id, db, ticket_number) if ticket_number else None
        about = take(employee_rows.by_code, db, employee_code) if employee_code else None
    observer = employee_rows.by_code(db, observer_code)
    employee_id = about.id if about else None
    observed_id = observed_rows.add(db, Moment(moment), kind, note, ticket_id, employee_id, observer.id, now)
    journal.append(
        db,
        now,
        "moment_observed",
        by.name,
        written=traced_rows.written(db, observed_rows.TRACED_OBSERVED, observed_id),
        ticket_id=ticket_id,
        employee_id=employee_id,
        observed=observed_id,
        moment=moment,
        about=kind,
    )
    return observed_id


def _ticket_id(db: HallDatabase, number: str) -> int:
    try:
        return ticket_rows.by_number(db, number).id
    except UnknownTicket:
        raise UnknownNumber("number", number=number) from None
