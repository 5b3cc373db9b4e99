"""Opening the database: every way in which it can be missing, foreign, old or unwritable has its name."""

import base64
import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.base.key_file import key_file, read_keys
from storeops.queueing.issue import Wish, issue
from storeops.store.database import (
    KEPT_IDLE,
    HallDatabase,
    Pool,
    connect,
    connect_for_migration,
    create,
    created_aside,
    kept_nothing,
    write_transaction,
)
from storeops.store.refusals import (
    DatabaseGone,
    DatabaseMissing,
    DatabaseUnwritable,
    DiskFull,
    HallExists,
    NewerSchema,
    NotADatabase,
    OldSchema,
    Overloaded,
)
from tests.factories import a_waiting_ticket, copied_hall, everything, found_small_hall, rows


def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


def random_bytes(path: Path) -> None:
    path.write_bytes(bytes((7 * number + 13) % 256 for number in range(8192)))


def a_text_file(path: Path) -> None:
    path.write_text("ticket,counter\nA001,1\n")


def another_programs_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()


def another_programs_database_with_migrations(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
        )
        connection.execute("INSERT INTO _sqlite_migrations VALUES (1, 'bookmarks', '0001', '2026-01-01')")
    connection.close()


FOREIGN = [
    an_empty_file,
    random_bytes,
    a_text_file,
    another_programs_database,
    another_programs_database_with_migrations,
]


@pytest.mark.parametrize("opening", [connect, connect_for_migration])
def test_a_missing_file_is_named_with_the_command_that_makes_it(
    tmp_path: Path, opening: Callable[[Path], HallDatabase]
) -> None:
    path = tmp_path / "hall.db"

    with pytest.raises(DatabaseMissing, match=rf"{path}.* init") as refusal:
        opening(path)

    assert refusal.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opening", [connect, connect_for_migration])
def test_a_folder_is_no_database(tmp_path: Path, opening: Callable[[Path], HallDatabase]) -> None:
    with pytest.raises(DatabaseMissing):
        opening(tmp_path)


@pytest.mark.parametrize("opening", [connect, connect_for_migration])
@pytest.mark.parametrize("make", FOREIGN)
def test_what_is_not_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], opening: Callable[[Path], HallDatabase]
) -> None:
    path = tmp_path / "hall.db"
    make(path)
    before = path.read_bytes()

    with pytest.raises(NotADatabase, match="not a StoreOps database") as refusal:
        opening(path)

    assert refusal.value.exit_code == 3
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["hall.db"]


def test_an_old_schema_is_refused_with_the_command_that_mends_it(hall_path: Path) -> None:
    with sqlite3.connect(hall_path) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name != '0001_hall'")
    connection.close()

    with pytest.raises(OldSchema, match=rf"storeops --db {hall_path} migrate") as refusal:
        connect(hall_path)

    assert refusal.value.exit_code == 3
    connect_for_migration(hall_path).conn.close()


def test_a_newer_schema_is_refused(hall_path: Path) -> None:
    with sqlite3.connect(hall_path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('storeops', '9999_stars', '')"
        )
    connection.close()

    with pytest.raises(NewerSchema, match="newer StoreOps") as refusal:
        connect(hall_path)

    assert refusal.value.exit_code == 3


# Making one


@pytest.mark.parametrize("make", [*FOREIGN, lambda path: path.mkdir()])
def test_a_new_database_overwrites_nothing(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "hall.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(HallExists, match="was not changed") as refusal:
        create(path)

    assert refusal.value.exit_code == 1
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnwritable, match="No such file"):
        create(tmp_path / "nowhere" / "hall.db")


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")

    with pytest.raises(DatabaseUnwritable, match="Not a directory") as refusal:
        create(tmp_path / "folder" / "hall.db")

    assert refusal.value.exit_code == 3


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DatabaseUnwritable, match="Permission denied"):
            create(tmp_path / "hall.db")
    finally:
        tmp_path.chmod(0o700)


def test_a_database_whose_log_cannot_be_opened_is_named(hall_path: Path) -> None:
    Path(f"{hall_path}-wal").mkdir()

    with pytest.raises(DatabaseUnwritable, match="unable to open") as refusal:
        connect(hall_path)

    assert refusal.value.exit_code == 3


def test_a_database_that_came_to_nothing_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), created_aside(tmp_path / "hall.db"):
        raise RuntimeError("the power of the founder")

    assert list(tmp_path.iterdir()) == []


def test_a_database_appears_whole_once_it_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"

    with created_aside(path) as db:
        found_small_hall(db)
        assert not path.exists()

    assert sorted(file.name for file in tmp_path.iterdir()) == ["hall.db", "hall.db.keys"]
    db = connect(path)
    assert db.has_its_key
    db.conn.close()


def test_the_key_file_of_a_hall_that_stood_there_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    key_file(path).write_text(json.dumps({"2026-03": base64.b64encode(bytes(32)).decode()}))

    with created_aside(path) as db:
        found_small_hall(db)

    kept = read_keys(key_file(path))
    assert kept.months == {"2026-03": bytes(32)}
    assert kept.hall is not None
    assert sorted(file.name for file in tmp_path.iterdir()) == ["hall.db", "hall.db.keys"]


def test_a_hall_that_came_to_nothing_leaves_the_key_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    key_file(path).write_text("{}")

    with pytest.raises(RuntimeError), created_aside(path):
        raise RuntimeError("the power of the founder")

    assert [file.name for file in tmp_path.iterdir()] == ["hall.db.keys"]
    assert key_file(path).read_text() == "{}"


def test_a_database_is_never_made_over_another(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    path.write_text("a letter")

    with pytest.raises(HallExists), created_aside(path):
        pass

    assert path.read_text() == "a letter"


def test_a_connection_is_durable_and_keeps_references(hall_path: Path) -> None:
    connection = connect(hall_path).conn

    settings = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert settings == {"journal_mode": "wal", "synchronous": 2}  # 2 is FULL
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO counter_service VALUES (1, 4711)")
    connection.close()


# Writing


def rename_and(db: HallDatabase, act: Callable[[], object]) -> None:
    """Change the hall's name and then do something that breaks, in one transaction."""
    with write_transaction(db):
        db.execute("UPDATE hall SET name_en = 'Renamed'")
        act()


def test_an_error_leaves_nothing_of_a_transaction(db: HallDatabase) -> None:
    before = everything(db)

    with pytest.raises(ZeroDivisionError):
        rename_and(db, lambda: 1 / 0)

    assert everything(db) == before
    assert not db.conn.in_transaction


def test_what_keeps_nothing_tells_what_it_would_refuse_and_leaves_no_trace(
    db: HallDatabase, clock: FrozenClock
) -> None:
    before = everything(db)

    with kept_nothing(db):
        issue(db, clock, CUSTOMER, Wish("payment"))
        with pytest.raises(StoreOpsError):
            issue(db, clock, CUSTOMER, Wish("nonsense"))

    assert everything(db) == before
    assert issue(db, clock, CUSTOMER, Wish("payment")).number == "A001"


def test_the_lock_is_free_again_after_an_error(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(ZeroDivisionError):
        rename_and(db, lambda: 1 / 0)

    assert a_waiting_ticket(db, clock).number == "A001"


def test_a_full_disk_leaves_nothing_and_hides_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    numbers: list[str] = []

    def issue_until_it_breaks() -> None:
        while True:
            numbers.append(issue(db, clock, CUSTOMER, Wish("payment")).number)

    with pytest.raises(DiskFull):
        issue_until_it_breaks()

    assert not db.conn.in_transaction
    tables = everything(db)
    issued = [event for event in tables["event"] if event["kind"] == "issue"]
    assert len(tables["ticket"]) == len(tables["leg"]) == len(issued) == len(numbers)
    db.execute("PRAGMA max_page_count = 1000000")
    assert a_waiting_ticket(db, clock).number == f"A{len(numbers) + 1:03d}"


def test_a_transaction_inside_a_transaction_is_an_error_at_once(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(RuntimeError, match="inside another"):
        rename_and(db, lambda: issue(db, clock, CUSTOMER, Wish("payment")))

    assert everything(db) == before
    assert a_waiting_ticket(db, clock).number == "A001"


def test_a_database_that_another_process_keeps_busy_is_named(
    db: HallDatabase, hall_path: Path, clock: FrozenClock
) -> None:
    other = sqlite3.connect(hall_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    db.execute("PRAGMA busy_timeout = 10")

    with pytest.raises(Overloaded) as refusal:
        issue(db, clock, CUSTOMER, Wish("payment"))

    assert refusal.value.status == 503
    assert db.execute("PRAGMA busy_timeout").fetchone() == (10,)
    other.execute("ROLLBACK")
    other.close()
    assert a_waiting_ticket(db, clock).number == "A001"


def test_each_commit_is_announced_and_a_failure_is_not(db: HallDatabase, clock: FrozenClock) -> None:
    seen = db.gate.commits
    a_waiting_ticket(db, clock)
    with pytest.raises(StoreOpsError):
        issue(db, clock, CUSTOMER, Wish("fax"))

    assert db.gate.commits == seen + 1
    assert db.gate.wait_for_commit(seen, seconds=0) == seen + 1


def test_whoever_waits_for_a_commit_is_woken_by_it(db: HallDatabase, clock: FrozenClock) -> None:
    seen = db.gate.commits
    woken: list[int] = []
    waiting = threading.Thread(target=lambda: woken.append(db.gate.wait_for_commit(seen, seconds=30)))
    waiting.start()

    a_waiting_ticket(db, clock)

    waiting.join(timeout=30)
    assert woken == [seen + 1]


def test_all_connections_to_a_file_share_one_gate(hall_path: Path, db: HallDatabase) -> None:
    other = connect(hall_path.parent / "." / hall_path.name)

    assert other.gate is db.gate
    other.conn.close()


# The pool


def test_a_pool_lends_the_last_returned_connection_first(hall_path: Path) -> None:
    pool = Pool(hall_path)
    with pool.lend() as first, pool.lend() as second:
        assert first is not second

    with pool.lend() as again:
        assert again is first  # given back last
    pool.close()


def test_a_connection_comes_back_without_a_transaction(hall_path: Path) -> None:
    pool = Pool(hall_path)
    with pool.lend() as db:
        db.conn.execute("BEGIN")
        db.execute("SELECT * FROM hall").fetchone()

    with pool.lend() as again:
        assert again is db
        assert not again.conn.in_transaction
    pool.close()


def test_connections_beyond_a_few_are_closed_when_nobody_needed_them_for_a_while(hall_path: Path) -> None:
    pool = Pool(hall_path)
    lent = [pool.take() for _ in range(KEPT_IDLE + 3)]
    for db in lent:
        pool.give_back(db)
    last = lent[-1]

    assert pool.close_unused() == 0  # just used
    assert pool.close_unused(idle_seconds=0) == 3
    assert pool.close_unused(idle_seconds=0) == 0
    assert pool.idle_count == KEPT_IDLE
    for db in lent[:3]:  # those that were idle longest
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            db.execute("SELECT 1")
    with pool.lend() as again:
        assert again is last
    pool.close()


def test_one_connection_at_a_time_gives_way_to_a_new_one_once_it_is_old(hall_path: Path) -> None:
    pool = Pool(hall_path)
    lent = [pool.take() for _ in range(3)]
    for db in lent:
        pool.give_back(db)

    assert pool.close_unused(renewed_after=60) == 0  # opened just now
    assert pool.close_unused(renewed_after=0) == 1
    assert pool.idle_count == 2
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        lent[0].execute("SELECT 1")
    with pool.lend() as again:
        assert again is lent[-1]
        assert pool.close_unused(renewed_after=0) == 0  # one is lent, and the other one is the last that is open
        again.execute("SELECT 1")
    pool.close()


def test_what_was_written_last_is_not_played_into_a_file_that_was_put_in_place_of_the_hall(
    hall_path: Path, clock: FrozenClock, tmp_path: Path
) -> None:
    older, aside = copyfile(hall_path, tmp_path / "older.db"), tmp_path / "aside.db"
    pool = Pool(hall_path)
    with pool.lend() as db:
        number = a_waiting_ticket(db, clock).number  # it stands in the log alone
        hall_path.rename(aside)
        copyfile(older, hall_path)
        put_there = hall_path.read_bytes()

        with pytest.raises(DatabaseGone), pool.lend():  # all connections are lent, so it would open another one
            pass

        assert hall_path.read_bytes() == put_there
        aside.replace(hall_path)
        a_waiting_ticket(db, clock)
    pool.close()
    with closing(connect(hall_path)) as again:
        assert [row["number"] for row in rows(again, "SELECT number FROM ticket")] == [number, "A002"]


@pytest.mark.parametrize("replaced", [False, True])
def test_a_database_that_is_deleted_or_replaced_is_neither_read_nor_written_any_more(
    hall_path: Path, clock: FrozenClock, tmp_path: Path, replaced: bool
) -> None:
    pool = Pool(hall_path)
    idle, busy = pool.take(), pool.take()
    pool.give_back(idle)
    if replaced:
        copied_hall(hall_path, tmp_path / "other.db").replace(hall_path)
    else:
        hall_path.unlink()

    for _ in range(2):  # the idle connection, then a new one
        with pytest.raises(DatabaseGone):
            pool.take()
    with pytest.raises(DatabaseGone):
        a_waiting_ticket(busy, clock)

    assert rows(busy, "SELECT count(*) AS tickets FROM ticket") == [{"tickets": 0}]
    busy.conn.close()
    pool.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lists a process's own open files so")
def test_a_file_that_was_deleted_stays_open_so_that_no_other_file_gets_its_number(hall_path: Path) -> None:
    pool = Pool(hall_path)
    taken = pool.take()
    hall_path.unlink()
    taken.conn.close()  # as the reader of the feed does, which finds it first

    assert f"{hall_path} (deleted)" in open_files()
    with pytest.raises(DatabaseGone):
        pool.take()
    pool.close()
    assert f"{hall_path} (deleted)" not in open_files()


def open_files() -> list[str]:
    return [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]


def test_a_pool_of_a_missing_database_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing), Pool(tmp_path / "hall.db").lend():
        pass
