"""The raw rows behind the lines of a star sheet. Named SQL."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.base.months import MonthSpan
from storeops.measuring.handling_rows import HANDLING_SECONDS
from storeops.quality.ratings.moments import Moment
from storeops.quality.stars.transaction_facts_rows import FINISHED, IS_JUDGED


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
class RatingEntry:
    """One tap, with the day of the visit and without its time."""

    id: int
    day: date
    moment_zh: str
    moment_en: str
    value: int
    is_set_aside: bool


@dataclass(frozen=True)
class SignedInEntry:
    """One stay, cut to the month; `ends_at` None while it goes on."""

    begins_at: datetime
    ends_at: datetime | None


def _days(span: MonthSpan, employee: str) -> dict[str, str]:
    return {"first": span.first_day.isoformat(), "last": span.last_day.isoformat(), "employee": employee}


def _is_set_aside(row_kind: str, row_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM set_aside WHERE row_kind = '{row_kind}' AND row_id = {row_id})"


def checks(db: Database, span: MonthSpan, employee: str) -> list[CheckEntry]:
    """The checks of an employee, newest first; those set aside too."""
    rows = db.execute(
        "SELECT spot_check.id, inspector.code, inspector.name, checked_at,"
        f" {_is_set_aside('check', 'spot_check.id')} FROM spot_check"
        " JOIN employee ON employee.id = spot_check.employee_id"
        " JOIN employee AS inspector ON inspector.id = inspector_id"
        " WHERE employee.code = :employee AND business_day BETWEEN :first AND :last ORDER BY checked_at DESC",
        _days(span, employee),
    ).fetchall()
    return [CheckEntry(row[0], row[1], row[2], instant(row[3]), bool(row[4])) for row in rows]


_TRANSACTIONS = f"""
SELECT leg_transaction.id, ticket.number, service.name_zh, service.name_en, leg_transaction.class,
       leg_transaction.ended_at, {HANDLING_SECONDS}, service.target_seconds, service.standard_minutes,
       leg_transaction.is_reopened, ({IS_JUDGED}), {_is_set_aside("transaction", "leg_transaction.id")}
{FINISHED} AND leg_transaction.employee_id = (SELECT id FROM employee WHERE code = :employee)
ORDER BY leg_transaction.ended_at DESC
"""


def transactions(db: Database, span: MonthSpan, employee: str) -> list[TransactionEntry]:
    """The finished transactions of an employee, newest first; those not judged and those set aside too."""
    rows = db.execute(_TRANSACTIONS, _days(span, employee)).fetchall()
    found = ([*row[:5], instant(row[5]), *row[6:9], *(bool(value) for value in row[9:])] for row in rows)
    return [TransactionEntry(*values) for values in found]


def ratings(db: Database, span: MonthSpan, employee: str, moments: frozenset[Moment]) -> list[RatingEntry]:
    """The taps that count for an employee, by day and value, so that their order tells nothing; those set aside too."""
    named = {f"moment{index}": moment.value for index, moment in enumerate(sorted(moments))}
    rows = db.execute(
        "SELECT rating.id, ticket.business_day, moment.name_zh, moment.name_en, rating.value,"
        f" {_is_set_aside('rating', 'rating.id')} FROM ticket CROSS JOIN rating ON rating.ticket_id = ticket.id"
        " JOIN moment ON moment.code = rating.moment JOIN employee ON employee.id = rating.employee_id"
        " WHERE ticket.business_day BETWEEN :first AND :last AND ticket.ended_at IS NOT NULL"
        " AND ticket.state != 'void' AND rating.undone_at IS NULL AND employee.code = :employee"
        f" AND rating.moment IN ({', '.join(f':{name}' for name in named)})"
        " ORDER BY ticket.business_day DESC, rating.value, moment.position, rating.id",
        {**_days(span, employee), **named},
    ).fetchall()
    found = ([row[0], date.fromisoformat(row[1]), *row[2:5], bool(row[5])] for row in rows)
    return [RatingEntry(*values) for values in found]


def newest_day(db: Database) -> date | None:
    """The newest business day on which a ticket was issued; None in a new hall."""
    row = db.execute("SELECT max(business_day) FROM ticket").fetchone()
    return None if row[0] is None else date.fromisoformat(row[0])


def signed_in(db: Database, span: MonthSpan, employee: str) -> list[SignedInEntry]:
    """The stays of an employee in a month, newest first; a roster and the hall's own record may tell the same twice."""
    rows = db.execute(
        "SELECT max(signed_in_at, :begins), min(signed_out_at, :ends) FROM signed_in_span"
        " JOIN employee ON employee.id = signed_in_span.employee_id WHERE employee.code = :employee"
        " AND signed_in_at < :ends AND (signed_out_at IS NULL OR signed_out_at > :begins) ORDER BY signed_in_at DESC",
        {"begins": stamp(span.begins_at), "ends": stamp(span.ends_at), "employee": employee},
    ).fetchall()
    return [SignedInEntry(instant(row[0]), instant_or_none(row[1])) for row in rows]
