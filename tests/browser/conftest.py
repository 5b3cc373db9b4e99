"""A real hall, served by the real server, and a real browser to meet it with."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect, sync_playwright

from tests.chromium_program import chromium_program
from tests.factories import copied_hall
from tests.served_hall import ServedHall

KIOSK: ViewportSize = {"width": 1080, "height": 1920}
PHONE: ViewportSize = {"width": 390, "height": 844}
TELEVISION: ViewportSize = {"width": 1920, "height": 1080}
DESK: ViewportSize = {"width": 1366, "height": 768}
TABLET: ViewportSize = {"width": 1024, "height": 768}
DESK_ENLARGED: ViewportSize = {"width": 1093, "height": 614}
"""The same desk at 125 %."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for all browser tests; they are skipped where the machine has none."""
    program = chromium_program()
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


@pytest.fixture(scope="session")
def hall_port() -> int:
    """The port of all halls of this run, one after another: a page that is kept knows its hall by it.

    It is below those that systems hand out by themselves: nobody takes it while no hall is served.
    """
    for port in count(10_000 + os.getpid() * 7 % 20_000):
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@pytest.fixture
def served_hall(sample_hall: ServedHall, hall_port: int, tmp_path: Path) -> Iterator[ServedHall]:
    """A sample hall of its own, served. It keeps its port when it is started again."""
    path = copied_hall(sample_hall.path, tmp_path / "hall.db")
    hall = replace(sample_hall, path=path, options=("--port", str(hall_port))).start()
    yield hall
    hall.stop()


STILL = "/static/icon.svg"
"""A page on which nothing happens. A blank one, being none of the hall's, costs the browser a new process each time."""
FORGET = "localStorage.clear(); sessionStorage.clear()"
HAS_ITS_OWN_TIME = "!/native code/.test(setTimeout)"
"""Whether a test gave the page a clock, which can't be taken away again."""
KEPT_AT_MOST = 3


WAITS_BY_THE_CLOCK = """
AbortSignal.timeout = (milliseconds) => {
  const given = new AbortController();
  setTimeout(() => given.abort(new DOMException("", "TimeoutError")), milliseconds);
  return given.signal;
};
"""
"""The one timer of the pages that Playwright's clock does not move."""


def listens(page: Page) -> None:
    """Wait until a live page is loaded as a whole and hears the server: before that nothing can reach it."""
    expect(page.locator("html")).to_have_attribute("data-line", "stands", timeout=20_000)


def with_a_clock_to_move(page: Page) -> Page:
    """The page once more, listening to the server, on a clock that runs as usual and can be moved on by run_for()."""
    page.clock.install()
    page.add_init_script(WAITS_BY_THE_CLOCK)
    page.reload()
    listens(page)
    return page


@dataclass(eq=False)
class Tab:
    """A page in a context of its own, and the errors in its scripts."""

    page: Page
    errors: list[str] = field(default_factory=list)


class Tabs:
    """Opens tabs for the halls at one address. One without options of its own is kept, and forgets, after its test.

    A new one costs the browser a new process, and that its first page takes five times as long as the next.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._kept: list[Tab] = []

    def open(self, viewport: ViewportSize) -> Tab:
        """A tab that nobody has used, for all that it knows."""
        if not self._kept:
            return self.open_anew(viewport)
        tab = self._kept.pop()
        tab.page.set_viewport_size(viewport)
        return tab

    def open_anew(self, viewport: ViewportSize, **options: Any) -> Tab:
        """A new tab."""
        context = self._browser.new_context(viewport=viewport, base_url=self._url, **options)
        tab = Tab(context.new_page())
        tab.page.set_default_timeout(10_000)
        tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
        return tab

    def keep(self, tab: Tab) -> None:
        """Keep a tab for the next test, unless what was done to it can't be undone."""
        page = tab.page
        try:
            page.unroute_all(behavior="ignoreErrors")  # an answer still under way would fail the next test
            is_as_new = page.context.pages == [page] and not page.evaluate(HAS_ITS_OWN_TIME)
            if is_as_new and len(self._kept) < KEPT_AT_MOST:
                page.goto(STILL)
                page.evaluate(FORGET)
                page.context.clear_cookies()
                self._kept.append(tab)
                return
        except Error:
            pass  # its hall does not answer any more
        page.context.close()

    def close(self) -> None:
        for tab in self._kept:
            tab.page.context.close()


@pytest.fixture(scope="session")
def tabs(chromium: Browser, hall_port: int) -> Iterator[Tabs]:
    """The tabs of all tests, for whatever hall is served."""
    kept = Tabs(chromium, f"http://127.0.0.1:{hall_port}")
    yield kept
    kept.close()


@pytest.fixture
def open_page(tabs: Tabs, served_hall: ServedHall) -> Iterator[OpenPage]:
    """Open a page of the served hall: `open_page("/", KIOSK)`. An error in a page's script fails the test."""
    plain: list[Tab] = []
    special: list[Tab] = []

    def opened(path: str, viewport: ViewportSize, **options: Any) -> Page:
        script = options.pop("init_script", None)
        tab = tabs.open_anew(viewport, **options) if script or options else tabs.open(viewport)
        (special if script or options else plain).append(tab)
        if script:
            tab.page.add_init_script(script)
        tab.page.goto(path)
        return tab.page

    yield opened
    errors = [error for tab in plain + special for error in tab.errors]
    for tab in special:
        tab.page.unroute_all(behavior="ignoreErrors")
        tab.page.context.close()
    for tab in plain:
        tab.errors.clear()
        tabs.keep(tab)
    assert errors == []
