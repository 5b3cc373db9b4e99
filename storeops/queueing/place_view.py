"""The place of a ticket that is asked for by what stands on it: its number and the minute of its issue."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.hall import hall_rows, offer_rows
from storeops.hall.refusals import UnknownTicket
from storeops.queueing import ticket_rows, ticket_view
from storeops.queueing.refusals import PlaceNotFound
from storeops.queueing.ticket import Ticket
from storeops.queueing.ticket_view import TicketView
from storeops.queueing.typed_place import typed_minute, typed_number

SHOWN_FOR = timedelta(days=1)
"""A place is asked for on the day of the visit."""


def asked_ticket(db: Database, now: datetime, number_text: str, minute_text: str) -> Ticket:
    """The ticket of this number that was issued in this minute; PlaceNotFound, whichever of the two is wrong."""
    number, minute = typed_number(number_text), typed_minute(minute_text)
    if number is None or minute is None:
        raise PlaceNotFound
    try:
        found = ticket_rows.by_number(db, number)
    except UnknownTicket:
        raise PlaceNotFound from None
    issued_at = found.issued_at.astimezone(hall_rows.hall(db).zone)
    if (issued_at.hour, issued_at.minute) != (minute.hour, minute.minute) or now - found.issued_at > SHOWN_FOR:
        raise PlaceNotFound
    return found


def place(db: Database, now: datetime, ticket_id: int, number: str) -> TicketView:
    """Where the ticket of this id and number stands at `now`; PlaceNotFound."""
    try:
        found = ticket_rows.by_number(db, number, ticket_id)
    except UnknownTicket:
        raise PlaceNotFound from None
    return ticket_view.ticket(db, now, found.token)


def letters_of_numbers(db: Database) -> list[str]:
    """The letters with which numbers begin, for the keys of a screen."""
    return sorted({category.prefix for category in offer_rows.categories(db)})
