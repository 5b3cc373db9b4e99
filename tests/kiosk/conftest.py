"""The public screens over a fresh small hall, without a server between."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.app import create_app
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.store.database import Pool, create
from storeops.web.attach import give_runtime
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from tests.factories import MONDAY_NINE, found_small_hall
from tests.kiosk.visitor import Visitor


@pytest.fixture
def runtime(hall_path: Path, clock: FrozenClock) -> Iterator[Runtime]:
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=2)
    yield Runtime(read({"STOREOPS_PUBLIC_URL": "https://hall.example"}, hall_path), pool, clock, feed)
    feed.stop()
    pool.close()


@pytest.fixture(scope="session")
def made_screens(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app, made once: working out its addresses and templates takes longer than a test."""
    path = tmp_path_factory.mktemp("made") / "hall.db"
    found_small_hall(create(path))
    pool = Pool(path)
    app = create_app(Runtime(read({}, path), pool, FrozenClock(MONDAY_NINE), LiveFeed(pool, cap=0)))
    pool.close()
    return app


@pytest.fixture
def client(made_screens: Flask, runtime: Runtime) -> FlaskClient:
    """A browser on the app over this test's own hall."""
    give_runtime(made_screens, runtime)
    return made_screens.test_client()


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    return Visitor(client)
