"""The days of any period, each by itself: what comparisons are judged by. A read model."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import DaySpan
from storeops.hall import hall_rows
from storeops.measuring.counted import DayPart
from storeops.measuring.tally import Tally
from storeops.quality.checks import checks_view
from storeops.quality.feedback.feedback_shares import Shares
from storeops.quality.follow_ups import case_figures
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.case_figures import CaseFact
from storeops.reports.comparison.period_days import PeriodDays
from storeops.reports.document.quality_view import QualityRead, read_quality

Parts = dict[str, Sequence[DayPart]]


def period_days(
    db: Database, span: DaySpan, now: datetime, halls: dict[date, Tally], read: QualityRead | None = None
) -> PeriodDays:
    """The open days of a period so far; `halls` are its days with the hall's tallies.

    `read`: what is known of the quality of these days, where the caller has it.
    """
    read = read or read_quality(db, span)
    opened = {day: hall for day, hall in halls.items() if hall.issued}
    ratings, checks = _of_ratings(read.shares.values()), _of_checks(db, span, now, read)
    cases = _of_cases(read.cases, span, now, hall_rows.hall(db).zone, opened)
    return PeriodDays(list(opened.values()), {**ratings, **checks, **cases})


def _of_ratings(days: Collection[Shares]) -> Parts:
    return {
        "csat": [DayPart(day.satisfied, day.ratings) for day in days],
        "delight": [DayPart(day.delighted, day.ratings) for day in days],
        "response_rate": [DayPart(day.answered, day.shown) for day in days],
        "prompt_rate": [DayPart(day.prompted, day.closes) for day in days],
    }


def _of_checks(db: Database, span: DaySpan, now: datetime, read: QualityRead) -> Parts:
    last_day = min(span.last_day, business_day(now, hall_rows.hall(db).zone))
    checked = {(check.employee, check.business_day) for check in read.checks}
    worked: defaultdict[date, list[bool]] = defaultdict(list)
    for employee, day in checks_view.days_of_work(db, span.first_day, last_day, read.until):
        worked[day].append((employee, day) in checked)
    scores: defaultdict[date, list[float]] = defaultdict(list)
    for check in read.checks:
        if check.employee is not None and check.score is not None:
            scores[check.business_day].append(float(check.score))
    return {"check_coverage": _shares(worked.values()), "checklist_mean": _shares(scores.values())}


def _of_cases(
    facts: Sequence[CaseFact], span: DaySpan, now: datetime, zone: ZoneInfo, open_days: Iterable[date]
) -> Parts:
    period = span.begins_at, span.ends_at
    due: defaultdict[date, list[bool]] = defaultdict(list)
    for case in case_figures.due_cases(facts, *period, now):
        due[business_day(case.due_at, zone)].append(case.is_in_time)
    replied: defaultdict[date, list[bool]] = defaultdict(list)
    for fact in case_figures.technical_cases(facts, *period):
        replied[business_day(fact.opened_at, zone)].append(case_figures.was_replied_on_the_spot(fact))
    kept: defaultdict[date, list[bool]] = defaultdict(list)
    for fact in case_figures.closed_cases(facts, *period):
        if fact.closed_at is not None:
            kept[business_day(fact.closed_at, zone)].append(case_figures.was_kept(fact))
    written: dict[Kind, dict[date, int]] = {kind: dict.fromkeys(open_days, 0) for kind in Kind}
    for fact in facts:
        if period[0] <= fact.opened_at < period[1]:
            of_kind, day = written[fact.kind], business_day(fact.opened_at, zone)
            of_kind[day] = of_kind.get(day, 0) + 1
    return {
        "followup_in_time": _shares(due.values()),
        "replied_on_the_spot": _shares(replied.values()),
        "first_asked_kept": _shares(kept.values()),
        "complaints": [DayPart(count, 1) for count in written[Kind.COMPLAINT].values()],
        "praise": [DayPart(count, 1) for count in written[Kind.PRAISE].values()],
    }


def _shares(days: Iterable[Sequence[float]]) -> list[DayPart]:
    """The sum of each day's values, or how many are true, of their number."""
    return [DayPart(sum(day), len(day)) for day in days]
