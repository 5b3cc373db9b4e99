"""Serving the customer at a counter: transaction by transaction, until the visit is done. Actions."""

from dataclasses import replace
from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.business_time import stamp
from storeops.base.errors import no_choice
from storeops.hall import offer_rows
from storeops.hall.reasons import OVER_TARGET_REASONS, SYSTEM_PAUSE_REASONS
from storeops.quality.follow_ups.case_steps import ToldCustomer
from storeops.queueing import counter_rows, ticket_rows, transaction_rows
from storeops.queueing.ending_steps import end_as
from storeops.queueing.refusals import (
    AlreadyPaused,
    EndNotThen,
    NotPaused,
    ServiceClosed,
    TicketNotServed,
    TicketNotServing,
    TooLate,
    UnknownTransaction,
)
from storeops.queueing.ticket import REOPEN_WITHIN, Snapshot, TransactionClass, Verb, state_after
from storeops.queueing.ticket_steps import ended_ticket, free_counter, tell, ticket_for
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def start(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> Snapshot:
    """The customer is at the counter: the first transaction begins. TicketNotCalled."""
    counter, ticket, state = ticket_for(db, counter_code, Verb.START)
    serving = replace(ticket, state=state, leg=replace(ticket.leg, started_at=now))
    ticket_rows.save(db, ticket, serving)
    transaction_rows.begin(db, ticket.leg.id, ticket.service_id, counter.employee_id, now)
    return tell(db, now, by, Verb.START, serving)


@action
def next_transaction(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    counter_code: str,
    service_code: str,
    transaction_class: TransactionClass = TransactionClass.NORMAL,
    reason: str | None = None,
    reply: str | None = None,
    promised_at: datetime | None = None,
) -> Snapshot:
    """End this transaction with its class and begin the next for the same customer, of `service_code`.

    `reply` and `promised_at` are what the customer of technical business was told, and by when the answer was promised.
    TicketNotServing, UnknownService, ServiceClosed, TextNeeded, PromiseNeeded, AlreadyReplied.
    """
    _refuse_unknown_reason(reason)
    counter, ticket, _ = ticket_for(db, counter_code, Verb.NEXT_TRANSACTION)
    service = offer_rows.service_by_code(db, service_code)
    if not service.is_active:
        raise ServiceClosed(service=service.called)
    told = end_as(db, now, by, ticket, transaction_class, reason, ToldCustomer(reply, promised_at))
    transaction_rows.begin(db, ticket.leg.id, service.id, counter.employee_id, now)
    return tell(
        db,
        now,
        by,
        Verb.NEXT_TRANSACTION,
        ticket,
        transaction_service=service.code,
        **told,
    )


@action
def system_pause(
    db: HallDatabase, now: datetime, by: Actor, counter_code: str, reason: str = "system_fault"
) -> Snapshot:
    """The systems stop: this time is not the clerk's. TicketNotServing, AlreadyPaused."""
    if reason not in SYSTEM_PAUSE_REASONS:
        raise no_choice("reason", reason, SYSTEM_PAUSE_REASONS)
    _, ticket, _ = ticket_for(db, counter_code, Verb.SYSTEM_PAUSE)
    transaction = transaction_rows.open_in(db, ticket.leg.id)
    if transaction is None or transaction.is_paused:
        raise AlreadyPaused(number=ticket.number)
    transaction_rows.begin_pause(db, transaction.id, reason, now)
    return tell(db, now, by, Verb.SYSTEM_PAUSE, ticket, reason=reason)


@action
def system_resume(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> Snapshot:
    """The systems work again. TicketNotServing, NotPaused."""
    _, ticket, _ = ticket_for(db, counter_code, Verb.SYSTEM_RESUME)
    transaction = transaction_rows.open_in(db, ticket.leg.id)
    if transaction is None or not transaction.is_paused:
        raise NotPaused(number=ticket.number)
    transaction_rows.end_pause(db, transaction.id, now)
    return tell(db, now, by, Verb.SYSTEM_RESUME, ticket)


@action
def finish(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    counter_code: str,
    transaction_class: TransactionClass = TransactionClass.NORMAL,
    reason: str | None = None,
    reply: str | None = None,
    promised_at: datetime | None = None,
) -> Snapshot:
    """The visit is done; `reply` and `promised_at` as in next_transaction.

    TicketNotServing, TextNeeded, PromiseNeeded, AlreadyReplied.
    """
    _refuse_unknown_reason(reason)
    _, ticket, state = ticket_for(db, counter_code, Verb.FINISH)
    told = end_as(db, now, by, ticket, transaction_class, reason, ToldCustomer(reply, promised_at))
    served = ticket_rows.save(db, ticket, ended_ticket(ticket, state, now, "served"))
    return tell(db, now, by, Verb.FINISH, served, **told)


@action
def finish_as_of(
    db: HallDatabase, now: datetime, by: Actor, counter_code: str, ticket_id: int, minute: datetime
) -> Snapshot:
    """The visit was done in an earlier `minute`, and its finish forgotten; its business was normal.

    `ticket_id` is the ticket that was asked about. TicketNotServing, EndNotThen.
    """
    _, ticket, state = ticket_for(db, counter_code, Verb.FINISH)
    if ticket.id != ticket_id:
        raise TicketNotServing(counter=counter_code)
    latest = journal.latest_trace(db, ticket.id)
    if not latest - timedelta(minutes=1) < minute <= now:
        raise EndNotThen("ended", number=ticket.number)
    ended_at = max(minute, latest)
    ended = transaction_rows.end(db, ticket.leg.id, ended_at, "finished")
    served = ticket_rows.save(db, ticket, ended_ticket(ticket, state, ended_at, "served"))
    as_class = ended.transaction_class if ended else TransactionClass.NORMAL
    return tell(db, now, by, Verb.FINISH, served, ended_class=as_class.value, ended_at=stamp(ended_at))


@action
def reopen(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> Snapshot:
    """The last customer served here comes back: a new transaction in the same leg, flagged as reopened.

    TicketNotServed, TooLate, CounterBusy, CounterNotOpen.
    """
    counter = free_counter(db, counter_code)
    ticket = ticket_rows.last_served_at(db, counter.id)
    if ticket is None or ticket.ended_at is None:
        raise TicketNotServed(counter=counter.code)
    state = state_after(Verb.REOPEN, ticket.state, counter=counter.code)
    if now - ticket.ended_at > REOPEN_WITHIN:
        raise TooLate(number=ticket.number, limit="15 min")
    leg = replace(ticket.leg, ended_at=None, outcome=None, left_open=False)
    reopened = replace(ticket, state=state, ended_at=None, employee_id=counter.employee_id, leg=leg)
    ticket_rows.save(db, ticket, reopened)
    transaction_rows.begin(db, ticket.leg.id, ticket.service_id, counter.employee_id, now, is_reopened=True)
    return tell(db, now, by, Verb.REOPEN, reopened)


@action
def give_reason(
    db: HallDatabase, now: datetime, by: Actor, counter_code: str, transaction_id: int, reason: str
) -> None:
    """Say afterwards why a transaction of this counter ran over its target. UnknownTransaction, BadValue."""
    _refuse_unknown_reason(reason)
    counter = counter_rows.by_code(db, counter_code)
    ticket_id = transaction_rows.note_reason(db, counter.id, transaction_id, reason)
    if ticket_id is None:
        raise UnknownTransaction
    journal.append(
        db,
        now,
        "reason_given",
        by.name,
        written=traced_rows.written(db, transaction_rows.TRACED_TRANSACTIONS, transaction_id),
        ticket_id=ticket_id,
        counter_id=counter.id,
        counter=counter.code,
        reason=reason,
    )


def _refuse_unknown_reason(reason: str | None) -> None:
    if reason is not None and reason not in OVER_TARGET_REASONS:
        raise no_choice("reason", reason, OVER_TARGET_REASONS)
