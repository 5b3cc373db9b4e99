"""A follow-up: what it is about, its states, and who may do what with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storeops.base.i18n import N_
from storeops.people.roles import Permission, Role, may
from storeops.quality.follow_ups.refusals import FollowUpClosed, FollowUpStillOpen, NotYourFollowUp, PraiseNeedsNoAnswer

LONGEST_SUMMARY = 1000
LONGEST_ANSWER = 1000
"""Of a reply and of a resolution."""
LONGEST_REASON = 200


class Kind(StrEnum):
    COMPLAINT = "complaint"
    TECHNICAL = "technical"
    UNFINISHED = "unfinished"
    SUGGESTION = "suggestion"
    PRAISE = "praise"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.COMPLAINT: N_("Complaint"),
    Kind.TECHNICAL: N_("Technical case"),
    Kind.UNFINISHED: N_("Unfinished business"),
    Kind.SUGGESTION: N_("Suggestion"),
    Kind.PRAISE: N_("Praise"),
}


class CaseState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a call-back ended."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"


class CaseVerb(StrEnum):
    """What can be done with a case. Opening is no verb of a case; accepting and declining are those of an offer."""

    REPLY = "reply"
    OFFER = "offer"
    TAKE_OVER = "take_over"
    CALL_BACK = "call_back"
    PROMISE = "promise"
    CLOSE = "close"
    REOPEN = "reopen"
    READ_CONTACT = "read_contact"


@dataclass(frozen=True)
class Worker:
    """Somebody who works on a case."""

    id: int
    code: str
    role: Role


@dataclass(frozen=True)
class Case:
    """One follow-up. People are named by their employee numbers. Times are UTC; None: did not happen.

    `due_at` is None for praise alone. `offered_to` is the colleague who has not yet answered a hand-over.
    `transaction_id` and `duty_call_id` tell what it came of: a transaction that ended as technical, or a call for the
    duty manager. `first_answered_at` is that of the first closing, whatever was reopened later.
    """

    id: int
    kind: Kind
    state: CaseState
    summary: str
    ticket_number: str | None
    transaction_id: int | None
    duty_call_id: int | None
    contact_id: int | None
    opener: str
    first_owner: str
    owner_id: int
    owner: str
    praised: str | None
    opened_at: datetime
    due_at: datetime | None
    reply: str | None
    reply_at: datetime | None
    resolution: str | None
    closed_at: datetime | None
    closer: str | None
    first_answered_at: datetime | None
    reopened_count: int
    offer_id: int | None
    offered_to: str | None

    @property
    def is_open(self) -> bool:
        return self.state is CaseState.OPEN


def sees_all(role: Role) -> bool:
    """Whether a role sees everybody's follow-ups and may work on them: the duty manager's and the supervisor's do."""
    return may(role, Permission.SEE_QUALITY) or may(role, Permission.RUN_FLOOR)


def may_see(case: Case, worker: Worker) -> bool:
    """Praise is for everybody; a case for whoever had a part in it, and for those who see all."""
    part = {case.owner, case.first_owner, case.opener, case.offered_to}
    return case.kind is Kind.PRAISE or sees_all(worker.role) or worker.code in part


def may_do(verb: CaseVerb, case: Case, worker: Worker) -> bool:
    """Whether `worker` may do this with the case as it stands: what a page offers."""
    try:
        refuse_verb(verb, case, worker)
    except (FollowUpClosed, FollowUpStillOpen, NotYourFollowUp, PraiseNeedsNoAnswer):
        return False
    return True


def refuse_verb(verb: CaseVerb, case: Case, worker: Worker) -> None:
    """PraiseNeedsNoAnswer, NotYourFollowUp, FollowUpClosed or FollowUpStillOpen unless the verb is allowed.

    The owner works on a case, and whoever sees all may stand in for them. A case is reopened by anyone who may see it:
    the customer comes back to whom they know.
    """
    if case.kind is Kind.PRAISE:
        raise PraiseNeedsNoAnswer
    if not _is_for(verb, case, worker):
        raise NotYourFollowUp(id=case.id, owner=case.owner)
    if verb is CaseVerb.REOPEN and case.is_open:
        raise FollowUpStillOpen(id=case.id)
    if verb not in (CaseVerb.REOPEN, CaseVerb.READ_CONTACT) and not case.is_open:
        raise FollowUpClosed(id=case.id)


def _is_for(verb: CaseVerb, case: Case, worker: Worker) -> bool:
    if verb is CaseVerb.REOPEN:
        return may_see(case, worker)
    if verb is CaseVerb.TAKE_OVER:
        return sees_all(worker.role) and worker.code != case.owner
    return worker.code == case.owner or sees_all(worker.role)
