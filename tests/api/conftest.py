"""The API over a fresh small hall, without a server between."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from storeops.api.app import create_app
from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.people.enrolment_actions import add_device
from storeops.people.scopes import Scope
from storeops.store.database import HallDatabase, Pool
from storeops.web import request as web
from storeops.web.live import LiveFeed
from storeops.web.workshop import Workshop
from tests.heavy_here import RunsHere


class Program:
    """A program that talks to the API with a bearer token."""

    def __init__(self, client: FlaskClient, token: str | None) -> None:
        self._client = client
        self._token = token

    def get(self, path: str) -> Any:
        return self._client.get(path, headers=self._headers({}))

    def post(self, path: str, body: object = None, key: str | None = None) -> Any:
        headers = self._headers({"Idempotency-Key": key} if key else {})
        if isinstance(body, str | bytes):
            return self._client.post(path, data=body, headers=headers)
        return (
            self._client.post(path, json=body, headers=headers)
            if body is not None
            else self._client.post(path, headers=headers)
        )

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return {**headers, **({"Authorization": f"Bearer {self._token}"} if self._token else {})}


@pytest.fixture
def runtime(hall_path: Path, clock: FrozenClock) -> Iterator[web.Runtime]:
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=2)
    yield web.Runtime(read({}, hall_path), pool, clock, feed, workshop=Workshop(RunsHere(hall_path, clock)))
    feed.stop()
    pool.close()


@pytest.fixture
def client(runtime: web.Runtime) -> FlaskClient:
    return create_app(runtime).test_client()


@pytest.fixture
def program(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> Program:
    """A program that may do whatever a program may be allowed."""
    return Program(client, add_device(db, clock, SYSTEM, "till", "integration", list(Scope)))


@pytest.fixture
def stranger(client: FlaskClient) -> Program:
    """Somebody without a token."""
    return Program(client, None)
