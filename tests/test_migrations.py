"""The schema's steps: each from the one before it, whole or not at all, and never edited after it landed."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

import migrations
from migrations import STEPS, _statements
from storeops.base.actor import CUSTOMER, SYSTEM, Actor
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.people.origin import Origin, SessionPlace
from storeops.people.pin_steps import BOUND_SINCE, bind_pins
from storeops.people.refusals import SignInRefused
from storeops.people.secrets import PEPPER, is_bound
from storeops.people.sign_in_actions import sign_in
from storeops.queueing.calling import call_next
from storeops.queueing.serving import finish
from storeops.store import hall_keys
from storeops.store.database import Finish, HallDatabase, connect, connect_for_migration, create, migrate
from storeops.store.refusals import OldSchema
from tests.factories import AT_DESK, PIN, UNBOUND_PIN, everything, found_small_hall, last_event, rows


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


NINE = "2026-03-02T01:00:00.000Z"
HASHER = PasswordHasher(time_cost=1, memory_cost=16384, parallelism=1)
GONE = {"employee": ("failed_sign_ins", "locked_until")}
"""What later steps took away on purpose: a lock from before the upgrade is lifted."""


def fill_as_before(db: HallDatabase) -> None:
    """A hall in the middle of its day, as the second step knew it: A001 is served at counter 1 and A002 waits."""
    for statement in (
        "INSERT INTO hall (id, name_zh, name_en, zone, is_sample, secret_key)"
        " VALUES (1, '厅', 'Hall', 'Asia/Shanghai', 0, 'key')",
        "INSERT INTO category VALUES (1, 'payment', 'A', '交费', 'Pay', 0)",
        "INSERT INTO service (id, code, category_id, name_zh, name_en, target_seconds, standard_minutes, is_active,"
        " position) VALUES (1, 'payment', 1, '交话费', 'Pay a bill', 180, 2, 1, 0)",
        f"INSERT INTO employee VALUES (1, '1001', 'Ana', 'clerk', '{UNBOUND_PIN}', 1, 2, NULL, '{NINE}')",
        f"INSERT INTO counter VALUES (1, '1', 1, 1, 'open', '{NINE}', 1, NULL, 1)",
        f"INSERT INTO signed_in_span VALUES (1, 1, 1, '{NINE}', NULL, 0, 0)",
        "INSERT INTO number_sequence VALUES ('A', '2026-03-02', 2)",
        "INSERT INTO ticket (id, token, business_day, number, service_id, segment, channel, language, state, issued_at,"
        " due_at, order_at, leg_index, counter_id, employee_id, call_count)"
        f" VALUES (1, 'token1', '2026-03-02', 'A001', 1, 'standard', 'kiosk', 'zh', 'serving', '{NINE}', '{NINE}',"
        f" '{NINE}', 0, 1, 1, 1), (2, 'token2', '2026-03-02', 'A002', 1, 'standard', 'kiosk', 'zh', 'waiting',"
        f" '{NINE}', '{NINE}', '{NINE}', 0, NULL, NULL, 0)",
        "INSERT INTO leg (id, ticket_id, leg_index, kind, service_id, queued_at, first_called_at, last_called_at,"
        f" started_at, counter_id, employee_id) VALUES (1, 1, 0, 'first', 1, '{NINE}', '{NINE}', '{NINE}', '{NINE}', 1,"
        f" 1), (2, 2, 0, 'first', 1, '{NINE}', NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO leg_transaction (id, leg_id, transaction_index, service_id, employee_id, started_at)"
        f" VALUES (1, 1, 0, 1, 1, '{NINE}')",
        "INSERT INTO event (at, kind, ticket_id, counter_id, employee_id, actor, data)"
        f" VALUES ('{NINE}', 'issue', 1, NULL, NULL, 'customer', '{{}}')",
    ):
        db.execute(statement)


def a_hall_from_before(path: Path, step: str) -> HallDatabase:
    """That hall as the version that knew only the steps up to `step` left it."""
    db = a_database_at(path, STEPS[1])
    fill_as_before(db)
    migrations.migrations.apply(db, stop_before=STEPS[STEPS.index(step) + 1 :])
    return db


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
    db = a_hall_from_before(tmp_path / "hall.db", STEPS[1])  # the hall and its queue
    before = everything(db)

    migrate(db)

    after = everything(db)
    for table in ("hall", "service", "counter", "employee", "ticket", "leg", "leg_transaction", "event"):
        still = [column for column in before[table][0] if column not in GONE.get(table, ())]
        assert still
        now = after[table] if table in after else after[f"stored_{table}"]
        assert [{column: row[column] for column in still} for row in now] == [
            {column: row[column] for column in still} for row in before[table]
        ]


def test_a_hall_from_before_goes_on_where_it_was(tmp_path: Path, clock: FrozenClock) -> None:
    """Its open counter finishes the visit, the waiting customer is called, and its people sign in with their PINs."""
    db = a_hall_from_before(tmp_path / "hall.db", STEPS[1])

    migrate(db, bind(clock))

    ana = Actor("employee:1001")
    assert finish(db, clock, ana, "1").state == "served"
    assert call_next(db, clock, ana, "1").number == "A002"
    assert sign_in(db, clock, ana, "1001", PIN, Origin(SessionPlace.CONSOLE, "10.0.0.5")).employee.pin_is_one_time


def bind(clock: FrozenClock) -> Finish:
    """What the command line does beside the steps."""
    return lambda db, taken: bind_pins(db, clock.now(), SYSTEM, taken)


def kept_pins(db: HallDatabase) -> dict[int, str]:
    return {row["id"]: row["pin_hash"] for row in rows(db, "SELECT id, pin_hash FROM employee ORDER BY id")}


def peppered(db: HallDatabase) -> str:
    """A hash as the version with a pepper and without bonds kept it."""
    pepper = db.subkey(PEPPER)
    return "peppered:" + HASHER.hash(hmac.new(pepper, PIN.encode(), hashlib.sha256).hexdigest())


def a_hall_before_pins_were_bound(path: Path) -> HallDatabase:
    """Ana has the oldest form of a hash, Bruno the one after it, Chen no PIN at all."""
    db = a_hall_from_before(path, STEPS[STEPS.index(BOUND_SINCE) - 1])
    hall_keys.give_key(db, db.path)
    db.execute(
        "INSERT INTO employee (id, code, name, role, pin_hash, is_active, created_at)"
        " VALUES (2, '1002', 'Bruno', 'clerk', ?, 1, ?), (3, '1003', 'Chen', 'clerk', NULL, 1, ?)",
        (peppered(db), NINE, NINE),
    )
    return db


def test_pins_of_before_are_bound_to_their_owners_who_keep_them(tmp_path: Path, clock: FrozenClock) -> None:
    db = a_hall_before_pins_were_bound(tmp_path / "hall.db")
    before = kept_pins(db)

    migrate(db, bind(clock))

    bound_pins = kept_pins(db)
    assert bound_pins[1].startswith("bound:$argon2id$")
    assert bound_pins[2].startswith("bound:peppered:$argon2id$")
    assert bound_pins[3] is None
    told = last_event(db)
    assert (told["kind"], told["data"]) == ("pins_bound", '{"count": 2}')
    salts = [before[id_].split("$")[-2] for id_ in (1, 2)]
    pins = json.loads(told["written_rows"])["employee_pin"]
    assert [pin[:3] for pin in pins] == [[1, 1, salts[0]], [2, 0, salts[1]]]  # and a mark of each hash
    for code in ("1001", "1002"):
        assert sign_in(db, clock, CUSTOMER, code, PIN, AT_DESK).employee.code == code
    assert kept_pins(db) == bound_pins


def test_a_binding_that_is_killed_leaves_the_hall_as_it_was(tmp_path: Path, clock: FrozenClock) -> None:
    """All within one transaction: the step, every hash and the event, or nothing of it."""
    db = a_hall_before_pins_were_bound(tmp_path / "hall.db")
    before = everything(db)

    def killed(migrated: HallDatabase, taken: Sequence[str]) -> None:
        bind(clock)(migrated, taken)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        migrate(db, killed)

    assert everything(db) == before
    migrate(db, bind(clock))
    assert all(kept is None or is_bound(kept) for kept in kept_pins(db).values())


def test_binding_happens_once(tmp_path: Path, clock: FrozenClock) -> None:
    db = a_hall_before_pins_were_bound(tmp_path / "hall.db")
    migrate(db, bind(clock))
    after = everything(db)

    assert migrate(db, bind(clock)) == []

    assert everything(db) == after


def test_a_hall_whose_key_is_lost_comes_to_the_new_schema_and_its_old_hashes_open_nothing(
    tmp_path: Path, clock: FrozenClock
) -> None:
    db = a_hall_before_pins_were_bound(tmp_path / "hall.db")
    before = kept_pins(db)
    keys = key_file(db.path).read_bytes()
    key_file(db.path).unlink()

    migrate(db, bind(clock))
    key_file(db.path).write_bytes(keys)

    assert kept_pins(db) == before
    with pytest.raises(SignInRefused):
        sign_in(db, clock, CUSTOMER, "1001", PIN, AT_DESK)


def test_what_an_old_journal_told_is_numbered_for_each_reader(tmp_path: Path) -> None:
    told = next(step for step in STEPS if step.endswith("told_events"))
    db = a_database_at(tmp_path / "hall.db", STEPS[STEPS.index(told) - 1])
    for kind in ("issue", "sign_in", "finish", "prompt_shown", "rated", "recovery_raised", "history_imported", "issue"):
        db.execute(
            "INSERT INTO event (at, kind, actor, data) VALUES ('2026-03-02T01:00:00.000Z', ?, 'system', '{}')", (kind,)
        )
    db.execute("INSERT INTO event (at, kind, actor, data, is_imported) VALUES ('2025', 'issue', 'import', '{}', 1)")

    migrate(db)

    numbers = [tuple(row) for row in db.execute("SELECT * FROM told_event ORDER BY seq").fetchall()]
    # A clerk has no number for the sign-in, the tap and what followed; the floor has one for the low tap.
    assert numbers == [
        *((0, 0, 0, 0), (1, 1, 1, 1), (2, 1, 1, 2), (3, 2, 2, 3), (4, 2, 2, 4), (5, 2, 2, 5), (6, 2, 3, 6)),
        *((7, 2, 3, 7), (8, 3, 4, 8)),
    ]


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
    db = a_hall_from_before(tmp_path / "hall.db", "0008_month_end")
    for name, kind in (("till", "integration"), ("front", "kiosk")):
        db.execute("INSERT INTO device (name, kind, token_hash, created_at) VALUES (?, ?, ?, '')", (name, kind, name))

    migrate(db)

    given = rows(db, "SELECT name, scope FROM device_scope JOIN device ON device.id = device_id ORDER BY scope")
    assert [tuple(row.values()) for row in given] == [
        ("till", scope) for scope in ("care", "check", "issue", "read", "serve")
    ]


def test_a_hall_from_before_goes_on_without_enrolment_and_keeps_its_devices(tmp_path: Path) -> None:
    db = a_hall_from_before(tmp_path / "hall.db", "0010_scopes_of_programs")
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
