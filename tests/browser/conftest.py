"""A real hall, served by the real server, and a real browser to meet it with."""

import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.factories import copied_hall
from tests.served_hall import ServedHall

KIOSK: ViewportSize = {"width": 1080, "height": 1920}
PHONE: ViewportSize = {"width": 390, "height": 844}
TELEVISION: ViewportSize = {"width": 1920, "height": 1080}
DESK: ViewportSize = {"width": 1366, "height": 768}

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for all browser tests; they are skipped where the machine has none."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium on this machine: install the package chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--autoplay-policy=no-user-gesture-required",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_hall(tmp_path_factory: pytest.TempPathFactory) -> ServedHall:
    """A sample hall with three closed counters, not served: tests copy it."""
    return ServedHall.founded(tmp_path_factory.mktemp("sample"), counters=3)


@pytest.fixture
def served_hall(sample_hall: ServedHall, tmp_path: Path) -> Iterator[ServedHall]:
    """A sample hall of its own, served. It keeps its port when it is started again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = copied_hall(sample_hall.path, tmp_path / "hall.db")
    hall = replace(sample_hall, path=path, options=("--port", str(port))).start()
    yield hall
    hall.stop()


@pytest.fixture
def open_page(chromium: Browser, served_hall: ServedHall) -> Iterator[OpenPage]:
    """Open a page of the served hall: `open_page("/", KIOSK)`. An error in a page's script fails the test."""
    contexts: list[Any] = []
    errors: list[str] = []

    def opened(path: str, viewport: ViewportSize, **options: Any) -> Page:
        script = options.pop("init_script", None)
        context = chromium.new_context(viewport=viewport, base_url=served_hall.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
