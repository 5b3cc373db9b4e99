"""Opening, pausing and closing counters: actions on a counter and the spans of its employee's day."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.errors import no_choice
from storeops.hall import hall_rows, set_up_rows
from storeops.hall.counter import COUNTER_MOVES, Counter, CounterSnapshot, CounterVerb, counter_state_after
from storeops.hall.reasons import PAUSE_REASONS
from storeops.month_end.correction_steps import note_lived
from storeops.people import employee_rows
from storeops.people.refusals import EmployeeElsewhere, EmployeeInactive
from storeops.queueing import counter_rows, ticket_rows
from storeops.queueing.refusals import CounterBusy
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import WrittenRows


@action
def open_counter(db: HallDatabase, now: datetime, by: Actor, counter_code: str, employee_code: str) -> CounterSnapshot:
    """Sign an employee in at a closed counter. CounterOpen, EmployeeInactive, EmployeeElsewhere."""
    counter = counter_rows.by_code(db, counter_code)
    state = counter_state_after(CounterVerb.OPEN, counter.state, counter.code)
    employee = employee_rows.by_code(db, employee_code)
    if not employee.is_active:
        raise EmployeeInactive(employee=employee_code)
    elsewhere = counter_rows.of_employee(db, employee.id)
    if elsewhere:
        raise EmployeeElsewhere(employee=employee_code, counter=elsewhere.code)
    counter_rows.change_state(db, counter, state, now, employee_id=employee.id)
    span_id = counter_rows.sign_in(db, counter.id, employee.id, now)
    written = counter_rows.written_stretch(db, span_id)
    return _told(db, now, by, counter, CounterVerb.OPEN, employee.id, written)


@action
def pause(db: HallDatabase, now: datetime, by: Actor, counter_code: str, reason: str) -> CounterSnapshot:
    """Stop calling for a stated reason. CounterBusy, CounterNotOpen."""
    if reason not in PAUSE_REASONS:
        raise no_choice("reason", reason, PAUSE_REASONS)
    counter = _free(db, counter_code, CounterVerb.PAUSE)
    state = counter_state_after(CounterVerb.PAUSE, counter.state, counter.code)
    spans = [*counter_rows.end_span(db, counter.id, now), counter_rows.begin_span(db, counter, "pause", reason, now)]
    counter_rows.change_state(db, counter, state, now, employee_id=counter.employee_id, pause_reason=reason)
    written = traced_rows.written(db, counter_rows.TRACED_SPANS, *spans)
    return _told(db, now, by, counter, CounterVerb.PAUSE, counter.employee_id, written, reason=reason)


@action
def unpause(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> CounterSnapshot:
    """Take up calling again. CounterNotPaused."""
    return _back_to_open(db, now, by, counter_code, CounterVerb.UNPAUSE)


@action
def after_work(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> CounterSnapshot:
    """Write up the last customer's business before calling the next. CounterBusy, CounterNotOpen."""
    counter = _free(db, counter_code, CounterVerb.AFTER_WORK)
    state = counter_state_after(CounterVerb.AFTER_WORK, counter.state, counter.code)
    span_id = counter_rows.begin_span(db, counter, "after_work", None, now)
    counter_rows.change_state(db, counter, state, now, employee_id=counter.employee_id)
    written = traced_rows.written(db, counter_rows.TRACED_SPANS, span_id)
    return _told(db, now, by, counter, CounterVerb.AFTER_WORK, counter.employee_id, written)


@action
def ready(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> CounterSnapshot:
    """End after-work. CounterNotWrappingUp."""
    return _back_to_open(db, now, by, counter_code, CounterVerb.READY)


@action
def close_counter(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> CounterSnapshot:
    """Sign the employee out. CounterBusy, CounterNotOpen."""
    counter = _free(db, counter_code, CounterVerb.CLOSE)
    state = counter_state_after(CounterVerb.CLOSE, counter.state, counter.code)
    spans = counter_rows.end_span(db, counter.id, now)
    span_id = counter_rows.sign_out(db, counter.id, now)
    counter_rows.change_state(db, counter, state, now, employee_id=None)
    written = {
        **counter_rows.written_stretch(db, span_id),
        **traced_rows.written(db, counter_rows.TRACED_SPANS, *spans),
    }
    return _told(db, now, by, counter, CounterVerb.CLOSE, counter.employee_id, written)


def _free(db: HallDatabase, counter_code: str, verb: CounterVerb) -> Counter:
    """The counter, if the verb may disturb it: CounterBusy while a ticket is called or served there."""
    counter = counter_rows.by_code(db, counter_code)
    ticket = ticket_rows.at_counter(db, counter.id) if COUNTER_MOVES[verb].needs_free else None
    if ticket:
        raise CounterBusy(counter=counter.code, number=ticket.number)
    return counter


def _back_to_open(db: HallDatabase, now: datetime, by: Actor, counter_code: str, verb: CounterVerb) -> CounterSnapshot:
    counter = counter_rows.by_code(db, counter_code)
    state = counter_state_after(verb, counter.state, counter.code)
    spans = counter_rows.end_span(db, counter.id, now)
    counter_rows.change_state(db, counter, state, now, employee_id=counter.employee_id)
    written = traced_rows.written(db, counter_rows.TRACED_SPANS, *spans)
    return _told(db, now, by, counter, verb, counter.employee_id, written)


def _told(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    counter: Counter,
    verb: CounterVerb,
    employee_id: int | None,
    written: WrittenRows,
    reason: str | None = None,
) -> CounterSnapshot:
    """Write the verb into the journal and answer the counter as it is now. `written` are the spans that it changed."""
    journal.append(
        db,
        now,
        f"counter_{verb.value}",
        by.name,
        written={**traced_rows.written(db, set_up_rows.TRACED_COUNTERS, counter.id), **written},
        counter_id=counter.id,
        employee_id=employee_id,
        counter=counter.code,
        reason=reason,
    )
    note_lived(db, now, by, business_day(now, hall_rows.hall(db).zone).isoformat())
    return counter_rows.snapshot(db, counter.id)
