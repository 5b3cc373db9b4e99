"""What goes out as CSV, by the name of its kind. A read model."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import IO

from sqlite_utils import Database

from storeops.base.csv_lines import as_file
from storeops.history import export_view
from storeops.history.asked_export import AskedExport
from storeops.history.typed_export_view import TYPED_EXPORTS

EXPORTS: Mapping[str, Callable[[Database, date, date], Iterator[str]]] = {
    "legs": export_view.export_legs,
    "visits": export_view.export_visits,
    "transactions": export_view.export_transactions,
    "ratings": export_view.export_ratings,
    "checks": export_view.export_checks,
    "care": export_view.export_care,
    "roster": export_view.export_roster,
    **TYPED_EXPORTS,
}
"""Each gives its lines of the days from the first to the last."""


def write_export(db: Database, asked: AskedExport, out: IO[bytes]) -> None:
    """Write the file that was asked for, with a byte order mark."""
    out.writelines(line.encode() for line in as_file(EXPORTS[asked.kind](db, asked.first_day, asked.last_day)))
