"""Follow-ups due, answered in time and late. A read model."""

from collections import Counter
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import stamp, stamp_or_none
from storeops.base.months import MonthSpan
from storeops.quality.follow_ups import case_fact_rows, case_figures, follow_ups_view
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.case_figures import DueCase
from storeops.reports.sections.quality_section import Cases, LateCase
from storeops.reports.sections.rows_of_month import (
    DUTY_CALLS,
    FOLLOW_UP_WARNINGS,
    FOLLOW_UPS,
    HAND_OVERS,
    RECOVERY_TASKS,
    TICKETS,
)

CASES_FROM = (
    FOLLOW_UPS.of(
        "kind",
        "ticket_id",
        "service_id",
        "opened_at",
        "first_owner_id",
        "due_at",
        "reply_at",
        "first_answered_at",
        "closed_at",
        "closed_by",
    ),
    FOLLOW_UP_WARNINGS.of(),
    HAND_OVERS.of("is_accepted"),
    TICKETS.of("ended_at"),
    DUTY_CALLS.of("counter_id", "employee_id", "ticket_id", "reason", "arrived_at", "outcome", "settled_at"),
    RECOVERY_TASKS.of("taken_at", "closed_at", "outcome"),
)
"""Duty calls and recoveries end many a case before it is one: a report that tells of cases is stale without them."""


def cases(db: Database, span: MonthSpan, now: datetime) -> Cases:
    """Follow-ups due, answered in time and late.

    `late` are the misses, the longest first; hours are counted to the first answer, or to `now` where there is none.
    """
    period = span.begins_at, span.ends_at
    facts = case_fact_rows.cases_of(db, *period)
    figures = follow_ups_view.figures_of(facts, *period, now)
    due = case_figures.due_cases(facts, *period, now)
    missed = sorted((case for case in due if not case.is_in_time), key=lambda case: (-case.late, case.case.id))
    opened = Counter(fact.kind for fact in facts if span.begins_at <= fact.opened_at < span.ends_at)
    return Cases(
        opened={kind.value: opened[kind] for kind in Kind},
        due=len(due),
        in_time=len(due) - len(missed),
        followup_in_time=figures.followup_in_time,
        replied_on_the_spot=figures.replied_on_the_spot,
        first_asked_kept=figures.first_asked_kept,
        late=[_late(case) for case in missed],
    )


def _late(due: DueCase) -> LateCase:
    return LateCase(
        id=due.case.id,
        kind=due.case.kind.value,
        service=due.case.service,
        due_at=stamp(due.due_at),
        answered_at=stamp_or_none(due.case.first_answered_at),
        hours_late=due.late / timedelta(hours=1),
    )
