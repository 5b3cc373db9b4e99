"""What is kept in memory while the set-up stands as it is: never longer, whoever changes it, and nothing else."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.hall import hall_rows, offer_rows
from storeops.hall.refusals import UnknownService
from storeops.month_end import correction_rows
from storeops.people import device_rows
from storeops.people.enrolment_actions import add_device
from storeops.people.secrets import token_hash
from storeops.promises import estimate_rows
from storeops.store import standing_rows
from storeops.store.database import HallDatabase, connect, undone, write_transaction
from tests.source_code import modules

READ_TABLE = 20
"""SQLite's own number for reading a column, as it asks whoever may forbid it."""

STANDING: dict[str, Callable[[HallDatabase], object]] = {
    "hall": hall_rows.hall,
    "opening_hours": lambda db: hall_rows.opening_hours(db, hall_rows.hall(db)),
    "service_by_code": lambda db: offer_rows.service_by_code(db, "payment"),
    "standard_handling_seconds": estimate_rows.standard_handling_seconds,
    "last_closed_month": correction_rows.last_closed_month,
    "_bearer": lambda db: device_rows._bearer(db, token_hash("any")),
}


def tables_read(db: HallDatabase, read: Callable[[HallDatabase], object]) -> set[str]:
    """The tables of which columns are read where nothing is kept."""
    standing_rows._kept.clear()
    seen: set[str] = set()

    def note(action: int, table: str | None, *_: str | None) -> int:
        if action == READ_TABLE and table:
            seen.add(table)
        return 0

    db.conn.set_authorizer(note)
    try:
        read(db)
    finally:
        db.conn.set_authorizer(lambda *_: 0)
    return seen


@pytest.mark.parametrize("name", STANDING)
def test_each_table_that_is_read_so_draws_an_edition_with_each_change(hall_path: Path, name: str) -> None:
    db = connect(hall_path)  # one that has prepared no statement yet: SQLite asks when it prepares one
    drawing = db.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'edition_%'")
    triggers = [table for (table,) in drawing]

    views = {view for (view,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    read = tables_read(db, STANDING[name]) - {"set_up_edition"} - views

    assert read
    assert {table: triggers.count(table) for table in read} == dict.fromkeys(read, 3)
    db.conn.close()


def test_all_that_is_kept_is_looked_at_here() -> None:
    kept = {
        function.name
        for module in modules().values()
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id == "standing" for mark in function.decorator_list)
    }
    assert kept == set(STANDING)


def test_what_stands_is_read_once(db: HallDatabase) -> None:
    first = hall_rows.hall(db)

    assert hall_rows.hall(db) is first


def test_a_change_is_seen_at_once_by_every_connection(hall_path: Path, db: HallDatabase) -> None:
    other = connect(hall_path)
    before = hall_rows.hall(other)

    db.execute("UPDATE hall SET name_en = 'Harbour Hall'")

    assert before.name_en != "Harbour Hall"
    assert hall_rows.hall(other).name_en == hall_rows.hall(db).name_en == "Harbour Hall"
    other.conn.close()


def test_what_was_read_and_then_rolled_back_is_never_told_again(db: HallDatabase) -> None:
    name = hall_rows.hall(db).name_en
    with write_transaction(db), undone(db):
        db.conn.execute("UPDATE hall SET name_en = 'Nowhere'")
        assert hall_rows.hall(db).name_en == "Nowhere"

    assert hall_rows.hall(db).name_en == name
    db.execute("UPDATE hall SET wait_target_seconds = 301")
    assert hall_rows.hall(db).name_en == name


def test_whoever_reads_beside_a_change_that_is_not_committed_sees_what_was(hall_path: Path, db: HallDatabase) -> None:
    other = connect(hall_path)
    name = hall_rows.hall(other).name_en

    with write_transaction(db):
        db.conn.execute("UPDATE hall SET name_en = 'Harbour Hall'")
        assert hall_rows.hall(db).name_en == "Harbour Hall"
        assert hall_rows.hall(other).name_en == name

    assert hall_rows.hall(other).name_en == "Harbour Hall"
    other.conn.close()


def test_a_service_is_found_as_soon_as_there_is_one(db: HallDatabase) -> None:
    with pytest.raises(UnknownService):
        offer_rows.service_by_code(db, "esim")

    db.execute("UPDATE service SET code = 'esim' WHERE code = 'payment'")

    assert offer_rows.service_by_code(db, "esim").code == "esim"
    with pytest.raises(UnknownService):
        offer_rows.service_by_code(db, "payment")


def test_a_revoked_program_is_let_in_no_more(db: HallDatabase, clock: FrozenClock) -> None:
    token = add_device(db, clock, SYSTEM, "till", "integration")
    hashed = token_hash(token)
    device = device_rows.bearer(db, hashed, clock.now())
    assert device is not None

    db.execute("UPDATE device SET revoked_at = '2026-03-02T01:00:00.000Z' WHERE id = ?", (device.id,))

    assert device_rows.bearer(db, hashed, clock.now()) is None


def test_so_many_tokens_as_are_tried_are_not_kept(db: HallDatabase) -> None:
    standing_rows._kept.clear()

    for number in range(50):
        device_rows._bearer(db, token_hash(f"guess {number}"))

    assert [len(kept) for kept in standing_rows._kept.values()] == [0]


def test_tokens_that_open_nothing_push_nothing_out(db: HallDatabase) -> None:
    standing_rows._kept.clear()
    hall_rows.hall(db)
    (before,) = standing_rows._kept
    standing_rows._kept.update({number: {} for number in range(standing_rows.EDITIONS_KEPT - 2)})
    db.execute("UPDATE hall SET wait_target_seconds = 301")

    for number in range(3):
        device_rows._bearer(db, token_hash(f"guess {number}"))

    assert before in standing_rows._kept


def test_editions_of_before_are_forgotten(db: HallDatabase) -> None:
    for number in range(standing_rows.EDITIONS_KEPT + 3):
        db.execute("UPDATE hall SET wait_target_seconds = ?", (300 + number,))
        hall_rows.hall(db)

    assert len(standing_rows._kept) == standing_rows.EDITIONS_KEPT
