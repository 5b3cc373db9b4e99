"""Pages of a hall's file are destroyed, one after another: `check` tells of each, and no command shows its insides."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.store.database import connect, create
from storeops.tracing.chain_actions import begin_chain
from tests.factories import MONDAY_NINE, found_small_hall
from tests.served_hall import ServedHall, storeops
from tests.tracing.told_hall import a_told_hall

PAGE = 4096
EVERY = int(os.environ.get("STOREOPS_EVERY_PAGE_OF", "12"))
"""Every so many pages are destroyed; 1 in a drill that wants to see all of them."""

COMMANDS = (
    ("backup", "copy.db"),
    ("backup", "--rebuilt", "rebuilt.db"),
    ("migrate",),
    ("export", "--from", "2026-03-01", "--to", "2026-03-31", "--out", "legs.csv"),
    ("import-history", "--list"),
    ("report", "--month", "2026-03", "--format", "json", "--out", "reports"),
    ("stars", "--month", "2026-03"),
    ("device", "list"),
    ("personal", "due"),
    ("personal", "tell", "--employee", "1001"),
    ("key", "export", "keys"),
)


@pytest.fixture(scope="module")
def told_hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a hall in which something stands in every table."""
    folder = tmp_path_factory.mktemp("told")
    clock = FrozenClock(MONDAY_NINE)
    db = create(folder / "hall.db")
    found_small_hall(db)
    begin_chain(db, clock, SYSTEM, "founded")
    a_told_hall(db, clock, folder)
    db.conn.close()
    storeops("--db", str(folder / "hall.db"), "clock", "confirm")  # it is months later than all that happened
    return folder / "hall.db"


def damaged(hall: Path, folder: Path, page: int, content: bytes) -> Path:
    """A copy of a hall with one page overwritten, in a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "hall.db"
    whole = hall.read_bytes()
    path.write_bytes(whole[: (page - 1) * PAGE] + content + whole[page * PAGE :])
    shutil.copy(key_file(hall), key_file(path))
    return path


def pages_of(hall: Path) -> Iterator[int]:
    return iter(range(1, hall.stat().st_size // PAGE + 1, EVERY))


@pytest.mark.parametrize("kind", ["zeros", "noise"])
def test_every_destroyed_page_is_a_finding_and_no_command_shows_a_traceback(
    told_hall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    noise = random.Random(kind)
    for page in pages_of(told_hall):
        content = bytes(PAGE) if kind == "zeros" else noise.randbytes(PAGE)
        path = damaged(told_hall, tmp_path / "hall", page, content)
        monkeypatch.chdir(path.parent)

        check = storeops("--db", str(path), "check")

        assert (check.returncode, check.stderr) == (1, ""), page
        assert check.stdout, page
        for command in COMMANDS:
            done = storeops("--db", str(path), *command)  # an error that nobody foresaw would fail here
            told = done.stderr.splitlines()
            assert all(line.startswith("storeops: ") for line in told), (page, command, told)
            assert done.returncode == 0 or len(told) == 1 or command[0] == "backup", (page, command, told)


@pytest.mark.parametrize("kept", [0, 1, PAGE, 10 * PAGE + 17, -PAGE, -1])
def test_a_file_that_was_cut_off_is_told(
    told_hall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    path = damaged(told_hall, tmp_path / "hall", 1, told_hall.read_bytes()[:PAGE])
    monkeypatch.chdir(path.parent)
    os.truncate(path, kept % path.stat().st_size if kept else 0)

    check = storeops("--db", str(path), "check")

    assert check.returncode == 1
    assert check.stdout.startswith("the file is damaged")
    for command in COMMANDS:
        done = storeops("--db", str(path), *command)
        assert all(line.startswith("storeops: ") for line in done.stderr.splitlines())


def test_a_write_ahead_log_that_was_cut_off_leaves_an_earlier_hall_that_is_whole(tmp_path: Path) -> None:
    hall = ServedHall.founded(tmp_path).start()
    for _ in range(3):
        hall.ask("POST", "/tickets", {"service": "payment"})
    hall.kill()
    log = Path(f"{hall.path}-wal")
    os.truncate(log, log.stat().st_size - 100)

    assert hall.check().stdout == "clean\n"
    db = connect(hall.path)
    assert db.execute("SELECT group_concat(number) FROM ticket").fetchone() == ("A001,A002",)
    db.conn.close()


def test_a_hall_whose_description_is_destroyed_is_not_served(told_hall: Path, tmp_path: Path) -> None:
    path = damaged(told_hall, tmp_path / "hall", 1, bytes(PAGE))

    done = storeops("--db", str(path), "serve", "--port", "0")

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"storeops: {path} is damaged (nothing of the hall is found in it)."
        f" What is hit, and what to do, is told by: storeops --db {path} check"
    ]


def test_damage_in_an_index_is_left_behind_by_a_copy_made_anew(told_hall: Path, tmp_path: Path) -> None:
    db = connect(told_hall)
    (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event_at'").fetchone()
    db.conn.close()
    path = damaged(told_hall, tmp_path / "hall", page, bytes(PAGE))

    check = storeops("--db", str(path), "check")
    copied = storeops("--db", str(path), "backup", "--rebuilt", str(tmp_path / "rebuilt.db"))
    path.rename(tmp_path / "damaged.db")
    restored = storeops("--db", str(path), "restore", str(tmp_path / "rebuilt.db"))

    assert check.stdout.startswith("the file is damaged, index event_at: ")
    assert "no row is lost: storeops backup --rebuilt FILE writes a sound copy" in check.stdout
    assert (copied.returncode, copied.stderr) == (0, "storeops: the copy could not be noted in the trace\n")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert storeops("--db", str(path), "check").stdout.endswith("clean\n")
