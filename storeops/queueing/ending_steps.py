"""What ending a transaction as something else than normal brings about. A step of the verbs that end one."""

from datetime import datetime
from typing import Any

from storeops.base.actor import Actor
from storeops.quality.follow_ups.case_steps import TechnicalBusiness, ToldCustomer, open_technical_case
from storeops.queueing import claim_rows, transaction_rows
from storeops.queueing.ticket import Ticket, TransactionClass
from storeops.store.database import HallDatabase


def end_as(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    ticket: Ticket,
    transaction_class: TransactionClass,
    reason: str | None,
    told_customer: ToldCustomer,
) -> dict[str, Any]:
    """Finish the open transaction of a ticket; what the journal tells of it.

    Exceptional business for which nobody was called waits for the duty manager; technical business begins its case,
    with what the customer was told. What open_technical_case refuses.
    """
    ended = transaction_rows.end(db, ticket.leg.id, now, "finished", transaction_class, reason)
    if ended is None:
        return {"ended_class": transaction_class.value}
    told: dict[str, Any] = {"ended_class": ended.transaction_class.value}
    if transaction_class is TransactionClass.EXCEPTIONAL and ended.transaction_class is TransactionClass.NORMAL:
        claim_rows.add(db, ended.id, now)
        told["claimed_class"] = transaction_class.value
    if ended.transaction_class is TransactionClass.TECHNICAL and ended.employee_id is not None:
        business = TechnicalBusiness(
            ended.id, ticket.id, ended.service_id, ended.employee_id, ended.started_at, told_customer
        )
        open_technical_case(db, now, by, business)
    return told
