"""Handing a follow-up to a colleague: it moves only when they accept. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.typed_text import LONGEST_NOTE, not_too_long
from storeops.quality.follow_ups import follow_up_rows
from storeops.quality.follow_ups.case import CaseVerb, sees_all
from storeops.quality.follow_ups.case_steps import case_for, worker
from storeops.quality.follow_ups.deadlines import WarningStep, is_overdue
from storeops.quality.follow_ups.refusals import AlreadyTheOwner, HandOverOpen, NotEscalated, NothingOffered
from storeops.quality.follow_ups.warning_steps import give_due_warnings, tell
from storeops.store.action import action
from storeops.store.database import HallDatabase

ESCALATED = frozenset({WarningStep.DUTY_MANAGER, WarningStep.SUPERVISOR, WarningStep.OVERDUE})


@action
def offer_hand_over(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    employee_code: str,
    follow_up_id: int,
    to_code: str,
    note: str = "",
) -> None:
    """Ask a named colleague to take the case. It stays with its owner, and the deadline runs on.

    HandOverOpen, AlreadyTheOwner, UnknownEmployee, EmployeeInactive, TextTooLong, and all that refuse_verb says.
    """
    case, _ = case_for(db, follow_up_id, employee_code, CaseVerb.OFFER)
    if case.offered_to is not None:
        raise HandOverOpen(id=case.id, offered_to=case.offered_to)
    to = worker(db, to_code)
    if to.id == case.owner_id:
        raise AlreadyTheOwner("to", owner=case.owner)
    follow_up_rows.offer(db, case, to.id, not_too_long("hand_over_note", note, LONGEST_NOTE), now)
    tell(db, now, by, "hand_over_offered", case, to=to.code)


@action
def accept_hand_over(db: HallDatabase, now: datetime, by: Actor, employee_code: str, follow_up_id: int) -> None:
    """Take the case that was offered: from now on it is one's own. NothingOffered, UnknownFollowUp."""
    receiver = worker(db, employee_code)
    case = follow_up_rows.by_id(db, follow_up_id)
    if case.offer_id is None or case.offered_to != receiver.code:
        raise NothingOffered(id=case.id)
    follow_up_rows.answer_offer(db, case.offer_id, True, now)
    follow_up_rows.move(db, case, receiver.id)
    tell(db, now, by, "hand_over_accepted", follow_up_rows.by_id(db, case.id), from_owner=case.owner)


@action
def decline_hand_over(db: HallDatabase, now: datetime, by: Actor, employee_code: str, follow_up_id: int) -> None:
    """Say no to an offer, or take one's own back: the case stays with its owner. NothingOffered, UnknownFollowUp."""
    answering = worker(db, employee_code)
    case = follow_up_rows.by_id(db, follow_up_id)
    may_answer = answering.code in (case.offered_to, case.owner) or sees_all(answering.role)
    if case.offer_id is None or not may_answer:
        raise NothingOffered(id=case.id)
    follow_up_rows.answer_offer(db, case.offer_id, False, now)
    tell(db, now, by, "hand_over_declined", case, to=case.offered_to)


@action
def take_over(db: HallDatabase, now: datetime, by: Actor, employee_code: str, follow_up_id: int) -> None:
    """A manager takes a case that has escalated. An open offer ends. NotEscalated, and all that refuse_verb says."""
    case, taker = case_for(db, follow_up_id, employee_code, CaseVerb.TAKE_OVER)
    give_due_warnings(db, now, by, case)
    if not is_overdue(case.due_at, now) and follow_up_rows.highest_step(db, case) not in ESCALATED:
        raise NotEscalated(id=case.id)
    if case.offer_id is not None:
        follow_up_rows.answer_offer(db, case.offer_id, case.offered_to == taker.code, now)
    if case.offered_to != taker.code:
        follow_up_rows.add_take_over(db, case, taker.id, now)
    follow_up_rows.move(db, case, taker.id)
    tell(db, now, by, "hand_over_accepted", follow_up_rows.by_id(db, case.id), from_owner=case.owner)
