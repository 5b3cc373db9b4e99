"""Closed months of the report, and what calls for a first or a next version. Named SQL."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.base.months import MonthSpan
from storeops.quality.stars import star_rows


@dataclass(frozen=True)
class NewReport:
    """What a version of a month is made of. `reason` None for version 1; `body` is the report (see report_body).

    `star_version` None: nobody had a star sheet. `correction_id` is the newest correction that this version counts.
    """

    month: str
    version: int
    definitions_version: int
    policy_id: int
    star_version: int | None
    closed_by: str
    reason: str | None
    correction_id: int
    inputs_checksum: str
    checksum: str
    body: str


@dataclass(frozen=True)
class ClosedReport(NewReport):
    """One version of a month as it stands in the database."""

    id: int
    closed_at: datetime


_COLUMNS = (
    "month, version, definitions_version, policy_id, star_version, closed_by, reason, correction_id, inputs_checksum,"
    " checksum, body"
)
_REPORT = f"SELECT {_COLUMNS}, id, closed_at FROM report_month "


def _closed(row: Any) -> ClosedReport:
    values = [*row[:-1], instant(row[-1])]
    return ClosedReport(*values)


def latest(db: Database, month: str) -> ClosedReport | None:
    """The version of a month that is in force; None while it is not closed."""
    row = db.execute(_REPORT + "WHERE month = ? ORDER BY version DESC LIMIT 1", (month,)).fetchone()
    return _closed(row) if row else None


def of_version(db: Database, month: str, version: int) -> ClosedReport | None:
    """One version of a month; None if there is no such."""
    row = db.execute(_REPORT + "WHERE month = ? AND version = ?", (month, version)).fetchone()
    return _closed(row) if row else None


def by_id(db: Database, report_id: int) -> ClosedReport:
    """A version that is known to exist."""
    return _closed(db.execute(_REPORT + "WHERE id = ?", (report_id,)).fetchone())


def versions(db: Database, month: str) -> list[ClosedReport]:
    """All versions of a month, newest first."""
    return [_closed(row) for row in db.execute(_REPORT + "WHERE month = ? ORDER BY version DESC", (month,)).fetchall()]


def all_closed(db: Database) -> Iterable[ClosedReport]:
    """Every version of every month, one at a time."""
    return (_closed(row) for row in db.execute(_REPORT + "ORDER BY month, version"))


def versions_by_month(db: Database) -> dict[str, int]:
    """The version in force of each closed month."""
    return dict(db.execute("SELECT month, max(version) FROM report_month GROUP BY month").fetchall())


def add(db: Database, new: NewReport, now: datetime) -> int:
    """Insert a version; its id. The schema refuses a version that is there already."""
    row = db.execute(
        f"INSERT INTO report_month ({_COLUMNS}, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*astuple(new), stamp(now)),
    ).fetchone()
    return int(row[0])


def months_corrected(db: Database) -> dict[str, int]:
    """The newest correction of each closed month that its version in force does not count."""
    rows = db.execute(
        "SELECT month_correction.month, max(month_correction.id) FROM month_correction"
        " WHERE EXISTS (SELECT 1 FROM report_month WHERE report_month.month = month_correction.month)"
        " GROUP BY month_correction.month HAVING max(month_correction.id) >"
        " (SELECT max(correction_id) FROM report_month WHERE report_month.month = month_correction.month)"
    ).fetchall()
    return dict(rows)


def months_with_newer_stars(db: Database) -> set[str]:
    """The closed months whose stars have a version that the report in force does not show."""
    rows = db.execute(
        "SELECT star_month.month FROM star_month JOIN report_month ON report_month.month = star_month.month"
        " GROUP BY star_month.month HAVING max(star_month.version) > coalesce(max(report_month.star_version), 0)"
    ).fetchall()
    return {row[0] for row in rows}


def first_day(db: Database) -> str | None:
    """The earliest day of which a report could tell anything; None in a new hall."""
    row = db.execute("SELECT substr(min(opened_at), 1, 10) FROM follow_up").fetchone()
    return min((day for day in (star_rows.first_day(db), row[0]) if day is not None), default=None)


def has_data(db: Database, span: MonthSpan) -> bool:
    """Whether a month has tickets, checks, cases or anything else to tell of."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM ticket WHERE business_day BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM spot_check WHERE business_day BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM follow_up WHERE opened_at >= :begins AND opened_at < :ends)",
        {
            "first": span.first_day.isoformat(),
            "last": span.last_day.isoformat(),
            "begins": stamp(span.begins_at),
            "ends": stamp(span.ends_at),
        },
    ).fetchone()
    return bool(row[0]) or star_rows.has_sheets(db, span)
