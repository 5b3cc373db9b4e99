"""A ticket as its customer sees it, on the kiosk after issue and on the phone until the visit is done."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.i18n import Language
from storeops.hall import hall_rows, offer_rows
from storeops.hall.offer_rows import Service
from storeops.promises.estimate import ToldWait
from storeops.promises.estimate_rows import RECENT, recent_handling_seconds, wait_to_tell
from storeops.queueing import screen_rows, ticket_rows
from storeops.queueing.issuing_stop_view import stopped_for
from storeops.queueing.ticket import REINSTATE_WITHIN, Snapshot, State, Verb, is_allowed
from storeops.store import journal


@dataclass(frozen=True)
class TicketView:
    """`seq` is the journal's number at which this was read; instants are aware UTC.

    `ahead_count` and `wait` (from now on) are None unless the ticket waits.
    `counter` is where the customer is called, served or was last. `return_by` is until when a no-show may be taken
    back into the queue; None: not missed, or too late. `stopped_for` is the reason for which no tickets for the same
    service are given now; None: they are.
    """

    seq: int
    token: str
    number: str
    business_day: str
    state: State
    service: Service
    language: Language
    issued_at: datetime
    ended_at: datetime | None
    ahead_count: int | None
    wait: ToldWait | None
    counter: str | None
    return_by: datetime | None
    stopped_for: str | None

    @property
    def can_cancel(self) -> bool:
        return is_allowed(Verb.CANCEL, self.state)


def ticket(db: Database, now: datetime, token: str) -> TicketView:
    """The ticket of a token at `now`; UnknownTicket."""
    seq = journal.last_seq(db)
    found = ticket_rows.by_token(db, token)
    ahead = ticket_rows.ahead_of(db, found) if found.state is State.WAITING else None
    return_by = found.ended_at + REINSTATE_WITHIN if found.state is State.NO_SHOW and found.ended_at else None
    return TicketView(
        seq=seq,
        token=found.token,
        number=found.number,
        business_day=found.business_day,
        state=found.state,
        service=offer_rows.service_by_code(db, found.service_code),
        language=screen_rows.language_of(db, found.id),
        issued_at=found.issued_at,
        ended_at=found.ended_at,
        ahead_count=ahead,
        wait=None if ahead is None else _wait(db, now, found.service_id, ahead),
        counter=found.counter_code,
        return_by=return_by if return_by is not None and return_by >= now else None,
        stopped_for=stopped_for(db, now, found.service_id),
    )


def _wait(db: Database, now: datetime, service_id: int, ahead: int) -> ToldWait:
    opens_at = hall_rows.opening_hours(db, hall_rows.hall(db)).opens_next(now)
    return wait_to_tell(db, service_id, ahead, recent_handling_seconds(db, now - RECENT), opens_at)


def snapshot_of(db: Database, token: str) -> Snapshot:
    """The ticket of a token now; UnknownTicket."""
    return ticket_rows.snapshot(db, ticket_rows.by_token(db, token))
