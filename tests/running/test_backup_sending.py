"""The newest copy goes to the store by itself; what is in its way is noted once, told, and tried again."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from storeops.backups import copy_store
from storeops.backups.backup_trouble import BackupTrouble
from storeops.backups.backup_view import backups_now
from storeops.backups.due_backup_view import sending_is_due
from storeops.backups.hall_mark_rows import hall_mark
from storeops.backups.refusals import BackupUnderWay, StoreAway, StoreRefused
from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.settings import Settings, read
from storeops.running.backup_making import make_backup
from storeops.running.backup_sending import send_backup
from storeops.running.heavy_jobs import do_job
from storeops.running.jobs import heavy_jobs_of
from storeops.store.database import HallDatabase, connect
from storeops.store.file_turn import turn
from storeops.store.sealed_file import new_pair
from tests.backups.s3_server import KEY, SECRET, S3Store, Stored, s3_store
from tests.factories import a_waiting_ticket, everything, last_event, rows
from tests.served_hall import storeops


@pytest.fixture
def store() -> Iterator[S3Store]:
    with s3_store() as reached:
        yield reached


@pytest.fixture
def private(tmp_path: Path) -> Path:
    new_pair(tmp_path / "private.pem", tmp_path / "public.pem")
    return tmp_path / "private.pem"


@pytest.fixture
def environment(tmp_path: Path, store: S3Store, private: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """That of a hall whose sealed copies are sent."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setattr(copy_store, "TRIES", 1)
    (tmp_path / "stick").mkdir()
    return {
        "STOREOPS_BACKUPS": str(tmp_path / "stick"),
        "STOREOPS_BACKUP_KEY": str(private.with_name("public.pem")),
        "STOREOPS_BACKUP_STORE": store.address,
    }


@pytest.fixture
def own(db: HallDatabase, environment: dict[str, str]) -> Settings:
    return read(environment, db.path)


def troubles(db: HallDatabase, clock: FrozenClock, own: Settings) -> list[BackupTrouble]:
    return list(backups_now(db, own, clock.now()).troubles)


def is_due(db: HallDatabase, clock: FrozenClock, own: Settings) -> bool:
    return sending_is_due(db, own, clock.now())


def test_the_newest_copy_is_sent_once_and_nothing_else_changes(
    db: HallDatabase, clock: FrozenClock, own: Settings, store: S3Store
) -> None:
    assert not is_due(db, clock, own), "there is no copy yet"
    made = make_backup(db, clock, SYSTEM, own)
    assert is_due(db, clock, own)
    before = everything(db)

    sent = send_backup(db, clock, SYSTEM, own)

    assert own.backups
    assert sent
    assert store.objects[f"halls/one/{made.file}"].content == (own.backups.folder / made.file).read_bytes()
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("backup_sent", "system")
    assert json.loads(event["data"]) == {"file": made.file, "store": store.address, "count": 0}
    after = everything(db)
    for table in ("event", "told_event", "job_run"):
        assert after.pop(table) != before.pop(table)
    assert after == before
    assert not is_due(db, clock, own)
    assert send_backup(db, clock, SYSTEM, own) is None
    standing = backups_now(db, own, clock.now())
    assert (standing.is_sent, standing.sent_at, standing.troubles) == (True, clock.now(), ())


def test_a_store_that_is_away_is_told_once_and_tried_every_quarter_of_an_hour(
    db: HallDatabase, clock: FrozenClock, own: Settings, store: S3Store
) -> None:
    make_backup(db, clock, SYSTEM, own)
    store.cuts = True
    for _ in range(3):
        assert is_due(db, clock, own)
        with pytest.raises(StoreAway):
            send_backup(db, clock, SYSTEM, own)
        assert not is_due(db, clock, own)
        clock.advance(minutes=15)
    told = rows(db, "SELECT data FROM event WHERE kind = 'backup_not_sent'")
    assert [json.loads(each["data"]) for each in told] == [{"because": "store_away"}]
    assert troubles(db, clock, own) == [BackupTrouble.STORE_AWAY]

    store.cuts = False
    do_job("send_backup", db, clock, own)

    assert troubles(db, clock, own) == []
    assert len(store.objects) == 1


def test_copies_are_made_on_while_the_store_is_away_and_the_newest_is_sent_then(
    db: HallDatabase, clock: FrozenClock, own: Settings, store: S3Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.refuses = {"PUT"}
    for _ in range(2):
        newest = make_backup(db, clock, SYSTEM, own).file
        with pytest.raises(StoreRefused):
            send_backup(db, clock, SYSTEM, own)
        clock.advance(days=1)
    assert troubles(db, clock, own) == [BackupTrouble.STORE_REFUSED]

    store.refuses = set()
    with caplog.at_level(logging.INFO):
        do_job("send_backup", db, clock, own)

    assert store.objects.keys() == {f"halls/one/{newest}"}
    assert f"sent the backup {newest} to {store.address}" in caplog.text


def test_older_ones_go_there_by_age_and_only_what_is_this_halls(
    db: HallDatabase, clock: FrozenClock, own: Settings, store: S3Store
) -> None:
    hall = hall_mark(db, db.path)
    # Two of one day two weeks before: of them the newest of the day stays.
    old = [f"halls/one/{hall}-20260216T0{hour}0000Z.sealed" for hour in (1, 2)]
    others = ["halls/one/hall-other0-20200101T000000Z.sealed", "halls/one/notes.txt", f"halls/two/{hall}-x"]
    store.objects = {name: Stored(b"x", {}) for name in (*old, *others)}
    file = make_backup(db, clock, SYSTEM, own).file

    sent = send_backup(db, clock, SYSTEM, own)

    assert sent
    assert sent.dropped == 1
    assert store.objects.keys() == {old[1], *others, f"halls/one/{file}"}


def test_keys_that_may_not_delete_are_enough(
    db: HallDatabase, clock: FrozenClock, own: Settings, store: S3Store, caplog: pytest.LogCaptureFixture
) -> None:
    hall = hall_mark(db, db.path)
    store.objects = {f"halls/one/{hall}-20260216T0{hour}0000Z.sealed": Stored(b"x", {}) for hour in (1, 2)}
    store.refuses = {"DELETE"}
    make_backup(db, clock, SYSTEM, own)

    sent = send_backup(db, clock, SYSTEM, own)

    assert sent
    assert (sent.dropped, len(store.objects)) == (0, 3)
    assert "older backups stay in the store" in caplog.text
    assert troubles(db, clock, own) == []


def test_one_in_the_store_that_grows_old_is_told(db: HallDatabase, clock: FrozenClock, own: Settings) -> None:
    make_backup(db, clock, SYSTEM, own)
    send_backup(db, clock, SYSTEM, own)
    clock.advance(hours=48, seconds=1)
    make_backup(db, clock, SYSTEM, own)

    assert troubles(db, clock, own) == [BackupTrouble.STORE_TOO_OLD]


def test_another_store_gets_the_newest_at_once(
    db: HallDatabase, clock: FrozenClock, own: Settings, environment: dict[str, str]
) -> None:
    make_backup(db, clock, SYSTEM, own)
    send_backup(db, clock, SYSTEM, own)
    clock.advance(minutes=15)

    with s3_store() as another:
        moved = read({**environment, "STOREOPS_BACKUP_STORE": another.address}, db.path)
        assert is_due(db, clock, moved)
        do_job("send_backup", db, clock, moved)
        assert len(another.objects) == 1


def test_only_one_process_sends(db: HallDatabase, clock: FrozenClock, own: Settings) -> None:
    make_backup(db, clock, SYSTEM, own)

    with turn(db.path.with_name(f"{db.path.name}.send-turn")), pytest.raises(BackupUnderWay):
        send_backup(db, clock, SYSTEM, own)


def test_the_job_is_there_where_a_store_is_named(own: Settings, environment: dict[str, str]) -> None:
    without = read({name: value for name, value in environment.items() if name != "STOREOPS_BACKUP_STORE"})

    assert "send_backup" in [job.name for job in heavy_jobs_of(own)]
    assert "send_backup" not in [job.name for job in heavy_jobs_of(without)]


def test_from_the_store_alone_a_hall_is_put_back_on_a_new_machine(
    db: HallDatabase,
    clock: FrozenClock,
    environment: dict[str, str],
    private: Path,
    store: S3Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_waiting_ticket(db, clock)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    told = storeops("--db", str(db.path), "backup")
    assert f"sent it to {store.address}; let 0 older ones go there" in told.stdout
    drilled = storeops("--db", str(db.path), "backup-drill", "--from-store", "--key", str(private))
    assert drilled.stdout.endswith("the drill went well\n")

    for name in ("STOREOPS_BACKUPS", "STOREOPS_BACKUP_KEY"):
        monkeypatch.delenv(name)
    listed = storeops("--db", str(tmp_path / "new.db"), "backup-store", "list").stdout.split()
    fetched, back = tmp_path / "fetched.sealed", tmp_path / "new.db"
    assert storeops("--db", str(back), "backup-store", "fetch", *listed, str(fetched)).returncode == 0
    assert storeops("--db", str(back), "restore", "--key", str(private), str(fetched)).returncode == 0

    restored = connect(back)
    assert rows(restored, "SELECT number FROM ticket") == [{"number": "A001"}]
    restored.conn.close()
    served = storeops("--db", str(back), "serve", "--port", "1")
    assert (served.returncode, "STOREOPS_BACKUPS is missing" in served.stderr) == (3, True)
