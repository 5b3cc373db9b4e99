"""One's own second factor, as the account shows it. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.people import employee_rows, factor_rows
from storeops.people.second_factor import opened


@dataclass(frozen=True)
class OwnFactor:
    """`confirmed_at` is None where none stands; `is_waiting`: a new one waits for its first code."""

    confirmed_at: datetime | None
    is_waiting: bool
    recovery_codes: int


def own_factor(db: Database, code: str) -> OwnFactor:
    """How an employee's second factor stands."""
    employee = employee_rows.by_code(db, code)
    factor = factor_rows.factor_of(db, employee.id)
    if factor is None:
        return OwnFactor(None, False, 0)
    left = factor_rows.unused_recovery_codes(db, employee.id)
    return OwnFactor(factor.confirmed_at, factor.new_secret is not None, left)


def waiting_secret(db: Database, code: str, key: bytes) -> str | None:
    """The secret of a second factor that waits for its first code, for its owner's app; `key` unseals it."""
    employee = employee_rows.by_code(db, code)
    factor = factor_rows.factor_of(db, employee.id)
    return opened(key, employee.id, factor.new_secret) if factor and factor.new_secret else None
