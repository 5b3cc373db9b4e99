"""A month at the retention desk: why, where to, what was offered, and how many stayed. A read model."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, month_of, month_span
from storeops.hall import hall_rows
from storeops.quality.heard import retention_rows
from storeops.quality.heard.retention_choices import CHOICES
from storeops.quality.heard.retention_rows import RetentionCase


@dataclass(frozen=True)
class Part:
    """One choice of a field: how many cases had it, their share of all, and the share of them that was kept."""

    code: str
    count: int
    share: float
    kept_share: float


@dataclass(frozen=True)
class MonthOfRetention:
    """`parts`: by field of CHOICES the choices that occurred, the most frequent first.

    `kept_share` is kept cases by all of the month, those who think it over included; None without a case.
    """

    month: str
    case_count: int
    kept_share: float | None
    parts: dict[str, list[Part]]
    cases: list[RetentionCase]


def month_of_retention(db: Database, now: datetime, month: str | None) -> MonthOfRetention:
    """The cases of a month (YYYY-MM), of the present one if None. BadValue if it is no month."""
    zone = hall_rows.hall(db).zone
    return retention_of(db, month_span(month or month_of(business_day(now, zone)), zone))


def retention_of(db: Database, span: MonthSpan) -> MonthOfRetention:
    """The cases of a month whose span is known."""
    cases = retention_rows.recorded_between(db, span.begins_at, span.ends_at)
    kept = sum(case.outcome == "kept" for case in cases)
    return MonthOfRetention(
        month=span.month,
        case_count=len(cases),
        kept_share=kept / len(cases) if cases else None,
        parts={field: _parts(cases, field) for field in CHOICES},
        cases=cases,
    )


def _parts(cases: Iterable[RetentionCase], field: str) -> list[Part]:
    all_of = Counter(str(getattr(case, field)) for case in cases)
    kept_of = Counter(str(getattr(case, field)) for case in cases if case.outcome == "kept")
    total = all_of.total()
    return [Part(code, count, count / total, kept_of[code] / count) for code, count in all_of.most_common()]
