"""The schema's steps: each from the one before it, whole or not at all, and never edited after it landed."""

from importlib.resources import files
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

import migrations
from migrations import STEPS, _statements
from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase, connect, connect_for_migration, create, migrate
from storeops.store.refusals import OldSchema
from tests.factories import everything, found_small_hall, rows


def schema_of(db: HallDatabase) -> list[tuple[str, str]]:
    """Names and definitions of all tables and indexes."""
    found = rows(db, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [(row["name"], row["sql"]) for row in found]


def a_database_at(path: Path, step: str) -> HallDatabase:
    """A database as the version that knew only the steps up to `step` left it."""
    path.touch()
    connection = sqlite3.connect(path, isolation_level=None)
    db = HallDatabase(connection, path)
    following = STEPS[STEPS.index(step) + 1 :]
    migrations.migrations.apply(db, stop_before=following)
    return db


A_SERVING_TICKET = (
    "UPDATE counter SET state = 'open', state_since = '2026-03-02T01:00:00.000Z', employee_id = 1 WHERE code = '1'",
    "INSERT INTO signed_in_span (employee_id, counter_id, signed_in_at) VALUES (1, 1, '2026-03-02T01:00:00.000Z')",
    "INSERT INTO ticket (token, business_day, number, service_id, segment, channel, language, state, issued_at, due_at,"
    " order_at, counter_id, employee_id, call_count) VALUES ('t', '2026-03-02', 'A001', 1, 'standard', 'kiosk', 'zh',"
    " 'serving', '2026-03-02T01:00:00.000Z', '2026-03-02T01:05:00.000Z', '2026-03-02T01:05:00.000Z', 1, 1, 1)",
    "INSERT INTO leg (ticket_id, leg_index, kind, service_id, queued_at, first_called_at, last_called_at, started_at,"
    " counter_id, employee_id) VALUES (1, 0, 'first', 1, '2026-03-02T01:00:00.000Z', '2026-03-02T01:01:00.000Z',"
    " '2026-03-02T01:01:00.000Z', '2026-03-02T01:02:00.000Z', 1, 1)",
    "INSERT INTO leg_transaction (leg_id, transaction_index, service_id, employee_id, started_at)"
    " VALUES (1, 0, 1, 1, '2026-03-02T01:02:00.000Z')",
    "INSERT INTO event (at, kind, ticket_id, actor, data)"
    " VALUES ('2026-03-02T01:00:00.000Z', 'issue', 1, 'customer', '{}')",
)
"""Somebody is being served at an open counter, as every version wrote it."""


def somebody_is_served(db: HallDatabase) -> None:
    """An older version wrote that somebody is being served: the actions of this one need its own tables."""
    for statement in A_SERVING_TICKET:
        db.execute(statement)


def test_every_step_is_a_numbered_file_and_every_file_is_a_step() -> None:
    found = sorted(file.name.removesuffix(".sql") for file in files("migrations").iterdir() if file.name[0].isdigit())

    assert found == list(STEPS)
    assert [int(step[:4]) for step in STEPS] == list(range(1, len(STEPS) + 1))


@pytest.mark.parametrize("step", STEPS)
def test_each_step_leads_to_the_same_schema_as_a_new_database(tmp_path: Path, step: str) -> None:
    stepwise = a_database_at(tmp_path / "old.db", step)
    direct = create(tmp_path / "new.db")

    migrate(stepwise)

    assert schema_of(stepwise) == schema_of(direct)
    assert migrate(stepwise) == []


@pytest.mark.parametrize("step", STEPS[:-1])
def test_an_older_database_is_refused_and_can_be_migrated(tmp_path: Path, step: str) -> None:
    path = tmp_path / "hall.db"
    a_database_at(path, step).conn.close()
    with pytest.raises(OldSchema):
        connect(path)

    old = connect_for_migration(path)
    taken = migrate(old)
    old.conn.close()

    assert taken == list(STEPS[STEPS.index(step) + 1 :])
    connect(path).conn.close()


def test_a_migration_keeps_what_the_hall_holds(tmp_path: Path) -> None:
    db = a_database_at(tmp_path / "hall.db", STEPS[1])  # the hall and its queue
    found_small_hall(db)
    somebody_is_served(db)
    before = everything(db)

    migrate(db)

    after = everything(db)
    for table in ("hall", "service", "counter", "employee", "ticket", "leg", "leg_transaction", "event"):
        kept = [{column: row[column] for column in before[table][0]} for row in after[table]]
        assert kept == before[table]


def test_a_failing_step_leaves_the_schema_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = create(tmp_path / "hall.db")
    before = schema_of(db)

    def fail(database: Database, /) -> None:
        database.execute("CREATE TABLE half_done (id INTEGER PRIMARY KEY)")
        database.execute("CREATE TABLE hall (id INTEGER PRIMARY KEY)")  # there is one already

    registered = [*migrations.migrations._migrations, Migrations._Migration("9999_fails", fail)]
    monkeypatch.setattr(migrations.migrations, "_migrations", registered)

    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(db)

    assert schema_of(db) == before
    assert [step.name for step in migrations.migrations.applied(db)] == list(STEPS)
    assert not db.conn.in_transaction
    assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_step_that_breaks_references_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = create(tmp_path / "hall.db")
    found_small_hall(db)

    def orphan(database: Database, /) -> None:
        database.execute("DELETE FROM category")

    registered = [*migrations.migrations._migrations, Migrations._Migration("9999_orphans", orphan)]
    monkeypatch.setattr(migrations.migrations, "_migrations", registered)

    with pytest.raises(sqlite3.IntegrityError, match="references"):
        migrate(db)

    assert len(everything(db)["category"]) == 3


def test_all_tables_are_strict(tmp_path: Path) -> None:
    db = create(tmp_path / "hall.db")

    tables = rows(db, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    loose = {table["name"] for table in tables if not table["strict"]}
    assert {name for name in loose if not name.startswith("sqlite_")} == {"_sqlite_migrations"}


@pytest.mark.parametrize("step", STEPS)
def test_no_step_holds_a_semicolon_or_two_dashes_inside_a_text(step: str) -> None:
    """The steps are taken apart at semicolons and comments, so neither may stand inside a text."""
    script = files("migrations").joinpath(f"{step}.sql").read_text(encoding="utf-8")

    for statement in _statements(script):
        assert statement.count("'") % 2 == 0
        assert sqlite3.complete_statement(statement + ";")


@pytest.mark.parametrize("step", STEPS)
def test_no_step_asks_for_the_time(step: str) -> None:
    script = files("migrations").joinpath(f"{step}.sql").read_text(encoding="utf-8").lower()

    assert "current_timestamp" not in script
    assert "'now'" not in script


def test_a_program_from_before_keeps_its_scopes_but_rates_no_more(tmp_path: Path, clock: FrozenClock) -> None:
    db = a_database_at(tmp_path / "hall.db", "0008_month_end")
    found_small_hall(db)
    for name, kind in (("till", "integration"), ("front", "kiosk")):
        db.execute("INSERT INTO device (name, kind, token_hash, created_at) VALUES (?, ?, ?, '')", (name, kind, name))

    migrate(db)

    given = rows(db, "SELECT name, scope FROM device_scope JOIN device ON device.id = device_id ORDER BY scope")
    assert [tuple(row.values()) for row in given] == [
        ("till", scope) for scope in ("care", "check", "issue", "read", "serve")
    ]


def test_a_hall_from_before_goes_on_without_enrolment_and_keeps_its_devices(tmp_path: Path) -> None:
    db = a_database_at(tmp_path / "hall.db", "0010_scopes_of_programs")
    found_small_hall(db)
    somebody_is_served(db)
    for name, kind in (("till", "integration"), ("front", "pad")):
        db.execute("INSERT INTO device (name, kind, token_hash, created_at) VALUES (?, ?, ?, '')", (name, kind, name))
    db.execute("INSERT INTO device_scope (device_id, scope) VALUES (1, 'read')")

    migrate(db)

    assert rows(db, "SELECT enrols_screens FROM hall") == [{"enrols_screens": 0}]
    assert rows(db, "SELECT id, name, kind, token_hash FROM device") == [
        {"id": 1, "name": "till", "kind": "integration", "token_hash": "till"},
        {"id": 2, "name": "front", "kind": "pad", "token_hash": "front"},
    ]
    assert rows(db, "SELECT device_id, scope FROM device_scope") == [{"device_id": 1, "scope": "read"}]
