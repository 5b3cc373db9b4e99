"""Follow-ups from opening to closing, and opening again. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.each_field import each_field
from storeops.base.errors import ChoiceNeeded
from storeops.base.months import month_of
from storeops.base.typed_text import LONGEST_NOTE, given_lines, not_too_long
from storeops.hall import hall_rows
from storeops.hall.refusals import UnknownTicket
from storeops.people import employee_rows
from storeops.people.refusals import UnknownEmployee
from storeops.quality.follow_ups import contact_rows, customer_keys, follow_up_rows, phone_numbers
from storeops.quality.follow_ups.case import LONGEST_ANSWER, LONGEST_SUMMARY, Case, CaseVerb, Kind, Outcome, Worker
from storeops.quality.follow_ups.case_steps import case_for, note_reply, open_case, worker
from storeops.quality.follow_ups.deadlines import ALLOWED, given_due, given_promise
from storeops.quality.follow_ups.follow_up_rows import OpenedCase
from storeops.quality.follow_ups.refusals import PhoneNotKept, PraiseOfYourself
from storeops.quality.follow_ups.verdict import Ruling
from storeops.quality.follow_ups.verdict_steps import about_whom, propose
from storeops.quality.follow_ups.warning_steps import give_due_warnings, tell
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def open_follow_up(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    opener_code: str,
    kind: Kind,
    summary: str,
    ticket_number: str | None = None,
    owner_code: str | None = None,
    promised_at: datetime | None = None,
    phone: str | None = None,
    reply: str | None = None,
    praised_code: str | None = None,
) -> int:
    """Write a case down; its id. The owner is the first employee asked: the opener unless another is named.

    Praise is closed at once; praise of a colleague counts once somebody who may judge says so. UnknownEmployee,
    EmployeeInactive, UnknownTicket, TextNeeded, PromiseNeeded, PhoneNeeded, PhoneNotKept, PraiseOfYourself.
    """
    opener = worker(db, opener_code)
    owner = worker(db, owner_code) if owner_code else opener
    with each_field(UnknownTicket) as take:
        praised_id = take(_praised, db, opener, praised_code) if kind is Kind.PRAISE and praised_code else None
        ticket = take(follow_up_rows.ticket_named, db, ticket_number) if ticket_number else None
        new = OpenedCase(
            kind=kind,
            summary=take(given_lines, "summary", summary, LONGEST_SUMMARY),
            ticket_id=ticket.id if ticket else None,
            service_id=ticket.service_id if ticket else None,
            contact_id=None if kind is Kind.PRAISE else take(_contact, db, now, phone),
            praised_id=praised_id,
            opener_id=opener.id,
            owner_id=owner.id,
            due_at=take(given_due, kind, promised_at, now),
            reply=take(_reply, kind, reply),
        )
    case = open_case(db, now, by, new)
    if praised_id is not None:
        propose(db, now, by, case, opener, Ruling.COLLEAGUE, praised_id)
    return case.id


@action
def reply_on_the_spot(
    db: HallDatabase, now: datetime, by: Actor, employee_code: str, follow_up_id: int, reply: str
) -> None:
    """Note what the customer was told before leaving. AlreadyReplied, TextNeeded, and all that refuse_verb says."""
    case, _ = case_for(db, follow_up_id, employee_code, CaseVerb.REPLY)
    note_reply(db, now, by, case, given_lines("reply", reply, LONGEST_ANSWER))


@action
def note_call_back(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    employee_code: str,
    follow_up_id: int,
    outcome: Outcome,
    note: str = "",
) -> None:
    """Note a call to the customer, whether or not it reached them. TextTooLong, and all that refuse_verb says."""
    case, caller = case_for(db, follow_up_id, employee_code, CaseVerb.CALL_BACK)
    follow_up_rows.add_call_back(db, case, caller.id, outcome, not_too_long("note", note, LONGEST_NOTE), now)
    tell(db, now, by, "call_back_noted", case, outcome=outcome.value)


@action
def promise_again(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    employee_code: str,
    follow_up_id: int,
    promised_at: datetime,
    note: str,
) -> None:
    """Agree another time with the customer; `note` says what was agreed and stands among the call-backs.

    A deadline that has passed stays missed. PromiseNeeded, TextNeeded, and all that refuse_verb says.
    """
    case, caller = case_for(db, follow_up_id, employee_code, CaseVerb.PROMISE)
    with each_field() as take:
        due_at = take(given_promise, case.kind, promised_at, now)
        agreed = take(given_lines, "promise_note", note, LONGEST_NOTE)
    give_due_warnings(db, now, by, case)
    follow_up_rows.promise(db, case, due_at)
    follow_up_rows.add_call_back(db, case, caller.id, Outcome.REACHED, agreed, now)
    tell(db, now, by, "follow_up_promised", case, **_deadlines(case, due_at))


@action
def resolve(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    employee_code: str,
    follow_up_id: int,
    resolution: str,
    ruling: Ruling | None = None,
    about_code: str | None = None,
) -> None:
    """Close a case with what came of it and what the customer was told. TextNeeded, and all that refuse_verb says.

    An offer that nobody has answered ends with it. What an earlier closing said stays above. A complaint is ruled on:
    `ruling` is what the closer says of it, None nothing; ChoiceNeeded (of `about`) where it names nobody.
    """
    case, closer = case_for(db, follow_up_id, employee_code, CaseVerb.CLOSE)
    with each_field() as take:
        about_id = take(about_whom, db, ruling, about_code)
        told = take(given_lines, "resolution", resolution, LONGEST_ANSWER)
    give_due_warnings(db, now, by, case)
    if case.offer_id is not None:
        follow_up_rows.answer_offer(db, case.offer_id, False, now)
    follow_up_rows.close(db, case, f"{case.resolution}\n{told}" if case.resolution else told, closer.id, now)
    tell(db, now, by, "follow_up_closed", case)
    if case.kind is Kind.COMPLAINT:
        propose(db, now, by, case, closer, ruling, about_id)


@action
def reopen(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    employee_code: str,
    follow_up_id: int,
    reason: str,
    promised_at: datetime | None = None,
) -> None:
    """The customer is not done: open a closed case again for its owner. The reason stands among the call-backs.

    The deadline starts anew: `promised_at`, else the default of the kind. PromiseNeeded, TextNeeded, and all that
    refuse_verb says.
    """
    case, caller = case_for(db, follow_up_id, employee_code, CaseVerb.REOPEN)
    with each_field() as take:
        due_at = take(given_promise, case.kind, promised_at, now) if promised_at else now + ALLOWED[case.kind]
        told = take(given_lines, "reason", reason, LONGEST_NOTE)
    follow_up_rows.reopen(db, case, due_at)
    follow_up_rows.add_call_back(db, case, caller.id, Outcome.REACHED, told, now)
    tell(db, now, by, "follow_up_reopened", case, **_deadlines(case, due_at))


def _deadlines(case: Case, due_at: datetime) -> dict[str, object]:
    """Both deadlines, as the journal holds them."""
    before = case.due_at.isoformat() if case.due_at else None
    return {"due_at": due_at.isoformat(), "due_before": before}


def _reply(kind: Kind, reply: str | None) -> str | None:
    if kind is Kind.PRAISE or not (reply or "").strip():
        return None
    return given_lines("reply", reply or "", LONGEST_ANSWER)


def _praised(db: HallDatabase, opener: Worker, code: str) -> int:
    """Whoever is praised, active or not; ChoiceNeeded, PraiseOfYourself."""
    try:
        praised = employee_rows.by_code(db, code)
    except UnknownEmployee:
        raise ChoiceNeeded("praised") from None
    if praised.id == opener.id:
        raise PraiseOfYourself("praised")
    return praised.id


def _contact(db: HallDatabase, now: datetime, phone: str | None) -> int | None:
    """Keep the customer's phone number, if one was given. PhoneNeeded, PhoneNotKept."""
    if not (phone or "").strip():
        return None
    number = phone_numbers.normalised(phone or "")
    if not db.has_its_key:  # a second key for this month would make the first one's numbers unreadable for ever
        raise PhoneNotKept("phone")
    month = month_of(business_day(now, hall_rows.hall(db).zone))
    keys = customer_keys.keys_with(db.path, month)
    return contact_rows.add(
        db,
        customer_keys.encrypted(keys, month, number),
        phone_numbers.masked(number),
        customer_keys.customer_key(keys, month, number),
        now,
    )
