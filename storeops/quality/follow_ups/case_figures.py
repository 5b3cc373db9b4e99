"""The figures of follow-ups, each from plain facts. Formulas: docs of the metrics followup_in_time,
replied_on_the_spot, first_asked_kept, complaints and praise. Pure.

Every period is [period_begin, period_end). None: there was nothing to divide by. Praise is no case with a deadline.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.quality.follow_ups.case import Kind


@dataclass(frozen=True)
class CaseFact:
    """What figures need of one follow-up. Times are UTC; None: did not happen, or there is none.

    `service` is the code of what it is about, where that is known. `missed_due_at` is the first deadline that passed
    before the first answer, though a later one was promised then.
    `visit_ended_at` is when the visit of its ticket ended; None while it goes on and where there is no ticket.
    `is_taken_over`: a manager took it after an escalation. `is_handed_on_in_time`: a colleague accepted it from its
    first owner before a deadline passed. `is_judged_strictly`: it was closed in a month that counts only these.
    """

    id: int
    kind: Kind
    service: str | None
    owner: str
    first_owner: str
    opened_at: datetime
    due_at: datetime | None
    missed_due_at: datetime | None
    reply_at: datetime | None
    has_ticket: bool
    visit_ended_at: datetime | None
    first_answered_at: datetime | None
    reopened_count: int
    closed_at: datetime | None
    closer: str | None
    hand_over_count: int
    accepted_count: int
    is_taken_over: bool
    is_handed_on_in_time: bool
    is_judged_strictly: bool


@dataclass(frozen=True)
class DueCase:
    """A case with the deadline by which it is judged; `late` is how long after it the answer came, or still waits.

    At or below zero it came in time.
    """

    case: CaseFact
    due_at: datetime
    late: timedelta

    @property
    def is_in_time(self) -> bool:
        return self.late <= timedelta(0)


def counted_due(case: CaseFact) -> datetime | None:
    """The deadline by which a case is judged: the first that was missed, else the one that was met.

    Reopening gives a case a new deadline. The one that was met before stands at its answer then, so that a reopened
    case counts once, by its first answer.
    """
    if case.missed_due_at is not None:
        return case.missed_due_at
    if case.reopened_count and case.first_answered_at is not None:
        return case.first_answered_at
    return case.due_at


def followup_in_time(
    cases: Iterable[CaseFact], period_begin: datetime, period_end: datetime, now: datetime
) -> float | None:
    """Cases answered by their due time, of those due in the period.

    Open ones past due are misses at once; open ones not yet due are left out. None where none was due.
    """
    due = due_cases(cases, period_begin, period_end, now)
    return sum(case.is_in_time for case in due) / len(due) if due else None


def due_cases(cases: Iterable[CaseFact], period_begin: datetime, period_end: datetime, now: datetime) -> list[DueCase]:
    """The cases that followup_in_time judges: due in the period, and answered or past due."""
    judged = []
    for case in cases:
        due_at = counted_due(case)
        if due_at is None or not period_begin <= due_at < period_end:
            continue
        if case.first_answered_at is not None or now > due_at:
            judged.append(DueCase(case, due_at, (case.first_answered_at or now) - due_at))
    return judged


def replied_on_the_spot(cases: Iterable[CaseFact], period_begin: datetime, period_end: datetime) -> float | None:
    """Technical cases with a reply recorded before the visit ended, of those opened in the period.

    Without a ticket nobody knows when the customer left: only a reply written with the case itself counts.
    """
    technical = technical_cases(cases, period_begin, period_end)
    return sum(map(was_replied_on_the_spot, technical)) / len(technical) if technical else None


def technical_cases(cases: Iterable[CaseFact], period_begin: datetime, period_end: datetime) -> list[CaseFact]:
    """The cases that replied_on_the_spot judges."""
    return [case for case in cases if case.kind is Kind.TECHNICAL and period_begin <= case.opened_at < period_end]


def was_replied_on_the_spot(case: CaseFact) -> bool:
    """Whether a reply was recorded before the visit ended."""
    if case.reply_at is None:
        return False
    if not case.has_ticket:
        return case.reply_at <= case.opened_at
    return case.visit_ended_at is None or case.reply_at <= case.visit_ended_at


def first_asked_kept(cases: Iterable[CaseFact], period_begin: datetime, period_end: datetime) -> float | None:
    """Cases that their first owner closed, or handed over with acceptance in time, of those closed in the period.

    One that a manager took over after an escalation is not kept, whoever closes it. In months before this definition
    every accepted hand-over was, a take-over too, unless another was declined.
    """
    closed = closed_cases(cases, period_begin, period_end)
    return sum(map(was_kept, closed)) / len(closed) if closed else None


def closed_cases(cases: Iterable[CaseFact], period_begin: datetime, period_end: datetime) -> list[CaseFact]:
    """The cases that first_asked_kept judges."""
    return [
        case
        for case in cases
        if case.kind is not Kind.PRAISE and case.closed_at is not None and period_begin <= case.closed_at < period_end
    ]


def was_kept(case: CaseFact) -> bool:
    """Whether whoever was asked first kept a closed case."""
    if case.is_judged_strictly:
        return not case.is_taken_over and (case.closer == case.first_owner or case.is_handed_on_in_time)
    return case.closer == case.first_owner or 0 < case.hand_over_count == case.accepted_count


def count_of(kind: Kind, cases: Iterable[CaseFact], period_begin: datetime, period_end: datetime) -> int:
    """How many of a kind were written down in the period: complaints, praise."""
    return sum(1 for case in cases if case.kind is kind and period_begin <= case.opened_at < period_end)
