"""Follow-ups due, answered in time and late. A read model."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import stamp, stamp_or_none
from storeops.base.months import MonthSpan
from storeops.quality.follow_ups import case_fact_rows, case_figures, follow_ups_view
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.case_figures import DueCase


def cases(db: Database, span: MonthSpan, now: datetime) -> dict[str, Any]:
    """Follow-ups due, answered in time and late.

    `late` are the misses, the longest first; hours are counted to the first answer, or to `now` where there is none.
    """
    period = span.begins_at, span.ends_at
    facts = case_fact_rows.cases_of(db, *period)
    figures = follow_ups_view.figures_of(facts, *period, now)
    due = case_figures.due_cases(facts, *period, now)
    missed = sorted((case for case in due if not case.is_in_time), key=lambda case: (-case.late, case.case.id))
    opened = Counter(fact.kind for fact in facts if span.begins_at <= fact.opened_at < span.ends_at)
    return {
        "opened": {kind.value: opened[kind] for kind in Kind},
        "due": len(due),
        "in_time": len(due) - len(missed),
        "followup_in_time": figures.followup_in_time,
        "replied_on_the_spot": figures.replied_on_the_spot,
        "first_asked_kept": figures.first_asked_kept,
        "late": [_late(case) for case in missed],
    }


def _late(due: DueCase) -> dict[str, Any]:
    return {
        "id": due.case.id,
        "kind": due.case.kind.value,
        "service": due.case.service,
        "due_at": stamp(due.due_at),
        "answered_at": stamp_or_none(due.case.first_answered_at),
        "hours_late": due.late / timedelta(hours=1),
    }
