"""Every import tells each row that it took, marked as imported and never streamed, so that a bent one is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.history.care_format import COLUMNS as CARE
from storeops.history.checks_format import COLUMNS as CHECKS
from storeops.history.ratings_format import COLUMNS as RATINGS
from storeops.history.roster_format import COLUMNS as ROSTER
from storeops.history.row_judgement import ImportResult
from storeops.history.transactions_format import COLUMNS as TRANSACTIONS
from storeops.running.integrity_view import findings
from storeops.store import journal, told_rows
from storeops.store.database import HallDatabase
from tests.factories import ADA, rows
from tests.history.imports import (
    import_care,
    import_checks,
    import_legs,
    import_ratings,
    import_roster,
    import_transactions,
)
from tests.history.legs_files import DAY, cells, write_legs
from tests.history.told_files import write_rows

Import = Callable[[HallDatabase, FrozenClock, Path], ImportResult]


def legs(db: HallDatabase, clock: FrozenClock, folder: Path) -> ImportResult:
    """Two visits, one of two legs."""
    path = write_legs(
        folder / "legs.csv",
        cells("A001", 0, "transferred", called_at="10:04", started_at="10:05", ended_at="10:07", counter="1"),
        cells("A001", 1, issued_at="10:07", called_at="10:08", started_at="10:09", ended_at="10:12"),
        cells("A002"),
    )
    return import_legs(db, clock, ADA.actor, path)


def transactions(db: HallDatabase, clock: FrozenClock, folder: Path) -> ImportResult:
    legs(db, clock, folder)
    told = [
        {"service": "payment", "class": "normal", "started_at": f"{DAY}T10:05:00", "ended_at": f"{DAY}T10:06:00"},
        {"service": "invoice", "class": "exceptional", "started_at": f"{DAY}T10:06:00", "ended_at": f"{DAY}T10:08:00"},
    ]
    path = write_rows(
        folder / "told.csv", TRANSACTIONS, [{"business_day": DAY, "ticket": "A002", "leg": "0", **row} for row in told]
    )
    return import_transactions(db, clock, ADA.actor, path)


def ratings(db: HallDatabase, clock: FrozenClock, folder: Path) -> ImportResult:
    legs(db, clock, folder)
    row = {
        "business_day": DAY,
        "answered_at": f"{DAY}T10:09:00",
        "employee": "1001",
        "moment": "farewell",
        "value": "2",
    }
    path = write_rows(folder / "told.csv", RATINGS, [{**row, "ticket": "A001"}, {**row, "ticket": "A002"}])
    return import_ratings(db, clock, ADA.actor, path)


def checks(db: HallDatabase, clock: FrozenClock, folder: Path) -> ImportResult:
    row = {"employee": "1001", "inspector": "5001", "checked_at": f"{DAY}T15:00:00"}
    told = [
        {**row, "item": "smile", "mark": "0", "reason": "not_done"},
        {**row, "item": "stand", "mark": "1"},
    ]
    return import_checks(db, clock, ADA.actor, write_rows(folder / "told.csv", CHECKS, told))


def care(db: HallDatabase, clock: FrozenClock, folder: Path) -> ImportResult:
    told = [{"employee": "1001", "day": DAY, "kind": kind, "note": ""} for kind in ("error", "praise")]
    return import_care(db, clock, ADA.actor, write_rows(folder / "told.csv", CARE, told))


def roster(db: HallDatabase, clock: FrozenClock, folder: Path) -> ImportResult:
    told = [{"employee": "1001", "signed_in_at": f"{DAY}T09:00:00", "signed_out_at": f"{DAY}T17:00:00"}]
    return import_roster(db, clock, ADA.actor, write_rows(folder / "told.csv", ROSTER, told))


@pytest.mark.parametrize(
    ("take", "kinds", "bend", "says"),
    [
        (
            legs,
            [
                *("issue", "call_next", "start", "transfer", "call_next", "start", "finish"),
                *("issue", "call_next", "start", "finish"),
            ],
            "UPDATE stored_leg SET ended_at = started_at WHERE id = 2",
            "leg 2 is not what its events tell: ended_at is",
        ),
        (
            transactions,
            ["transaction_imported"],
            "UPDATE stored_leg_transaction SET class = 'normal' WHERE class = 'exceptional'",
            "leg_transaction 5 is not what its events tell: class is 'normal', not 'exceptional'",
        ),
        (
            ratings,
            ["rating_imported", "rating_imported"],
            "UPDATE stored_rating SET value = 5 WHERE id = 2",
            "rating 2 is not what its events tell: value is 5, not 2",
        ),
        (
            checks,
            ["check_imported"],
            "UPDATE check_mark SET mark = 1",
            "check_version 1 is not what its events tell: check_mark is",
        ),
        (
            care,
            ["care_imported", "care_imported"],
            "DELETE FROM stored_care_entry WHERE id = 1",
            "care_entry 1 is gone",
        ),
        (
            roster,
            ["roster_imported"],
            "UPDATE stored_signed_in_span SET signed_out_at = '2026-03-01T12:00:00.000Z'",
            "signed_in_span 1 is not what its events tell: signed_out_at is",
        ),
    ],
)
def test_an_import_tells_its_rows(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path, take: Import, kinds: list[str], bend: str, says: str
) -> None:
    seq = journal.last_seq(db)

    assert take(db, clock, tmp_path).refused == []

    told = rows(db, "SELECT kind, is_imported, mac FROM event WHERE seq > ? AND is_imported = 1 ORDER BY seq", seq)
    assert [row["kind"] for row in told][-len(kinds) :] == kinds
    assert [row for row in told if row["mac"] is None] == []
    assert {event.kind for event in told_rows.since(db, seq)} == {"history_imported"}
    assert findings(db) == []
    db.execute(bend)
    (found,) = [finding for finding in findings(db) if "event" in finding]
    assert found.startswith(says)


def test_a_visit_that_is_told_anew_tells_its_rows_anew(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    first = cells("A001", 0, "transferred", called_at="10:04", started_at="10:05", ended_at="10:07", counter="1")
    import_legs(db, clock, ADA.actor, write_legs(tmp_path / "one.csv", first))
    second = cells("A001", 1, issued_at="10:07", called_at="10:08", started_at="10:09", ended_at="10:12")

    import_legs(db, clock, ADA.actor, write_legs(tmp_path / "two.csv", second))

    assert findings(db) == []
