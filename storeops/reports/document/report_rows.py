"""Of which months there is anything to report, and whose report shows earlier stars than there are. Named SQL."""

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.quality.stars import star_rows
from storeops.quality.stars.stars_document import STARS
from storeops.store import rows


def months_with_newer_stars(db: Database) -> set[str]:
    """The closed months whose stars have a version that the report in force does not show."""
    sql = (
        "SELECT stars.month FROM closed_month AS stars JOIN report_month ON report_month.month = stars.month"
        " WHERE stars.document = ? GROUP BY stars.month"
        " HAVING max(stars.version) > coalesce(max(report_month.star_version), 0)"
    )
    return set(rows.column(db, sql, (STARS.name,)))


def first_day(db: Database) -> str | None:
    """The earliest day of which a report could tell anything; None in a new hall."""
    days = star_rows.first_day(db), rows.scalar(db, "SELECT substr(min(opened_at), 1, 10) FROM follow_up")
    return min((day for day in days if day is not None), default=None)


def has_data(db: Database, span: MonthSpan) -> bool:
    """Whether a month has tickets, checks, cases or anything else to tell of."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM ticket WHERE business_day BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM spot_check WHERE business_day BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM follow_up WHERE opened_at >= :begins AND opened_at < :ends)"
    )
    values = {
        "first": span.first_day.isoformat(),
        "last": span.last_day.isoformat(),
        "begins": stamp(span.begins_at),
        "ends": stamp(span.ends_at),
    }
    return bool(rows.scalar(db, sql, values)) or star_rows.has_sheets(db, span)
