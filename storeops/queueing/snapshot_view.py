"""A ticket as programs see it."""

from sqlite_utils import Database

from storeops.queueing import ticket_rows
from storeops.queueing.ticket import Snapshot


def snapshot_of(db: Database, token: str) -> Snapshot:
    """The ticket of a token now; UnknownTicket."""
    return ticket_rows.snapshot(db, ticket_rows.by_token(db, token))
