"""The figures of any days, live: what the day and week pages show. A read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops import journal
from storeops.hall import hall_rows
from storeops.months import DaySpan, day_span
from storeops.reports.period_view import period_metrics, period_parts
from storeops.reports.periods.period import Period, compared_with
from storeops.reports.sections.names_view import names
from storeops.reports.sections.over_target_view import over_target
from storeops.reports.sections.pauses_view import pauses
from storeops.reports.sections.special_view import special_customers
from storeops.reports.sections.staffing_view import staffing
from storeops.reports.sections.transfers_view import transfers


def period_report(db: Database, period: Period, now: datetime, other: Period | None = None) -> dict[str, Any]:
    """The figures of these days so far, under the keys of month_report, compared with `other`.

    Unless told otherwise the other period is compared_with(period). A period of which only a part is over is compared
    with the whole of the other one. `last_seq` is the journal's number that they hold at least.
    """
    last_seq = journal.last_seq(db)
    hall = hall_rows.hall(db)
    compared = other or compared_with(period)
    span = _span(db, period)
    before = period_metrics(db, _span(db, compared), now)
    return {
        "last_seq": last_seq,
        "hall": hall.name_zh,
        "hall_en": hall.name_en,
        "zone": hall.zone.key,
        "wait_target_seconds": hall.wait_target_seconds,
        **period_parts(db, span, now),
        "names": names(db, span),
        "over_target": over_target(db, span),
        "transfers": transfers(db, span),
        "pauses": pauses(db, span),
        "staffing": staffing(db, span, now),
        "special_customers": special_customers(db, span),
        "comparisons": {
            "previous": None,
            "last_year": None,
            "base": {"metrics": {metric: figure["value"] for metric, figure in before.items()}},
        },
        "year": {"targets": {}},
    }


def _span(db: Database, period: Period) -> DaySpan:
    return day_span(period.first_day, period.last_day, hall_rows.hall(db).zone)
