"""The staff console over a fresh small hall, without a server between."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from staff_console.app import create_app
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.store.database import Pool, create
from storeops.web.attach import give_runtime
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from storeops.web.workshop import Workshop
from tests.factories import ADA, ANA, CHEN, GRETA, MONDAY_NINE, Person, found_small_hall
from tests.heavy_here import RunsHere
from tests.staff_console.colleague import Colleague

SignedIn = Callable[[Person], Colleague]


@pytest.fixture
def runtime(hall_path: Path, clock: FrozenClock) -> Iterator[Runtime]:
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=2)
    yield Runtime(
        read({"STOREOPS_PUBLIC_URL": "https://hall.example"}, hall_path),
        pool,
        clock,
        feed,
        workshop=Workshop(RunsHere(hall_path, clock)),
    )
    feed.stop()
    pool.close()


@pytest.fixture(scope="session")
def made_console(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app, made once: working out its addresses takes longer than a test."""
    path = tmp_path_factory.mktemp("made") / "hall.db"
    found_small_hall(create(path))
    pool = Pool(path)
    app = create_app(Runtime(read({}, path), pool, FrozenClock(MONDAY_NINE), LiveFeed(pool, cap=0)))
    pool.close()
    return app


@pytest.fixture
def console(made_console: Flask, runtime: Runtime) -> Flask:
    """The app over this test's own hall."""
    give_runtime(made_console, runtime)
    return made_console


@pytest.fixture
def signed_in(console: Flask) -> SignedIn:
    """Somebody of the cast, signed in at a browser of their own."""

    def sign_in(person: Person) -> Colleague:
        colleague = Colleague(console.test_client(), person)
        assert colleague.sign_in().status_code == 303
        return colleague

    return sign_in


@pytest.fixture
def ana(signed_in: SignedIn) -> Colleague:
    """The clerk."""
    return signed_in(ANA)


@pytest.fixture
def greta(signed_in: SignedIn) -> Colleague:
    """The greeter."""
    return signed_in(GRETA)


@pytest.fixture
def chen(signed_in: SignedIn) -> Colleague:
    """The duty manager."""
    return signed_in(CHEN)


@pytest.fixture
def ada(signed_in: SignedIn) -> Colleague:
    """The administrator."""
    return signed_in(ADA)
