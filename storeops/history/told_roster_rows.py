"""Signed-in spans as the roster format tells them, and those that an import adds. Named SQL."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.history.roster_format import RosterRow

Stretch = tuple[str, datetime, datetime | None]
"""Employee, sign-in and sign-out; None while it goes on."""


def stretches_that_touch(db: Database, begin: datetime, end: datetime) -> Iterator[Stretch]:
    """Every stretch that lies in this time or reaches into it."""
    rows = db.execute(
        "SELECT employee.code, signed_in_at, signed_out_at"
        " FROM signed_in_span JOIN employee ON employee.id = signed_in_span.employee_id"
        " WHERE signed_in_at <= ? AND (signed_out_at IS NULL OR signed_out_at >= ?)",
        (stamp(end), stamp(begin)),
    )
    return ((code, instant(begins), instant_or_none(ends)) for code, begins, ends in rows)


def ended_stretches(db: Database, begin: datetime, end: datetime) -> Iterator[RosterRow]:
    """The stretches that began from `begin` to before `end` and are over, by sign-in and employee."""
    rows = db.execute(
        "SELECT employee.code, signed_in_at, signed_out_at"
        " FROM signed_in_span JOIN employee ON employee.id = signed_in_span.employee_id"
        " WHERE signed_in_at >= ? AND signed_in_at < ? AND signed_out_at IS NOT NULL"
        " ORDER BY signed_in_at, employee.code, signed_out_at",
        (stamp(begin), stamp(end)),
    )
    return (RosterRow(code, instant(begins), instant(ends)) for code, begins, ends in rows)


def add_stretches(db: Database, stretches: Iterable[RosterRow], employees: Mapping[str, int]) -> None:
    """Write imported stretches; at which counter is not known."""
    db.conn.executemany(
        "INSERT INTO signed_in_span (employee_id, signed_in_at, signed_out_at, is_imported) VALUES (?, ?, ?, 1)",
        [(employees[row.employee], stamp(row.signed_in_at), stamp(row.signed_out_at)) for row in stretches],
    )
