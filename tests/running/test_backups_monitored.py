"""/healthz and /metrics tell how old the last good backup is and what is wrong; customers are served all the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from storeops.backups.refusals import BackupFolderMissing
from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.settings import Settings, read
from storeops.running.backup_making import make_backup
from storeops.running.monitor import create_app
from storeops.store.database import HallDatabase, Pool
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime


@pytest.fixture
def own(hall_path: Path, tmp_path: Path) -> Settings:
    (tmp_path / "stick").mkdir()
    return read({"STOREOPS_BACKUPS": str(tmp_path / "stick")}, hall_path)


@pytest.fixture
def monitor(own: Settings, clock: FrozenClock) -> Iterator[FlaskClient]:
    pool = Pool(own.database)
    feed = LiveFeed(pool, cap=0)
    yield create_app(Runtime(own, pool, clock, feed)).test_client()
    feed.stop()
    pool.close()


def health(monitor: FlaskClient) -> tuple[int, dict[str, Any]]:
    answer = monitor.get("/healthz")
    return answer.status_code, answer.json or {}


def figures(monitor: FlaskClient) -> dict[str, float]:
    lines = [line.split() for line in monitor.get("/metrics").text.splitlines() if "backup" in line]
    return {name: float(value) for name, value in (line for line in lines if line[0] != "#")}


def test_before_the_first_backup_there_is_no_age(monitor: FlaskClient) -> None:
    status, told = health(monitor)

    assert (status, told["reasons"], told["last_backup_at"]) == (200, [], None)
    assert figures(monitor) == {"storeops_backup_troubles": 0}


def test_age_and_trouble_are_told_and_health_stays_well(
    monitor: FlaskClient, db: HallDatabase, clock: FrozenClock, own: Settings
) -> None:
    make_backup(db, clock, SYSTEM, own)
    clock.advance(days=2, seconds=1)
    assert own.backups
    own.backups.folder.rename(own.database.with_name("pocket"))
    with pytest.raises(BackupFolderMissing):
        make_backup(db, clock, SYSTEM, own)

    status, told = health(monitor)

    assert (status, told["status"]) == (200, "degraded")
    assert [reason["what"] for reason in told["reasons"]] == ["folder_missing", "too_old"]
    assert told["last_backup_at"] == "2026-03-02T01:00:00.000Z"
    # Two days and a second.
    assert figures(monitor) == {"storeops_last_backup_seconds": 172801, "storeops_backup_troubles": 2}
