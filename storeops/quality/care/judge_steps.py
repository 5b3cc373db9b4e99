"""Who may judge: enter care and skill, and answer appeals. A step of those actions."""

from storeops.people.employee_rows import Employee
from storeops.people.refusals import NotAllowed
from storeops.people.roles import Permission, may, role_called


def refuse_no_judge(employee: Employee) -> None:
    """NotAllowed for somebody whose role may not judge."""
    if not may(employee.role, Permission.JUDGE):
        raise NotAllowed(role=role_called(employee.role))
