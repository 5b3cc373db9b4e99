"""Fixtures that every test may ask for: a small hall of its own, and a clock that stands still."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase, connect, create
from storeops.tracing.chain_actions import begin_chain
from tests.factories import MONDAY_NINE, copied_hall, found_small_hall

# The same examples in every run: a failure that comes and goes teaches nothing.
settings.register_profile("steady", derandomize=True, database=None, deadline=None, print_blob=False)
settings.load_profile("steady")


MEMORY, ROOM = Path("/dev/shm"), 2**31
"""A disk that is in memory, and how many bytes must be free there."""

if "PYTEST_DEBUG_TEMPROOT" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    # A hall waits for its disk at the end of every transaction, and nearly every test has a hall of its own.
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


SLOW = (
    "tests/demo/",
    "tests/drills/",
    "tests/faults/",
    "tests/reports/renderings/test_pdf.py",
    "tests/running/test_serving_memory.py",
    "tests/test_cli.py",
    "tests/api/test_every_caller.py",
    "tests/history/test_real_logs.py",
    "tests/queueing/test_ticket_life.py",
    "tests/reports/delivery/test_report_delivery.py",
    "tests/reports/findings/test_findings_properties.py",
    "tests/reports/test_headline_figures.py",
    "tests/reports/test_reconciliation.py",
    "tests/running/test_served_over_tls.py",
    "tests/running/test_slow_clients.py",
    "tests/test_anonymity.py",
    "tests/test_migrations.py",
    "tests/tracing/test_every_row.py",
    "tests/quality/detectors/test_real_log.py",
)
"""What `make check` leaves to `make test`: whole days and weeks that are played, processes that are killed, pages set
in type, downloads by the dozen, commands and servers in processes of their own, made-up requests by every caller,
attacks that are tried on everybody, schemas of before, and real logs of a whole year."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(part in item.path.as_posix() for part in SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def founded_hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the small hall as founded; tests copy it, because making one takes longer than a test."""
    path = tmp_path_factory.mktemp("founded") / "hall.db"
    db = create(path)
    found_small_hall(db)
    begin_chain(db, FrozenClock(MONDAY_NINE), SYSTEM, "founded")
    db.conn.close()
    return path


@pytest.fixture
def hall_path(founded_hall: Path, tmp_path: Path) -> Path:
    """A fresh small hall's file."""
    return copied_hall(founded_hall, tmp_path / "hall.db")


@pytest.fixture
def db(hall_path: Path) -> Iterator[HallDatabase]:
    """A connection to a fresh small hall."""
    db = connect(hall_path)
    db.execute("PRAGMA synchronous = OFF")  # no test pulls the plug of this file
    yield db
    db.conn.close()


@pytest.fixture
def clock() -> FrozenClock:
    """Stands at Monday 2 March 2026, 09:00 in Shanghai."""
    return FrozenClock(MONDAY_NINE)
