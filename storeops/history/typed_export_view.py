"""What people typed here, as CSV lines: cases, wishes, calls and what else no other system told. A read model.

A customer's phone number is in none of it. Days are local, both ends included; times are local with their offset.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.base.csv_lines import csv_lines
from storeops.base.months import DaySpan, day_span
from storeops.hall import hall_rows
from storeops.history.cell_values import local_text
from storeops.history.typed_rows import TYPED_TABLES, TypedTable, rows_of

TypedExport = Callable[[Database, date, date], Iterator[str]]


def _export(table: TypedTable) -> TypedExport:
    moments = [name.endswith("_at") for name in table.columns]

    def export(db: Database, first_day: date, last_day: date) -> Iterator[str]:
        zone = hall_rows.hall(db).zone
        found = rows_of(db, table, *_bounds(table, day_span(first_day, last_day, zone)))
        lines = ([_told(cell, is_at, zone) for is_at, cell in zip(moments, row, strict=True)] for row in found)
        return csv_lines(table.columns, lines)

    return export


def _told(cell: object, is_instant: bool, zone: ZoneInfo) -> object:
    return local_text(instant(cell), zone) if is_instant and isinstance(cell, str) else cell


def _bounds(table: TypedTable, span: DaySpan) -> tuple[str, str]:
    """From when on, and before when, as the database holds it."""
    if table.is_by_day:
        return span.first_day.isoformat(), (span.last_day + timedelta(days=1)).isoformat()
    return stamp(span.begins_at), stamp(span.ends_at)


TYPED_EXPORTS: Mapping[str, TypedExport] = {kind: _export(table) for kind, table in TYPED_TABLES.items()}
"""By the name of the kind."""
