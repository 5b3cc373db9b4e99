"""The public screens over a fresh small hall, without a server between."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.app import create_app
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.store.database import Pool
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from tests.kiosk.visitor import Visitor


@pytest.fixture
def runtime(hall_path: Path, clock: FrozenClock) -> Iterator[Runtime]:
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=2)
    yield Runtime(read({"STOREOPS_PUBLIC_URL": "https://hall.example"}, hall_path), pool, clock, feed)
    feed.stop()
    pool.close()


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    return create_app(runtime).test_client()


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    return Visitor(client)
