"""Upgrading in one step: a copy before, the schema, a check after, and the way back that it tells."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrations import STEPS
from storeops.store.database import connect
from storeops.store.serving_files import serving
from tests.factories import everything, rows
from tests.old_halls import KEPT, unpacked
from tests.served_hall import storeops

LONG_AGO = KEPT[0]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A hall of the oldest kept version, in the middle of its day, its write-ahead log beside it."""
    return unpacked(LONG_AGO, tmp_path)


def upgraded(path: Path, *options: str) -> tuple[int, str, str]:
    done = storeops("--db", str(path), "upgrade", *options)
    return done.returncode, done.stdout, done.stderr


def test_a_hall_comes_to_this_version_with_a_copy_and_the_way_back(old: Path, tmp_path: Path) -> None:
    code, said, _ = upgraded(old, "--copy", str(tmp_path / "copy.db"))

    assert code == 0, said
    lines = said.splitlines()
    assert lines[0] == f"wrote {tmp_path / 'copy.db'} and checked it: the hall as it was"
    assert lines[1] == f"applied {', '.join(STEPS[STEPS.index(LONG_AGO) + 1 :])}"
    assert lines[-2] == "clean"
    assert lines[-1].endswith(f"storeops --db {old} restore {tmp_path / 'copy.db'}")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT max(name) FROM _sqlite_migrations").fetchone() == (LONG_AGO,)
        assert copy.execute("SELECT count(*) FROM ticket").fetchone() == (6,)
    with closing(connect(old)) as db:
        assert [row["state"] for row in rows(db, "SELECT state FROM counter ORDER BY id")] == ["open", "open", "closed"]


def test_the_way_back_leads_back(old: Path, tmp_path: Path) -> None:
    """The copy, put back where nothing stands, is the hall; this version brings it up to date again."""
    upgraded(old, "--copy", str(tmp_path / "copy.db"))
    with closing(connect(old)) as db:
        tickets = everything(db)["ticket"]
    for each in (old, *tmp_path.glob("hall.db-*")):
        each.rename(each.with_name(f"away-{each.name}"))

    assert storeops("--db", str(old), "restore", str(tmp_path / "copy.db")).returncode == 0

    with closing(connect(old)) as db:
        assert everything(db)["ticket"] == tickets


def test_without_a_place_the_copy_stands_beside_the_hall_and_tells_of_what(old: Path) -> None:
    _, said, _ = upgraded(old)

    made = re.search(r"wrote (\S+) and", said)
    assert made
    assert re.fullmatch(rf"hall-before-upgrade-{LONG_AGO[:4]}-\d{{8}}T\d{{6}}Z\.db", Path(made[1]).name)
    assert (Path(made[1]).parent, Path(made[1]).stat().st_mode & 0o777) == (old.parent, 0o600)


def test_a_hall_of_this_version_is_left_as_it_is(old: Path) -> None:
    upgraded(old)
    before = sorted(each.name for each in old.parent.iterdir())

    assert upgraded(old) == (0, "nothing to do: this hall is of this version already\n", "")
    assert sorted(each.name for each in old.parent.iterdir()) == before


def test_nothing_is_done_while_a_server_runs(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()

    with serving(old, datetime(2026, 3, 2, tzinfo=UTC)):
        code, said, complained = upgraded(old)

    assert (code, said, len(complained.splitlines())) == (1, "", 1)
    assert old.read_bytes() == before


def test_nothing_is_done_without_a_sound_copy(old: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("something of somebody's")

    code, said, complained = upgraded(old, "--copy", str(tmp_path / "copy.db"))

    assert (code, said) == (1, "")
    assert "copy.db" in complained
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("SELECT max(name) FROM _sqlite_migrations").fetchone() == (LONG_AGO,)
