"""The staff console over a fresh small hall, without a server between."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from staff_console.app import create_app
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.store.database import Pool
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from tests.factories import ADA, ANA, CHEN, GRETA, Person
from tests.staff_console.colleague import Colleague

SignedIn = Callable[[Person], Colleague]


@pytest.fixture
def runtime(hall_path: Path, clock: FrozenClock) -> Iterator[Runtime]:
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=2)
    yield Runtime(read({"STOREOPS_PUBLIC_URL": "https://hall.example"}, hall_path), pool, clock, feed)
    feed.stop()
    pool.close()


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Each test makes an app of its own; compiling its templates anew would take longer than the test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def console(runtime: Runtime, compiled_templates: FileSystemBytecodeCache) -> Flask:
    app = create_app(runtime)
    app.jinja_env.bytecode_cache = compiled_templates
    return app


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
