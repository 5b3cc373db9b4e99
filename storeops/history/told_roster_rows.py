"""Signed-in spans as the roster format tells them, and those that an import adds. Named SQL."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.history.roster_format import RosterRow
from storeops.store import rows


class Stretch(NamedTuple):
    """`signed_out_at` is None while it goes on."""

    employee: str
    signed_in_at: datetime
    signed_out_at: datetime | None


_STRETCHES = (
    "SELECT employee.code AS employee, signed_in_at, signed_out_at"
    " FROM signed_in_span JOIN employee ON employee.id = signed_in_span.employee_id"
)


def stretches_that_touch(db: Database, begin: datetime, end: datetime) -> Iterator[Stretch]:
    """Every stretch that lies in this time or reaches into it."""
    return rows.each(
        db,
        Stretch,
        _STRETCHES + " WHERE signed_in_at <= ? AND (signed_out_at IS NULL OR signed_out_at >= ?)",
        (stamp(end), stamp(begin)),
    )


def ended_stretches(db: Database, begin: datetime, end: datetime) -> Iterator[RosterRow]:
    """The stretches that began from `begin` to before `end` and are over, by sign-in and employee."""
    return rows.each(
        db,
        RosterRow,
        _STRETCHES + " WHERE signed_in_at >= ? AND signed_in_at < ? AND signed_out_at IS NOT NULL"
        " ORDER BY signed_in_at, employee.code, signed_out_at",
        (stamp(begin), stamp(end)),
    )


def add_stretches(db: Database, stretches: Iterable[RosterRow], employees: Mapping[str, int], import_id: int) -> None:
    """Write imported stretches; at which counter is not known."""
    db.conn.executemany(
        "INSERT INTO stored_signed_in_span (employee_id, signed_in_at, signed_out_at, is_imported, import_id)"
        " VALUES (?, ?, ?, 1, ?)",
        [(employees[row.employee], stamp(row.signed_in_at), stamp(row.signed_out_at), import_id) for row in stretches],
    )
