"""On the spot: a clerk calls for the duty manager, who comes, decides and settles it. Actions.

A transaction for which the duty manager was called counts as exceptional unless the call is withdrawn: that is done
where the transaction ends (storeops/queueing/transaction_rows.py).
"""

from datetime import datetime
from typing import Any

from storeops.base.actor import Actor
from storeops.hall.refusals import CounterNotOpen
from storeops.people import employee_rows
from storeops.quality.duty import duty_call_rows
from storeops.quality.duty.duty_call import (
    DutyCall,
    DutyOutcome,
    given_decision,
    given_outcome,
    given_reason,
    kind_of_case,
)
from storeops.quality.duty.refusals import (
    DutyCallClosed,
    DutyCallCounts,
    DutyCallNotTaken,
    DutyCallOpen,
    DutyCallTaken,
    NoDutyCall,
)
from storeops.quality.follow_ups.case_steps import open_case, worker
from storeops.quality.follow_ups.deadlines import given_due
from storeops.quality.follow_ups.follow_up_rows import OpenedCase
from storeops.queueing import counter_rows, ticket_rows, transaction_rows
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def call_duty_manager(db: HallDatabase, now: datetime, by: Actor, counter_code: str, reason: str) -> int:
    """Ask the duty manager to a counter; the call's id. UnknownCounter, CounterNotOpen, DutyCallOpen, BadValue."""
    reason = given_reason(reason)
    counter = counter_rows.by_code(db, counter_code)
    if counter.employee_id is None:
        raise CounterNotOpen(counter=counter.code)
    if duty_call_rows.open_at(db, counter.id):
        raise DutyCallOpen(counter=counter.code)
    ticket = ticket_rows.at_counter(db, counter.id)
    transaction = transaction_rows.open_in(db, ticket.leg.id) if ticket else None
    call_id = duty_call_rows.add(
        db,
        counter.id,
        counter.employee_id,
        ticket.id if ticket else None,
        transaction.id if transaction else None,
        reason,
        now,
    )
    _tell(db, now, by, "duty_called", duty_call_rows.by_id(db, call_id), counter.employee_id, reason=reason)
    return call_id


@action
def arrive(db: HallDatabase, now: datetime, by: Actor, call_id: int, employee_code: str) -> None:
    """Say that one comes: the first one wins. UnknownDutyCall, DutyCallClosed, DutyCallTaken, UnknownEmployee."""
    call = _open_call(db, call_id)
    if call.arrived_at is not None:
        raise DutyCallTaken(name=call.arrived_by_name, counter=call.counter)
    comer = employee_rows.by_code(db, employee_code)
    duty_call_rows.note_arrival(db, call.id, comer.id, now)
    _tell(db, now, by, "duty_arrived", call, comer.id)


@action
def settle(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    call_id: int,
    employee_code: str,
    decision: str,
    outcome: str,
    owner_code: str | None = None,
    promised_at: datetime | None = None,
) -> None:
    """Say what was decided and what became of it. What becomes a follow-up is opened here, with the decision in words.

    Its owner is whoever settles unless another is named; without a promised time the default of its kind holds.
    UnknownDutyCall, DutyCallClosed, DutyCallNotTaken, DecisionNeeded, BadValue, UnknownEmployee, EmployeeInactive,
    PromiseNeeded.
    """
    given, decided = given_outcome(outcome), given_decision(decision)
    call = _open_call(db, call_id)
    if call.arrived_at is None:
        raise DutyCallNotTaken(counter=call.counter)
    settler = employee_rows.by_code(db, employee_code)
    duty_call_rows.close(db, call.id, given, decided, now)
    _tell(db, now, by, "duty_settled", call, settler.id, outcome=given.value)
    if given is DutyOutcome.FOLLOW_UP:
        kind = kind_of_case(call.reason)
        new = OpenedCase(
            kind=kind,
            summary=decided,
            ticket_id=call.ticket_id,
            service_id=call.service_id,
            contact_id=None,
            praised_id=None,
            opener_id=settler.id,
            owner_id=worker(db, owner_code).id if owner_code else settler.id,
            due_at=given_due(kind, promised_at, now),
            reply=None,
            duty_call_id=call.id,
        )
        open_case(db, now, by, new)


@action
def withdraw(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> None:
    """The clerk needs nobody after all.

    Not once somebody comes, nor once the transaction has ended as exceptional: a call must be no way around the
    target. UnknownCounter, NoDutyCall, DutyCallTaken, DutyCallCounts.
    """
    counter = counter_rows.by_code(db, counter_code)
    call = duty_call_rows.open_at(db, counter.id)
    if call is None:
        raise NoDutyCall(counter=counter.code)
    if call.arrived_at is not None:
        raise DutyCallTaken(name=call.arrived_by_name, counter=call.counter)
    if call.is_counted:
        raise DutyCallCounts
    duty_call_rows.close(db, call.id, DutyOutcome.WITHDRAWN, None, now)
    _tell(db, now, by, "duty_withdrawn", call, call.employee_id)


def _open_call(db: HallDatabase, call_id: int) -> DutyCall:
    call = duty_call_rows.by_id(db, call_id)
    if call.settled_at is not None:
        raise DutyCallClosed(counter=call.counter)
    return call


def _tell(db: HallDatabase, now: datetime, by: Actor, kind: str, call: DutyCall, employee_id: int, **data: Any) -> None:
    journal.append(
        db,
        now,
        kind,
        by.name,
        written=traced_rows.written(db, duty_call_rows.TRACED_CALLS, call.id),
        ticket_id=call.ticket_id,
        counter_id=call.counter_id,
        employee_id=employee_id,
        counter=call.counter,
        number=call.number,
        call=call.id,
        **data,
    )
