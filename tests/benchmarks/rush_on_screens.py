"""A rush, ten times as fast as in a hall, on all its screens at once: 200 people wait, six clerks serve, more come.

    python -m tests.benchmarks.rush_on_screens FOLDER [--seconds 60]

A minute is ten minutes of a hall: a customer comes each second, a transaction takes six. Photographs each screen in
both languages before, meanwhile and after; prints how long after its call a number stands on the board, and what is
wrong: a screen that overflows or breaks a rule of access, a number called twice, an error in a script.
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from storeops.store.database import connect
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, KIOSK, PHONE, TELEVISION
from tests.chromium_program import chromium_program
from tests.rush import CLERKS, SERVICES, rush
from tests.served_hall import Answer, ServedHall

TRANSACTION_SECONDS = 6.0
COMES_EVERY_SECONDS = 1.0
SEES_NUMBERS = """
window.seen = {};
const look = () => document.querySelectorAll(".number").forEach((each) => {
  seen[each.textContent.trim()] ??= Date.now();
});
new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
"""


@dataclass
class Screen:
    """A page that stays open all the time."""

    name: str
    page: Page
    errors: list[str] = field(default_factory=list)


@dataclass
class Played:
    """What the clerks and customers did: when each call was answered, in milliseconds, and how long requests took."""

    called_at: dict[str, float] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    issue_ms: list[float] = field(default_factory=list)
    call_ms: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with served_rush() as hall, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=["--no-sandbox", "--disable-gpu"])
        screens = list(opened(browser, hall))
        photograph(screens, options.folder, "1-before")
        played, ends = Played(), threading.Event()
        players = [threading.Thread(target=serve, args=(hall, number, played, ends)) for number in range(1, CLERKS + 1)]
        players.append(threading.Thread(target=come, args=(hall, played, ends)))
        for player in players:
            player.start()
        screens[0].page.wait_for_timeout(options.seconds * 500)
        photograph(screens, options.folder, "2-meanwhile")
        screens[0].page.wait_for_timeout(options.seconds * 500)
        ends.set()
        for player in players:
            player.join()
        screens[0].page.wait_for_timeout(1_000)
        photograph(screens, options.folder, "3-after")
        print_figures(screens, played)
        print_faults(screens, played)
        browser.close()


@contextmanager
def served_rush() -> Iterator[ServedHall]:
    """A served hall in which 200 people wait."""
    with tempfile.TemporaryDirectory() as folder:
        hall = ServedHall.founded(Path(folder), counters=CLERKS)
        db = connect(hall.path)
        rush(db, datetime.now(UTC), CLERKS)
        db.conn.close()
        hall.start_cold()
        try:
            yield hall
        finally:
            hall.stop()


def opened(browser: Browser, hall: ServedHall) -> Iterator[Screen]:
    """Every screen of the hall in both languages; the desk is the sixth clerk's."""
    ticket = hall.ask("POST", "/tickets", {"service": "payment"}).body
    for language in ("zh", "en"):
        for name, path, viewport, employee in (
            ("board", "/board", TELEVISION, None),
            ("kiosk", "/", KIOSK, None),
            ("phone", f"/t/{ticket['token']}", PHONE, None),
            ("hall", "/console/duty", DESK, "5001"),
            ("desk", "/console/", DESK, "1006"),
        ):
            yield screen(browser, hall, f"{name}-{language}", f"{path}?lang={language}", viewport, employee)


def screen(
    browser: Browser, hall: ServedHall, name: str, path: str, viewport: ViewportSize, employee: str | None
) -> Screen:
    context = browser.new_context(viewport=viewport, base_url=hall.url, has_touch=viewport is not DESK)
    context.add_init_script(SEES_NUMBERS)
    made = Screen(name, context.new_page())
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.goto(path)
    if employee:
        made.page.locator("[name=employee]").fill(employee)
        made.page.locator("[name=pin]").fill(hall.pins[employee])
        made.page.locator("main button[type=submit], main button").last.click()
        made.page.wait_for_load_state("load")
        made.page.goto(path)
    return made


def timed(ask: Callable[[], Answer], into: list[float]) -> Answer:
    """The answer; the milliseconds that it took go into a list."""
    begun = time.perf_counter()
    answer = ask()
    into.append((time.perf_counter() - begun) * 1000)
    return answer


def come(hall: ServedHall, played: Played, ends: threading.Event) -> None:
    """One customer after the other takes a ticket."""
    for number in range(10_000):
        if ends.wait(COMES_EVERY_SECONDS):
            return
        service = SERVICES[number % len(SERVICES)]
        timed(partial(hall.ask, "POST", "/tickets", {"service": service}), played.issue_ms)


def serve(hall: ServedHall, counter: int, played: Played, ends: threading.Event) -> None:
    """A clerk finishes, calls the next customer and starts, until it ends."""
    for verb in ("unpause", "ready", "finish"):  # whatever the rush left this counter in
        hall.ask("POST", f"/counters/{counter}/{verb}", {})
    while not ends.wait(0.4):
        answer = timed(partial(hall.ask, "POST", f"/counters/{counter}/call-next", {}), played.call_ms)
        if answer.status != 200:
            played.refused.append(f"counter {counter}: {answer.body}")
            continue
        number = answer.body["ticket"]["number"] if "ticket" in answer.body else answer.body["number"]
        played.calls[number] += 1
        played.called_at.setdefault(number, time.time() * 1000)
        ends.wait(1)
        hall.ask("POST", f"/counters/{counter}/start", {})
        ends.wait(TRANSACTION_SECONDS - 1.4)
        hall.ask("POST", f"/counters/{counter}/finish", {})


def photograph(screens: list[Screen], folder: Path, moment: str) -> None:
    for each in screens:
        each.page.screenshot(path=folder / f"{each.name}-{moment}.png", animations="disabled")


def print_figures(screens: list[Screen], played: Played) -> None:
    """How late the board is, and how long whoever comes and calls has to wait for the server."""
    board = next(each for each in screens if each.name.startswith("board"))
    seen = board.page.evaluate("seen")
    late = sorted(seen[number] - at for number, at in played.called_at.items() if number in seen)
    print(f"{sum(played.calls.values())} calls, {len(played.issue_ms)} came, {len(late)} numbers seen on the board")
    for what, sizes in (("on the board after", late), ("issue", played.issue_ms), ("call next", played.call_ms)):
        if sizes:
            print(f"{what}: median {statistics.median(sizes):.0f} ms, slowest {max(sizes):.0f} ms")


def print_faults(screens: list[Screen], played: Played) -> None:
    """What no rush may bring about."""
    faults = [f"{number} was called {count} times" for number, count in played.calls.items() if count > 1]
    faults += played.refused
    board = next(each for each in screens if each.name.startswith("board")).page.evaluate("seen")
    faults += [f"{number} never stood on the board" for number in played.called_at if number not in board]
    for each in screens:
        faults += [f"{each.name}: {error}" for error in each.errors]
        if each.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{each.name} is wider than its screen")
        try:
            keeps_to_the_rules(each.page)
        except AssertionError as broken:
            faults.append(f"{each.name}: {str(broken)[:300]}")
    print("\n".join(faults) or "nothing was wrong")


if __name__ == "__main__":
    main()
