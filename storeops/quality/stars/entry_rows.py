"""The raw rows behind the lines of a star sheet. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.quality.stars.transaction_facts_rows import FINISHED, IS_JUDGED
from storeops.store import rows


@dataclass(frozen=True)
class CheckEntry:
    """One check of the employee; `is_set_aside`: an appeal took it out of the stars."""

    id: int
    inspector: str
    inspector_name: str
    checked_at: datetime
    is_set_aside: bool


@dataclass(frozen=True)
class TransactionEntry:
    """One finished transaction. `is_judged`: it counts for speed. `target_seconds` is None where there is no target."""

    id: int
    number: str
    service_zh: str
    service_en: str
    transaction_class: str
    ended_at: datetime
    handling_seconds: int
    target_seconds: int | None
    standard_minutes: float
    is_reopened: bool
    is_judged: bool
    is_set_aside: bool

    @property
    def is_met(self) -> bool:
        """Whether it counts as done within its target."""
        return self.target_seconds is not None and not self.is_reopened and self.handling_seconds <= self.target_seconds


@dataclass(frozen=True)
class SignedInEntry:
    """One stay, cut to the month; `ends_at` None while it goes on."""

    begins_at: datetime
    ends_at: datetime | None


def _days(span: MonthSpan, employee: str) -> dict[str, str]:
    return {"first": span.first_day.isoformat(), "last": span.last_day.isoformat(), "employee": employee}


def checks(db: Database, span: MonthSpan, employee: str) -> list[CheckEntry]:
    """The checks of an employee, newest first; those set aside too."""
    return rows.many(
        db,
        CheckEntry,
        "SELECT checked.id, inspector.code AS inspector, inspector.name AS inspector_name, checked_at, is_set_aside"
        " FROM check_in_force AS checked JOIN employee ON employee.id = checked.employee_id"
        " JOIN employee AS inspector ON inspector.id = inspector_id"
        " WHERE employee.code = :employee AND business_day BETWEEN :first AND :last ORDER BY checked_at DESC",
        _days(span, employee),
    )


_TRANSACTIONS = f"""
SELECT done.id, (SELECT number FROM ticket WHERE ticket.id = done.ticket_id) AS number, service.name_zh AS service_zh,
       service.name_en AS service_en, done.class AS transaction_class, done.ended_at, done.handling_seconds,
       service.target_seconds, service.standard_minutes, done.is_reopened, ({IS_JUDGED}) AS is_judged, done.is_set_aside
{FINISHED} AND done.employee_id = (SELECT id FROM employee WHERE code = :employee)
ORDER BY done.ended_at DESC
"""


def transactions(db: Database, span: MonthSpan, employee: str) -> list[TransactionEntry]:
    """The finished transactions of an employee, newest first; those not judged and those set aside too."""
    return rows.many(db, TransactionEntry, _TRANSACTIONS, _days(span, employee))


def signed_in(db: Database, span: MonthSpan, employee: str) -> list[SignedInEntry]:
    """The stays of an employee in a month, newest first; a roster and the hall's own record may tell the same twice."""
    return rows.many(
        db,
        SignedInEntry,
        "SELECT max(signed_in_at, :begins) AS begins_at, min(signed_out_at, :ends) AS ends_at FROM signed_in_span"
        " JOIN employee ON employee.id = signed_in_span.employee_id WHERE employee.code = :employee"
        " AND signed_in_at < :ends AND (signed_out_at IS NULL OR signed_out_at > :begins) ORDER BY signed_in_at DESC",
        {"begins": stamp(span.begins_at), "ends": stamp(span.ends_at), "employee": employee},
    )
