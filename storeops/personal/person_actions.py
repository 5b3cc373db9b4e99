"""Telling somebody what is kept of them, and clearing it on request. Actions."""

from datetime import date, datetime

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.people import employee_rows, factor_rows, session_rows, tries_rows
from storeops.personal import employee_data_rows, visit_data_rows
from storeops.personal.due_steps import clear_notes_of_visit
from storeops.personal.person_steps import cases_of_customer, clear_cases, ticket_of_visit
from storeops.personal.refusals import StillWorksHere, VisitNotOver
from storeops.quality.follow_ups import case_text_rows, traced_case_rows
from storeops.store import chain_rows, journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

Told = dict[str, list[dict[str, object]]]


def tell_employee(db: HallDatabase, clock: Clock, by: Actor, code: str) -> Told:
    """All that is kept of an employee, by table, less secrets and customers' answers. UnknownEmployee.

    Read before the telling is noted: it may be years of events, and nobody should wait for them to write.
    """
    employee = employee_rows.by_code(db, code)
    told = dict(employee_data_rows.rows_about(db, employee.id))
    note_told(db, clock, by, "employee", employee_id=employee.id)
    return told


def tell_customer(db: HallDatabase, clock: Clock, by: Actor, phone: str) -> Told:
    """All that is kept of the customer with a phone number. What cases_of_customer says."""
    told = {"follow_up": [case_text_rows.told(db, case) for case in cases_of_customer(db, clock.now(), phone)]}
    note_told(db, clock, by, "customer")
    return told


def tell_visit(db: HallDatabase, clock: Clock, by: Actor, number: str, day: date) -> Told:
    """All that is kept of a visit beside its figures and the customer's answers. NothingOfVisit."""
    ticket = ticket_of_visit(db, number, day)
    told = visit_data_rows.told(db, ticket)
    cases = [case_text_rows.told(db, case) for case in visit_data_rows.cases(db, ticket)]
    note_told(db, clock, by, "visit", ticket_id=ticket)
    return {**told, "follow_up": cases} if cases else told


@action
def note_told(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    what: str,
    employee_id: int | None = None,
    ticket_id: int | None = None,
) -> None:
    """Note that somebody was told what is kept of an employee, a customer or a visit."""
    journal.append(db, now, "personal_data_told", by.name, employee_id=employee_id, ticket_id=ticket_id, what=what)


@action
def clear_employee(db: HallDatabase, now: datetime, by: Actor, code: str) -> None:
    """Clear name, PIN, browsers and addresses of somebody who left; what they did stays under their number.

    UnknownEmployee, StillWorksHere.
    """
    employee = employee_rows.by_code(db, code)
    if employee.is_active:
        raise StillWorksHere(employee=code)
    employee_rows.forget_person(db, employee.id)
    factor_rows.remove(db, employee.id)
    session_rows.forget_of(db, employee.id)
    tries_rows.forget_browsers_of(db, employee.id)
    chain_rows.clear_local_parts_of(db, employee.id)
    gone = {
        **traced_rows.written(db, employee_rows.TRACED_EMPLOYEES, employee.id),
        **traced_rows.written(db, employee_rows.TRACED_PINS, employee.id),
        **traced_rows.written(db, factor_rows.TRACED_FACTORS, employee.id),
    }
    journal.append_cleared(db, now, by.name, "employee", 1, gone)


@action
def clear_customer(db: HallDatabase, now: datetime, by: Actor, phone: str) -> int:
    """Clear number and texts of a customer's cases; how many cases. CaseStillOpen, and what cases_of_customer says."""
    cases = cases_of_customer(db, now, phone)
    clear_cases(db, now, cases)
    written = traced_case_rows.written_texts(db, cases)
    journal.append_cleared(db, now, by.name, "customer", len(cases), written)
    return len(cases)


@action
def clear_visit(db: HallDatabase, now: datetime, by: Actor, number: str, day: date) -> None:
    """Clear what was written about a visit: its notes, and number and texts of its cases; figures and answers stay.

    NothingOfVisit, VisitNotOver, CaseStillOpen.
    """
    ticket = ticket_of_visit(db, number, day)
    if not visit_data_rows.is_over(db, ticket):
        raise VisitNotOver(number=number)
    cases = visit_data_rows.cases(db, ticket)
    clear_cases(db, now, cases)
    written = {**traced_case_rows.written_texts(db, cases), **clear_notes_of_visit(db, ticket).written}
    journal.append_cleared(db, now, by.name, "visit", 1, written)
