"""The figures of any days, live: what the day and week pages show. A read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.months import DaySpan, day_span
from storeops.hall import hall_rows
from storeops.reports.document.period_view import period_figures, period_metrics
from storeops.reports.periods.period import Period
from storeops.store import journal


def period_report(db: Database, period: Period, now: datetime, other: Period) -> dict[str, Any]:
    """The figures of these days so far, under the keys of a month's report, compared with `other`.

    A period of which only a part is over is compared with the whole of the other one. `last_seq` is the journal's
    number that they hold at least.
    """
    last_seq = journal.last_seq(db)
    hall = hall_rows.hall(db)
    span = _span(db, period)
    before = period_metrics(db, _span(db, other), now)
    return {
        "last_seq": last_seq,
        "hall": hall.name_zh,
        "hall_en": hall.name_en,
        "zone": hall.zone.key,
        "wait_target_seconds": hall.wait_target_seconds,
        **period_figures(db, span, now),
        "comparisons": {
            "previous": None,
            "last_year": None,
            "base": {"metrics": {metric: figure["value"] for metric, figure in before.items()}},
        },
        "year": {"targets": {}},
    }


def _span(db: Database, period: Period) -> DaySpan:
    return day_span(period.first_day, period.last_day, hall_rows.hall(db).zone)
