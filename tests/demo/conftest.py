"""The sample hall with a demo's history."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.business_time import local_instant
from storeops.base.clock import FrozenClock
from storeops.demo.history import begins_at, prepare
from storeops.sample.founding_actions import found_sample_hall
from storeops.store.database import HallDatabase, create
from storeops.tracing.chain_actions import begin_chain
from tests.factories import set_hall

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUNDAY = datetime(2026, 3, 8, tzinfo=SHANGHAI).date()
AFTER_CLOSE = time(19, 30)


def play(
    path: Path,
    *,
    days: int = 0,
    until: time = AFTER_CLOSE,
    seed: int = 1,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> HallDatabase:
    """A demo hall with a history of `days` whole days before Sunday 8 March 2026, and of that day up to `until`."""
    moment = local_instant(SUNDAY, until, SHANGHAI)
    db = create(path)
    founded = FrozenClock(begins_at(moment, days, SHANGHAI))
    begin_chain(db, founded, SYSTEM, "founded")
    found_sample_hall(db, founded, SYSTEM, "Asia/Shanghai", 6)
    set_hall(db, secret_key="0" * 64)  # the moments that customers are asked about are drawn with it
    prepare(db, moment, days, seed, progress)
    return db


def local(hours: int, minutes: int = 0, day: timedelta = timedelta(0)) -> datetime:
    """An instant on that Sunday, or `day` later."""
    return local_instant(SUNDAY + day, time(hours, minutes), SHANGHAI)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallDatabase]:
    """Monday 2 to Sunday 8 March 2026, all days closed."""
    db = play(tmp_path_factory.mktemp("week") / "hall.db", days=6)
    yield db
    db.conn.close()
