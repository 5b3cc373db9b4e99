"""Opening a follow-up; and who does something with one, and which. Steps of several actions."""

from dataclasses import dataclass
from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.i18n import N_, translate
from storeops.base.typed_text import given_lines
from storeops.hall import offer_rows
from storeops.people import employee_rows
from storeops.people.refusals import EmployeeInactive
from storeops.quality.follow_ups import follow_up_rows
from storeops.quality.follow_ups.case import LONGEST_ANSWER, Case, CaseVerb, Kind, Worker, refuse_verb
from storeops.quality.follow_ups.deadlines import given_due
from storeops.quality.follow_ups.follow_up_rows import OpenedCase
from storeops.quality.follow_ups.refusals import AlreadyReplied
from storeops.quality.follow_ups.warning_steps import OPENED, tell
from storeops.store.database import HallDatabase

TECHNICAL_SUMMARY = N_("Technical business: %(service)s")
"""What a case is about that began with a transaction; kept in Chinese, the language in which cases are written."""


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


def note_reply(db: HallDatabase, now: datetime, by: Actor, case: Case, reply: str) -> None:
    """Note what the customer was told before leaving, and tell of it. AlreadyReplied."""
    if case.reply is not None:
        raise AlreadyReplied(id=case.id)
    follow_up_rows.note_reply(db, case, reply, now)
    tell(db, now, by, "follow_up_replied", case)


def open_case(db: HallDatabase, now: datetime, by: Actor, new: OpenedCase) -> Case:
    """Write a case down, and tell of it."""
    case = follow_up_rows.by_id(db, follow_up_rows.add(db, new, now))
    came_of = {"transaction": new.transaction_id, "call": new.duty_call_id}
    tell(db, now, by, OPENED, case, **{what: row for what, row in came_of.items() if row is not None})
    return case


@dataclass(frozen=True)
class ToldCustomer:
    """What the customer of technical business was told before leaving, and by when the answer was promised.

    `reply` None: nothing; `promised_at` None: the norm holds.
    """

    reply: str | None = None
    promised_at: datetime | None = None


@dataclass(frozen=True)
class TechnicalBusiness:
    """A transaction that ended as technical: whose it was, and what it was about. Ids of rows."""

    transaction_id: int
    ticket_id: int
    service_id: int
    employee_id: int
    started_at: datetime
    told: ToldCustomer


def open_technical_case(db: HallDatabase, now: datetime, by: Actor, business: TechnicalBusiness) -> None:
    """Technical business goes on after the visit: its case begins, owned by whoever did it.

    None where one was written down while it was being done: what the customer was told is noted there.
    TextNeeded, PromiseNeeded, AlreadyReplied.
    """
    reply = given_lines("reply", business.told.reply, LONGEST_ANSWER) if business.told.reply else None
    written = follow_up_rows.technical_written_since(db, business.ticket_id, business.started_at)
    if written is not None:
        if reply:
            note_reply(db, now, by, follow_up_rows.by_id(db, written), reply)
        return
    service = offer_rows.service_by_id(db, business.service_id)
    new = OpenedCase(
        kind=Kind.TECHNICAL,
        summary=translate("zh", TECHNICAL_SUMMARY, {"service": service.name_zh}),
        ticket_id=business.ticket_id,
        service_id=business.service_id,
        contact_id=None,
        praised_id=None,
        opener_id=business.employee_id,
        owner_id=business.employee_id,
        due_at=given_due(Kind.TECHNICAL, business.told.promised_at, now),
        reply=reply,
        transaction_id=business.transaction_id,
    )
    open_case(db, now, by, new)
