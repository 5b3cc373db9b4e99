"""Exceptional business as clerks called it, with nobody called: what waits for the duty manager. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

_LARGEST_ID = 2**63 - 1

TRACED_CLAIMS = TracedTable(
    "exceptional_claim",
    ("transaction_id", "claimed_at", "is_confirmed", "ruled_at", "ruled_by"),
    "FROM exceptional_claim WHERE (ruled_at IS NOT NULL OR is_confirmed IS NOT NULL OR ruled_by IS NOT NULL)",
)
"""What was ruled. A claim alone counts for nothing: that it was made, the event of the transaction's end tells."""


@dataclass(frozen=True)
class Claim:
    """A transaction that its clerk called exceptional.

    `is_confirmed` is None while nobody has said; `ruler` is the name of whoever did. `ended_at` is when it was called
    so.
    """

    transaction_id: int
    ticket_id: int
    number: str
    counter_id: int
    counter: str
    service_id: int
    employee: str
    employee_name: str
    started_at: datetime
    ended_at: datetime
    is_confirmed: bool | None
    ruler: str | None


_CLAIM = """
SELECT claim.transaction_id, ticket.id AS ticket_id, ticket.number, counter.id AS counter_id, counter.code AS counter,
       leg_transaction.service_id, employee.code AS employee, employee.name AS employee_name,
       leg_transaction.started_at, claim.claimed_at AS ended_at, claim.is_confirmed, ruler.name AS ruler
FROM exceptional_claim AS claim
JOIN leg_transaction ON leg_transaction.id = claim.transaction_id
JOIN leg ON leg.id = leg_transaction.leg_id
JOIN ticket ON ticket.id = leg.ticket_id
JOIN counter ON counter.id = leg.counter_id
JOIN employee ON employee.id = leg_transaction.employee_id
LEFT JOIN employee AS ruler ON ruler.id = claim.ruled_by
"""


def add(db: Database, transaction_id: int, now: datetime) -> None:
    """Note that a transaction was called exceptional and nobody has confirmed it."""
    db.execute("INSERT INTO exceptional_claim (transaction_id, claimed_at) VALUES (?, ?)", (transaction_id, stamp(now)))


def by_transaction(db: Database, transaction_id: int) -> Claim | None:
    """The claim of a transaction; None if there is none."""
    if not 0 < transaction_id <= _LARGEST_ID:
        return None
    return rows.one(db, Claim, _CLAIM + "WHERE claim.transaction_id = ?", (transaction_id,))


def since(db: Database, moment: datetime) -> list[Claim]:
    """The claims from an instant on, the latest first."""
    return rows.many(
        db,
        Claim,
        _CLAIM + "WHERE claim.claimed_at >= ? ORDER BY claim.claimed_at DESC, claim.transaction_id DESC",
        (stamp(moment),),
    )


def rule(db: Database, transaction_id: int, is_confirmed: bool, employee_id: int, now: datetime) -> None:
    """Write what the duty manager says of a claim."""
    db.execute(
        "UPDATE exceptional_claim SET is_confirmed = ?, ruled_at = ?, ruled_by = ? WHERE transaction_id = ?",
        (int(is_confirmed), stamp(now), employee_id, transaction_id),
    )
