"""The steps that the verbs of a ticket share: finding it, ending it, and telling the journal.

Not actions themselves: they run inside an action's transaction.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from storeops.base.actor import Actor
from storeops.base.business_time import stamp
from storeops.hall.counter import Counter, CounterState
from storeops.hall.refusals import CounterNotOpen
from storeops.month_end.correction_steps import note_lived
from storeops.queueing import counter_rows, ticket_rows
from storeops.queueing.refusals import CounterBusy
from storeops.queueing.ticket import MOVES, Snapshot, State, Ticket, Verb, state_after
from storeops.queueing.ticket_rows import TRACED_LEGS, TRACED_TICKETS
from storeops.queueing.transaction_rows import TRACED_TRANSACTIONS
from storeops.store import journal, traced_rows
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import WrittenRows


def ticket_for(db: HallDatabase, counter_code: str, verb: Verb) -> tuple[Counter, Ticket, State]:
    """The counter, the ticket at it and the state that `verb` leads to; the verb's refusal if it does not apply."""
    counter = counter_rows.by_code(db, counter_code)
    ticket = ticket_rows.at_counter(db, counter.id)
    if ticket is None:
        raise MOVES[verb].refusal(counter=counter.code)
    return counter, ticket, state_after(verb, ticket.state, counter=counter.code, number=ticket.number)


def free_counter(db: HallDatabase, counter_code: str) -> Counter:
    """An open counter with nobody at it. CounterNotOpen, CounterBusy."""
    counter = counter_rows.by_code(db, counter_code)
    if counter.state is not CounterState.OPEN:
        raise CounterNotOpen(counter=counter.code)
    busy = ticket_rows.at_counter(db, counter.id)
    if busy:
        raise CounterBusy(counter=counter.code, number=busy.number)
    return counter


def ended_ticket(ticket: Ticket, state: State, at: datetime, outcome: str | None, left_open: bool = False) -> Ticket:
    """The ticket as it is once it has ended; `outcome` is that of its current leg, None if that leg ended before."""
    leg = ticket_rows.ended(ticket.leg, outcome, at, left_open) if outcome else ticket.leg
    return replace(ticket, state=state, ended_at=at, leg=leg)


_ENDS_SOMETHING = frozenset(
    {
        *(Verb.NEXT_TRANSACTION, Verb.FINISH, Verb.TRANSFER, Verb.HOLD, Verb.MARK_NO_SHOW, Verb.CANCEL, Verb.VOID),
        Verb.CLOSE_DAY,
    }
)
_OPENS_IT_AGAIN = frozenset({Verb.REOPEN, Verb.REINSTATE, Verb.TAKE_BACK})


AsAsked = tuple[str, str, str | None]
"""Channel and language of a ticket that is issued, and for when it was booked."""


def _written(db: HallDatabase, verb: Verb, ticket: Ticket, as_asked: AsAsked | None) -> WrittenRows | None:
    """What the verb wrote of the traced rows: the ticket when it is issued or of another segment, what has ended."""
    if as_asked:
        issued = (ticket.id, ticket.business_day, ticket.number, ticket.segment.value)
        promised = (stamp(ticket.issued_at), stamp(ticket.due_at))
        estimate = (ticket.estimate_low_seconds, ticket.estimate_high_seconds)
        return {TRACED_TICKETS.name: [(*issued, *promised, *as_asked, *estimate, None)]}
    if verb is Verb.CHANGE_SEGMENT:
        return traced_rows.written(db, TRACED_TICKETS, ticket.id)
    if verb in _ENDS_SOMETHING:
        return {
            **traced_rows.written_of(db, TRACED_LEGS, "ticket_id", ticket.id),
            **traced_rows.written_of(db, TRACED_TRANSACTIONS, "leg.ticket_id", ticket.id),
        }
    return {TRACED_LEGS.name: [(ticket.leg.id,)]} if verb in _OPENS_IT_AGAIN else None


def tell(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    verb: Verb,
    ticket: Ticket,
    *,
    ahead_count: int | None = None,
    as_asked: AsAsked | None = None,
    at_counter: Counter | None = None,
    **data: Any,
) -> Snapshot:
    """Write the verb into the journal and answer the ticket, given as it is after the verb.

    `ahead_count` is given where it was just counted, `as_asked` where it was just issued. `at_counter` is where the
    verb was done, for verbs after which the ticket no longer says so.
    """
    journal.append(
        db,
        now,
        verb.value,
        by.name,
        written=_written(db, verb, ticket, as_asked),
        ticket_id=ticket.id,
        counter_id=at_counter.id if at_counter else ticket.counter_id or ticket.leg.counter_id,
        employee_id=at_counter.employee_id if at_counter else ticket.employee_id or ticket.leg.employee_id,
        number=ticket.number,
        business_day=ticket.business_day,
        state=ticket.state.value,
        service=ticket.service_code,
        counter=ticket.counter_code,
        **data,
    )
    note_lived(db, now, by, ticket.business_day)
    return ticket_rows.snapshot(db, ticket, ahead_count)
