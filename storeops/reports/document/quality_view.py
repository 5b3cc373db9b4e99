"""What the ratings, checks and cases of any days come to, for the report: a read model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import DaySpan
from storeops.hall import hall_rows
from storeops.measuring.quality_metrics import QualityFacts
from storeops.quality.checks import check_rows, checks_view
from storeops.quality.checks.check_rows import ScoredCheck
from storeops.quality.feedback import share_rows
from storeops.quality.feedback.feedback_shares import Shares
from storeops.quality.follow_ups import case_fact_rows, follow_ups_view
from storeops.quality.follow_ups.case_figures import CaseFact
from storeops.reports.sections.cases_view import CASES_FROM
from storeops.reports.sections.checklist_view import CHECKLIST_FROM
from storeops.reports.sections.rows_of_month import DOUBTED_RATINGS, PROMPTS, RATINGS, TICKETS

QUALITY_FROM = (
    TICKETS.of("state", "is_imported"),
    PROMPTS.of("why_shown"),
    RATINGS.of("prompt_id", "value", "undone_at", "place"),
    DOUBTED_RATINGS.of("is_accepted"),
    *CASES_FROM,
    *CHECKLIST_FROM,
)


@dataclass(frozen=True)
class QualityRead:
    """The ratings by business day, the checks and the cases of some days: what their metrics are taken from, and what
    each of the days adds to them; as they stood at `until`, if that is told."""

    shares: Mapping[str, Shares]
    checks: Sequence[ScoredCheck]
    cases: Sequence[CaseFact]
    until: datetime | None = None


def read_quality(db: Database, span: DaySpan, until: datetime | None = None) -> QualityRead:
    """Read the days once, for whoever tells more than one thing of them.

    `until`: as they stood then, because they are compared with days of which only so much is over.
    """
    checks = check_rows.scores_between(db, span.first_day, span.last_day)
    return QualityRead(
        shares=share_rows.shares_by_day(db, span.first_day.isoformat(), span.last_day.isoformat(), until),
        checks=[check for check in checks if until is None or check.checked_at < until],
        cases=case_fact_rows.cases_of(db, span.begins_at, span.ends_at),
        until=until,
    )


def quality_facts(db: Database, span: DaySpan, now: datetime, read: QualityRead | None = None) -> QualityFacts:
    """What the metrics of service quality are taken from, so far; `read`: these days, where the caller has them."""
    read = read or read_quality(db, span)
    last_day = min(span.last_day, business_day(now, hall_rows.hall(db).zone))
    return QualityFacts(
        feedback=Shares.merged(read.shares.values()),
        cases=follow_ups_view.figures_of(read.cases, span.begins_at, span.ends_at, now),
        check_coverage=checks_view.coverage_of(db, read.checks, span.first_day, last_day, read.until).share,
        checklist_mean=checks_view.mean_score(check for check in read.checks if check.employee is not None),
    )
