"""By when a follow-up is answered, and who is warned before that. Pure.

A deadline passes when the clock is later than it: an answer given at the very instant is in time.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.refusals import PromiseNeeded

ALLOWED: dict[Kind, timedelta] = {
    Kind.COMPLAINT: timedelta(hours=24),
    Kind.TECHNICAL: timedelta(hours=24),
    Kind.UNFINISHED: timedelta(hours=24),
    Kind.SUGGESTION: timedelta(hours=72),
}
"""The time to an answer where no other was promised. Praise needs none."""

LATEST_PROMISE = timedelta(days=60)
LATEST_TECHNICAL_PROMISE = ALLOWED[Kind.TECHNICAL]
"""The norm of 24 h for technical cases is no matter of agreement."""


class WarningStep(StrEnum):
    """A warning. The first two tell the owner, the next two also the people that they are named after."""

    HALF_TIME = "half_time"
    LAST_HOUR = "last_hour"
    DUTY_MANAGER = "duty_manager"
    SUPERVISOR = "supervisor"
    OVERDUE = "overdue"


def named_steps(names: str | None) -> frozenset[WarningStep]:
    """The steps that a text names, with commas between them; none where there is none."""
    return frozenset(WarningStep(name) for name in names.split(",")) if names else frozenset()


def default_due(kind: Kind, opened_at: datetime) -> datetime | None:
    """The deadline of a case for which no time was promised; None for praise."""
    return opened_at + ALLOWED[kind] if kind in ALLOWED else None


def latest_promise(kind: Kind) -> timedelta:
    """How far ahead an answer may be promised."""
    return LATEST_TECHNICAL_PROMISE if kind is Kind.TECHNICAL else LATEST_PROMISE


def given_promise(kind: Kind, promised_at: datetime, now: datetime) -> datetime:
    """The time, if it can be promised: after now, and not too far ahead. PromiseNeeded."""
    longest = latest_promise(kind)
    if not now < promised_at <= now + longest:
        raise PromiseNeeded("promised_at", hours=int(longest / timedelta(hours=1)))
    return promised_at


def given_due(kind: Kind, promised_at: datetime | None, now: datetime) -> datetime | None:
    """The deadline of a new case: the time that was promised, else the default of its kind. PromiseNeeded."""
    if kind is Kind.PRAISE or promised_at is None:
        return default_due(kind, now)
    return given_promise(kind, promised_at, now)


def step_times(opened_at: datetime, due_at: datetime) -> list[tuple[datetime, WarningStep]]:
    """When each step of a deadline comes, in order of time.

    Half time is half of the time from opening to deadline. The last hour begins 1 h before the deadline. The duty
    manager is told 30 min before or after 3/4 of the time, the supervisor 15 min before or after 7/8, whichever is
    earlier: a case promised for the next day reaches them while there is still time to act, and both before the
    deadline. No step comes before half time, so that a promise of a few minutes is not escalated as it is made; there
    several steps come together, in the order of Step. A deadline at or before the opening has all its steps at once.
    """
    allowed = max(due_at - opened_at, timedelta(0))
    half = due_at - allowed / 2
    wanted = {
        WarningStep.HALF_TIME: half,
        WarningStep.LAST_HOUR: due_at - timedelta(hours=1),
        WarningStep.DUTY_MANAGER: due_at - max(timedelta(minutes=30), allowed / 4),
        WarningStep.SUPERVISOR: due_at - max(timedelta(minutes=15), allowed / 8),
        WarningStep.OVERDUE: due_at,
    }
    return sorted(((max(at, half), step) for step, at in wanted.items()), key=lambda line: line[0])


def steps_due(opened_at: datetime, due_at: datetime, now: datetime) -> list[WarningStep]:
    """The steps that have come by `now`, in order. Overdue comes when the deadline has passed, not at it."""
    return [
        step
        for at, step in step_times(opened_at, due_at)
        if (is_overdue(due_at, now) if step is WarningStep.OVERDUE else at <= now)
    ]


def is_overdue(due_at: datetime | None, now: datetime) -> bool:
    """Whether a deadline has passed; a case without one is never overdue."""
    return due_at is not None and now > due_at
