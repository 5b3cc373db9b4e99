"""The year's targets by metric. Named SQL."""

from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_TARGETS = TracedTable(
    "year_target", ("year || ' ' || metric", "target", "set_at", "set_by"), "FROM year_target WHERE true"
)


class _Target(NamedTuple):
    metric: str
    target: float


def targets_of_year(db: Database, year: int) -> dict[str, float]:
    """The targets of a year by metric."""
    sql = "SELECT metric, target FROM year_target WHERE year = ? ORDER BY metric"
    return {own.metric: own.target for own in rows.each(db, _Target, sql, (year,))}


def write_target(db: Database, year: int, metric: str, target: float, set_at: datetime, set_by: str) -> None:
    """Set a metric's target, over an earlier one of the same year."""
    db.execute(
        "INSERT INTO year_target (year, metric, target, set_at, set_by) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (year, metric) DO UPDATE"
        " SET target = excluded.target, set_at = excluded.set_at, set_by = excluded.set_by",
        (year, metric, target, stamp(set_at), set_by),
    )


def remove_target(db: Database, year: int, metric: str) -> None:
    """A metric has no target in this year any more."""
    db.execute("DELETE FROM year_target WHERE year = ? AND metric = ?", (year, metric))
