"""What people typed here goes out as CSV, by the day on which they did."""

import csv
from datetime import date
from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.history.typed_export_view import TYPED_EXPORTS
from storeops.store.database import HallDatabase, connect
from tests.factories import MONDAY_NINE, copied_hall
from tests.tracing.told_hall import a_told_hall

FIRST, LAST = date(2026, 3, 1), date(2026, 4, 30)


@pytest.fixture(scope="module")
def told_hall(founded_hall: Path, tmp_path_factory: pytest.TempPathFactory) -> HallDatabase:
    """A hall in which everything has happened once."""
    folder = tmp_path_factory.mktemp("typed")
    db = connect(copied_hall(founded_hall, folder / "hall.db"))
    a_told_hall(db, FrozenClock(MONDAY_NINE), folder)
    return db


@pytest.mark.parametrize("kind", list(TYPED_EXPORTS))
def test_each_kind_gives_its_rows_of_these_days(told_hall: HallDatabase, kind: str) -> None:
    given = list(csv.DictReader(TYPED_EXPORTS[kind](told_hall, FIRST, LAST)))

    assert given
    assert [row for row in given if None in row or not row["id"]] == []
    assert list(csv.DictReader(TYPED_EXPORTS[kind](told_hall, date(2025, 1, 1), date(2025, 12, 31)))) == []


def test_a_wish_is_given_with_who_heard_it_and_when(db: HallDatabase) -> None:
    db.execute(
        "INSERT INTO heard_wish (kind, note, service_id, heard_by, heard_at)"
        " VALUES ('suggestion', '=1+1', 1, (SELECT id FROM employee WHERE code = '1001'), '2026-03-02T16:30:00.000Z')"
    )

    [wish] = csv.DictReader(TYPED_EXPORTS["wishes"](db, date(2026, 3, 3), date(2026, 3, 3)))

    # 16:30 UTC is 00:30 of the next day in Shanghai; a spreadsheet must not reckon with the note.
    assert (wish["heard_by"], wish["heard_at"], wish["ticket"]) == ("1001", "2026-03-03T00:30:00+08:00", "")
    assert wish["note"] == "'=1+1"
