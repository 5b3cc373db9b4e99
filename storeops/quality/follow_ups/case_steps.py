"""Who does something with a follow-up, and which one. A step of several actions."""

from storeops.people import employee_rows
from storeops.people.refusals import EmployeeInactive
from storeops.quality.follow_ups import follow_up_rows
from storeops.quality.follow_ups.case import Case, CaseVerb, Worker, refuse_verb
from storeops.store.database import HallDatabase


def worker(db: HallDatabase, employee_code: str) -> Worker:
    """An active employee; UnknownEmployee, EmployeeInactive."""
    found = employee_rows.by_code(db, employee_code)
    if not found.is_active:
        raise EmployeeInactive(employee=employee_code)
    return Worker(found.id, found.code, found.role)


def case_for(db: HallDatabase, follow_up_id: int, employee_code: str, verb: CaseVerb) -> tuple[Case, Worker]:
    """The case and the employee who may do this with it now. UnknownFollowUp, and all that refuse_verb says."""
    acting = worker(db, employee_code)
    case = follow_up_rows.by_id(db, follow_up_id)
    refuse_verb(verb, case, acting)
    return case, acting
