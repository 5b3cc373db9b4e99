"""A clerk's call for the duty manager: why, and what may come of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storeops.base.errors import no_choice
from storeops.base.i18n import N_
from storeops.quality.duty.refusals import DecisionNeeded
from storeops.quality.follow_ups.case import Kind

DUTY_REASONS: Mapping[str, str] = {
    "exceptional": N_("Exceptional business"),
    "complaint": N_("Complaint"),
    "system_fault": N_("System fault"),
    "papers": N_("Papers incomplete"),
    "other": N_("Other"),
}
LONGEST_DECISION = 200


class DutyOutcome(StrEnum):
    """What became of a call; WITHDRAWN is the clerk's own, the others are the duty manager's."""

    SETTLED = "settled"
    FOLLOW_UP = "follow_up"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


SETTLING: Mapping[DutyOutcome, str] = {
    DutyOutcome.SETTLED: N_("Settled on the spot"),
    DutyOutcome.FOLLOW_UP: N_("Becomes a follow-up"),
    DutyOutcome.DECLINED: N_("Cannot be done"),
}
"""The outcomes that a duty manager chooses from."""


@dataclass(frozen=True)
class DutyCall:
    """One call. `number` and `service_id` are None where nobody stood at the counter.

    `arrived_at` is when somebody said that they come; None while nobody has. `is_counted`: its transaction has been
    finished, so that it counts as exceptional for good.
    """

    id: int
    counter_id: int
    counter: str
    employee_id: int
    ticket_id: int | None
    number: str | None
    service_id: int | None
    reason: str
    requested_at: datetime
    arrived_at: datetime | None
    arrived_by_code: str | None
    arrived_by_name: str | None
    settled_at: datetime | None
    is_counted: bool


_KINDS: Mapping[str, Kind] = {"complaint": Kind.COMPLAINT, "system_fault": Kind.TECHNICAL}


def kind_of_case(reason: str) -> Kind:
    """The kind of follow-up that a call becomes: a complaint or a technical case by its reason, else unfinished."""
    return _KINDS.get(reason, Kind.UNFINISHED)


def given_reason(reason: str) -> str:
    """One of DUTY_REASONS; BadValue."""
    if reason not in DUTY_REASONS:
        raise no_choice("reason", reason, DUTY_REASONS)
    return reason


def given_outcome(outcome: str) -> DutyOutcome:
    """One of SETTLING; BadValue."""
    if outcome not in set(SETTLING):
        raise no_choice("outcome", outcome, SETTLING)
    return DutyOutcome(outcome)


def given_decision(decision: str) -> str:
    """What was decided, in a few words; DecisionNeeded."""
    text = decision.strip()
    if not 1 <= len(text) <= LONGEST_DECISION or not text.isprintable():
        raise DecisionNeeded("decision", limit=LONGEST_DECISION)
    return text
