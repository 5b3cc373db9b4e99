"""Copies of a hall: who may read them, and what of a copy is not put back."""

import stat
from pathlib import Path

from storeops.base.clock import FrozenClock
from storeops.base.durable_files import OWNER_ONLY
from storeops.people import session_rows
from storeops.people.sign_in_actions import sign_in
from storeops.store.backup import backup, restore
from storeops.store.database import HallDatabase, connect, create
from tests.factories import ANA, AT_DESK, PIN, a_waiting_ticket, everything, whose_session


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_hall_and_what_sqlite_writes_beside_it_are_its_owners_alone(tmp_path: Path) -> None:
    db = create(tmp_path / "hall.db")
    db.execute("UPDATE hall SET id = id")

    written = {file.name: rights(file) for file in tmp_path.iterdir()}
    db.conn.close()

    assert written == dict.fromkeys(("hall.db", "hall.db-wal", "hall.db-shm", "hall.db.keys"), OWNER_ONLY)


def test_a_hall_that_everybody_could_read_is_closed_when_it_is_opened(db: HallDatabase) -> None:
    db.execute("UPDATE hall SET id = id")
    for ending in ("", "-wal", "-shm"):
        Path(f"{db.path}{ending}").chmod(0o644)

    connect(db.path).conn.close()

    assert {rights(Path(f"{db.path}{ending}")) for ending in ("", "-wal", "-shm")} == {OWNER_ONLY}


def test_a_copy_and_what_is_put_back_of_it_are_their_owners_alone(db: HallDatabase, tmp_path: Path) -> None:
    copy, back = tmp_path / "copy.db", tmp_path / "back.db"

    backup(db.path, copy)
    restore(copy, back, session_rows.forget_all)

    assert (rights(copy), rights(back)) == (OWNER_ONLY, OWNER_ONLY)


def test_who_was_signed_in_when_the_copy_was_made_is_so_no_more_where_it_is_put_back(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    token = sign_in(db, clock, ANA.actor, ANA.code, PIN, AT_DESK).token
    a_waiting_ticket(db, clock)
    copy, path = tmp_path / "copy.db", tmp_path / "back.db"
    backup(db.path, copy)

    restore(copy, path, session_rows.forget_all)

    back = connect(path)
    assert whose_session(back, token, AT_DESK.place, clock.now()) is None
    was, now = everything(db), everything(back)
    back.conn.close()
    assert now.pop("session") == []
    assert len(was.pop("session")) == 1
    assert now.pop("journal_epoch") != was.pop("journal_epoch"), "its events are numbered under other names"
    assert now == was, "everything else comes back"
    assert whose_session(db, token, AT_DESK.place, clock.now()), "the hall that was copied goes on"
    assert sorted(file.name for file in tmp_path.iterdir() if "back" in file.name) == ["back.db"]
