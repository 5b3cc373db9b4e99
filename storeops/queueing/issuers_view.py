"""Which devices issued tickets lately that nobody serves yet: what the duty manager may take back. A read model."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.queueing import hall_view_rows, ticket_rows
from storeops.queueing.hall_view_rows import IssuerLine
from storeops.queueing.issue_pace import MOST_MINUTES_BACK, is_taken_back_together
from storeops.queueing.refusals import NoDevice

MINUTES_BACK = (1, 2, 5, 10, 15, 30, MOST_MINUTES_BACK)
"""How far back one may choose to go."""
USUAL_MINUTES = 5
NUMBERS_SHOWN = 60


@dataclass(frozen=True)
class Voidable:
    """What a device issued within some minutes: how many tickets wait or are called, and the latest numbers."""

    device: str
    minutes: int
    count: int
    numbers: list[str]


def issuers(db: Database, now: datetime) -> list[IssuerLine]:
    """The devices with tickets of the last hour that can be taken back, those with the most first."""
    return hall_view_rows.issuers(db, now - timedelta(minutes=MOST_MINUTES_BACK))


def voidable(db: Database, now: datetime, device: str, minutes: int) -> Voidable:
    """What would be taken back. NoDevice where a person's tickets are asked for, which are voided one by one."""
    if not is_taken_back_together(device):
        raise NoDevice
    tickets = ticket_rows.issued_by(db, device, now - timedelta(minutes=minutes))
    return Voidable(device, minutes, len(tickets), [ticket.number for ticket in tickets[:NUMBERS_SHOWN]])
