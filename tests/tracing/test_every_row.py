"""Whoever edits the database by hand is found out, in whichever table and column it is: nobody can add one untraced
without a reason that stands here."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from storeops.base.clock import FrozenClock
from storeops.queueing.ticket_check_view import ticket_findings
from storeops.running.integrity_view import findings
from storeops.store.database import HallDatabase, connect
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import MONDAY_NINE, copied_hall
from tests.tracing.told_hall import a_told_hall

OWN_SECRET = "a secret of its own: another one opens nothing, and takes nothing from anybody"
LAST_SEEN = "when something was last seen: it moves with each request"
ATTEMPTS = "a log of attempts: a figure, a promise and a right hang on none of them"

UNTRACED: dict[str, str] = {
    # Whole tables
    "told_event": "which numbers live screens count by; what happened stands in the journal",
    "answer": "what a repeated request is answered, for a day",
    "counted_tries": ATTEMPTS,
    "first_day_step": "what the administrator ticked of a list: a figure, a promise and a right hang on none of it",
    "found_flag": "what the detectors found when they last looked: they look anew each night, and pages do",
    "hall_logo": "a picture for the screens; its mark is told with the hall",
    "set_up_edition": "a number drawn at random: what is kept in memory counts for it and no other",
    "job_run": "when a job ran: one that is asked again finds its work done",
    "journal_epoch": "a name drawn at random: a screen that counts by another one begins anew",
    "known_browser": LAST_SEEN,
    "pairing_code": "a code that waits for somebody, for a day; that it was taken is an event",
    "passed_over_number": "numbers given to nobody; the event of a copy that was put back names those of its day",
    "recovery_code": OWN_SECRET,
    "restoration": "what screens say for a day; the event of a copy that was put back tells it",
    "session": "who is signed in; that they signed in is an event, and a session ends by itself",
    # Columns
    "hall_key.id": "there is one row, and nothing refers to its number",
    "stored_leg.id": "a number; of a leg that has ended it is traced, and nothing refers to one before",
    "system_pause.id": "a number, to which nothing refers",
    "device.expires_at": LAST_SEEN + "; a program's is traced",
    "device_sighting.first_seen_at": LAST_SEEN,
    "device_sighting.last_seen_at": LAST_SEEN,
    "device_sighting.browser_version": LAST_SEEN,
    "employee.factor_asked_at": ATTEMPTS,
    "hall.secret_key": OWN_SECRET,
    "second_factor.last_step": LAST_SEEN,
    "second_factor.new_secret": OWN_SECRET,
    "stored_ticket.token": OWN_SECRET,
}


GOES_ON = {
    *("counter", "counter_span", "event", "stored_leg", "stored_leg_transaction", "stored_signed_in_span"),
    *("system_pause", "stored_ticket", "prompt", "stored_rating", "service"),
}
"""Tables whose first and last rows are traced in other ways: one has ended, the other goes on."""
SHOWN_AS = {"event": "event|the journal", "day_summary": "the summary of"}
"""What a finding calls a table that it does not name as such."""


@dataclass(frozen=True)
class Column:
    table: str
    name: str
    kind: str
    is_key: bool

    @property
    def full_name(self) -> str:
        return f"{self.table}.{self.name}"


@pytest.fixture(scope="module")
def hall(founded_hall: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallDatabase]:
    folder = tmp_path_factory.mktemp("told")
    db = connect(copied_hall(founded_hall, folder / "hall.db"))
    db.execute("PRAGMA synchronous = OFF")
    a_told_hall(db, FrozenClock(MONDAY_NINE), folder)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    yield db
    db.conn.close()


def tables(db: HallDatabase) -> list[str]:
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return sorted(name for (name,) in found if not name.startswith("_"))


def columns(db: HallDatabase) -> list[Column]:
    return [
        Column(table, name, kind, bool(key))
        for table in tables(db)
        for _, name, kind, _, _, key in db.execute(f"PRAGMA table_info({table})")
    ]


def test_a_hall_in_which_all_has_happened_is_in_order(hall: HallDatabase) -> None:
    assert findings(hall) == []
    assert [table for table in tables(hall) if not hall.execute(f"SELECT 1 FROM {table}").fetchone()] == []


def test_every_exception_is_of_something_that_is_there(hall: HallDatabase) -> None:
    there = {*tables(hall), *(column.full_name for column in columns(hall))}
    assert set(UNTRACED) - there == set()


def other(value: Any, kind: str) -> object:
    """A value that looks like this one and is another."""
    if value is None and kind != "BLOB":
        return 7 if kind == "INTEGER" else "09:30"
    if isinstance(value, bytes) or kind == "BLOB":
        return (value or b"") + b"0"
    if isinstance(value, float):
        return value / 2 + 0.1
    if isinstance(value, int):
        return 1 - value if value in (0, 1) else value + 1
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d.*", text):
        return f"2026-01-{text[8:]}"
    return f"{text}x"


def ends(db: HallDatabase, table: str) -> list[str]:
    """Conditions for the first row of a table; where rows go on and end, for the last one too."""
    key = [column.name for column in columns(db) if column.table == table and column.is_key]
    found = []
    for order in ("ASC", "DESC") if table in GOES_ON else ("ASC",):
        asked = f"SELECT {', '.join(key)} FROM {table} ORDER BY {', '.join(f'{name} {order}' for name in key)}"
        row = db.execute(asked).fetchone()
        found.append(" AND ".join(f"{name} = {value!r}" for name, value in zip(key, row, strict=True)))
    return found


def is_found_after(db: HallDatabase, table: str, sql: str, *values: object) -> bool:
    """Whether a finding of `check` names the table after somebody did this. What finds most is asked first."""
    named = re.compile(rf"(^|\W)({SHOWN_AS.get(table, table.removeprefix('stored_'))})")
    db.execute("BEGIN")
    try:
        db.execute(sql, values)
        asked: tuple[Callable[[], Iterable[str]], ...] = (
            lambda: replay_findings(db, db.path),
            lambda: ticket_findings(db),
        )
        quickly = any(named.search(sentence) for ask in asked for sentence in _as_far_as_it_goes(ask()))
        return quickly or any(named.search(sentence) for sentence in findings(db))
    finally:
        db.execute("ROLLBACK")


def _as_far_as_it_goes(sentences: Iterable[str]) -> list[str]:
    """What is found; nothing where this part of the check alone cannot go on, which the whole check can."""
    try:
        return list(sentences)
    except Exception:
        return []


def test_every_row_that_is_deleted_is_missed(hall: HallDatabase) -> None:
    unseen = [
        f"{table} {row}"
        for table in tables(hall)
        if table not in UNTRACED
        for row in ends(hall, table)
        if not is_found_after(hall, table, f"DELETE FROM {table} WHERE {row}")
    ]
    assert unseen == []


def test_every_value_that_is_changed_is_found(hall: HallDatabase) -> None:
    unseen = []
    for column in columns(hall):
        if column.table in UNTRACED or column.full_name in UNTRACED:
            continue
        for row in ends(hall, column.table):
            (value,) = hall.execute(f"SELECT {column.name} FROM {column.table} WHERE {row}").fetchone()
            change = f"UPDATE {column.table} SET {column.name} = ? WHERE {row}"
            if not is_found_after(hall, column.table, change, other(value, column.kind)):
                unseen.append(f"{column.full_name} where {row}")
    assert unseen == []
