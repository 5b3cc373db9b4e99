"""The duty manager says of exceptional business, for which nobody was called, whether it was. An action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.quality.duty.refusals import ClaimOfOneself, ClaimTooLate, UnknownClaim
from storeops.queueing import claim_rows, transaction_rows
from storeops.queueing.ticket import TransactionClass
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def rule_on_claim(
    db: HallDatabase, now: datetime, by: Actor, transaction_id: int, employee_code: str, *, is_confirmed: bool
) -> None:
    """Confirm that a transaction was exceptional, or find it normal; until the day is over the last word stands.

    UnknownClaim, ClaimTooLate after the day, ClaimOfOneself, UnknownEmployee.
    """
    ruler = employee_rows.by_code(db, employee_code)
    claim = claim_rows.by_transaction(db, transaction_id)
    if claim is None:
        raise UnknownClaim
    zone = hall_rows.hall(db).zone
    if business_day(claim.ended_at, zone) != business_day(now, zone):
        raise ClaimTooLate(number=claim.number)
    clerk = employee_rows.by_code(db, claim.employee)
    if clerk.id == ruler.id:
        raise ClaimOfOneself(number=claim.number)
    if claim.is_confirmed == is_confirmed:
        return
    claim_rows.rule(db, claim.transaction_id, is_confirmed, ruler.id, now)
    stands = TransactionClass.EXCEPTIONAL if is_confirmed else TransactionClass.NORMAL
    transaction_rows.set_class(db, claim.transaction_id, stands)
    journal.append(
        db,
        now,
        "exceptional_confirmed" if is_confirmed else "exceptional_found_normal",
        by.name,
        written={
            **traced_rows.written(db, transaction_rows.TRACED_TRANSACTIONS, claim.transaction_id),
            **traced_rows.written(db, claim_rows.TRACED_CLAIMS, claim.transaction_id),
        },
        ticket_id=claim.ticket_id,
        counter_id=claim.counter_id,
        employee_id=clerk.id,
        counter=claim.counter,
        number=claim.number,
        transaction=claim.transaction_id,
    )
