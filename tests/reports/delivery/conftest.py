"""What tests of the delivery share: a hall whose March was closed on its day."""

from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.quality.stars.star_story import at_closing
from tests.reports.delivery.delivery_story import a_closed_march


@pytest.fixture
def clock() -> FrozenClock:
    return at_closing()


@pytest.fixture
def closed(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> HallDatabase:
    """A hall whose March is closed."""
    a_closed_march(db, clock, tmp_path)
    return db
