"""Whom an administrator looks for, and what is kept of them by matter: a read model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

from storeops.base.retention import KEPT_KINDS
from storeops.hall import retention_period_rows
from storeops.people import employee_rows
from storeops.personal.kept_where import PLACES, KeptPlace

MOST_FOUND = 20
TEXTS = ("summary", "reply", "resolution", "note", "decision", "phone_masked")
"""Columns with what was written of a customer; the others are times, numbers and choices."""


@dataclass(frozen=True)
class FoundEmployee:
    """Somebody who works or worked here."""

    code: str
    name: str


@dataclass(frozen=True)
class KeptMatter:
    """What is kept of one matter, in which tables: how many rows, and what was written of a customer in them.

    `kept` is for how long, from `since` on; where it is None, the place says it.
    """

    place: KeptPlace
    tables: Sequence[str]
    count: int
    texts: Sequence[str]
    kept: timedelta | None
    since: str


def employees_like(db: Database, text: str) -> list[FoundEmployee]:
    """Those with this number, else those whose name has this part, at most MOST_FOUND."""
    by_number = employee_rows.known(db, text)
    if by_number:
        return [FoundEmployee(by_number.code, by_number.name)]
    wanted = text.casefold()
    found = [FoundEmployee(code, name) for code, name in employee_rows.names(db).items() if wanted in name.casefold()]
    return found[:MOST_FOUND]


def matters(db: Database, told: Mapping[str, Sequence[Mapping[str, object]]]) -> list[KeptMatter]:
    """What was told of a person, by matter; matters of which there is nothing are left out."""
    periods = retention_period_rows.periods(db)
    found = []
    for place in PLACES:
        tables = [table for table in place.tables if told.get(table)]
        kept_rows = [row for table in tables for row in told[table]]
        kept, since = (periods[place.kind], KEPT_KINDS[place.kind].since) if place.kind else (None, "")
        if kept_rows:
            found.append(KeptMatter(place, tables, len(kept_rows), _texts(kept_rows), kept, since))
    return found


def _texts(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """What was written in these rows, calls back included."""
    found: list[str] = []
    for row in rows:
        found += [str(row[column]) for column in TEXTS if row.get(column)]
        calls = row.get("call_backs")
        if isinstance(calls, list):
            found += _texts(calls)
    return found
