"""Who is signed in. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.people import employee_rows
from storeops.people.roles import Role
from storeops.people.secrets import token_hash


@dataclass(frozen=True)
class SignedInEmployee:
    """What pages may know of whoever is signed in."""

    code: str
    name: str
    role: Role


def signed_in_employee(db: Database, token: str, now: datetime) -> SignedInEmployee | None:
    """The active employee of a session's token; None if it ended or expired."""
    employee = employee_rows.of_session(db, token_hash(token), now)
    return SignedInEmployee(employee.code, employee.name, employee.role) if employee else None
