"""A finger that touches twice: on every public screen the second touch changes nothing that one would not have."""

import re
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect

from storeops.quality.ratings.moments import Moment
from tests.browser.conftest import KIOSK, PHONE, STILL, TELEVISION
from tests.browser.test_pad import a_ticket, at_counter
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

DELAYS = ((150, 300), (600,), (900,))
"""Milliseconds after which a finger touches once more: a shaking hand, and one that is not sure.

A shaking hand does so twice in one go: a screen that took only its third touch would have to forget the second within
150 ms, and would take those after 600 and 900 as well. A go that fails is tried touch by touch, to tell which it was.
"""
TABLET: ViewportSize = {"width": 1024, "height": 768}
SETTLED_MILLISECONDS = 1_300
"""What a touch brought can be hit again by then. In real time, for the server takes no answer so soon after another."""
ANSWERED_MILLISECONDS = 400
"""What a touch does is done by then."""
GUARDED_SECONDS = 1.1
"""Later touches are a new wish, and get through a little after this."""
TRIES = 4
"""A machine that is busy with other tests may touch later than it is told, and then is asked once more."""
SETTLE = "document.getAnimations().filter((each) => each.animationName === 'settle').forEach((each) => each.finish())"
"""All that has stood on a page that nobody has touched can be hit, as if it had stood there long enough."""
WITHOUT_SOUND = """
AudioContext.prototype.resume = () => {};
Object.defineProperty(AudioContext.prototype, "state", { value: "suspended" });
"""


@pytest.fixture(scope="module")
def hall(sample_hall: ServedHall, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """One hall for all touches, with counter 1 open: every test brings a ticket of its own."""
    path = Path(shutil.copyfile(sample_hall.path, tmp_path_factory.mktemp("touched") / "hall.db"))
    served = replace(sample_hall, path=path).start()
    served.open_counters(1)
    yield served
    served.stop()


@pytest.fixture(scope="module")
def screen(chromium: Browser, hall: ServedHall) -> Iterator[Callable[[ViewportSize], Page]]:
    """An untouched page of this size; one for each size is kept, as making it takes longer than a touch."""
    kept: dict[int, Page] = {}

    def shown(viewport: ViewportSize) -> Page:
        if viewport["width"] not in kept:
            context = chromium.new_context(viewport=viewport, base_url=hall.url, has_touch=True, locale="zh-CN")
            context.add_init_script(WITHOUT_SOUND)
            kept[viewport["width"]] = context.new_page()
        page = kept[viewport["width"]]
        page.goto(STILL)
        page.evaluate("sessionStorage.clear()")
        page.context.clear_cookies()
        return page

    yield shown
    for page in kept.values():
        page.context.close()


@dataclass(frozen=True)
class Touch:
    """A screen, what is touched on it, and what one touch leads to: the address without host, and rows that are new."""

    path: Callable[[ServedHall], str]
    viewport: ViewportSize
    touched: Callable[[Page], Locator]
    ends_at: str
    stored: tuple[Any, ...] = ()
    before: Callable[[Page], object] = lambda page: None
    shows: str = "body"
    """What stands there after one touch, and after two."""


def at(path: str) -> Callable[[ServedHall], str]:
    return lambda hall: path


def finished(path: str) -> Callable[[ServedHall], str]:
    """A visit is finished at counter 1, and only its end is asked; `path` may name its token."""

    def bring(hall: ServedHall) -> str:
        number, token = a_ticket(hall)
        called = hall.ask("POST", "/counters/1/call", {"number": number})
        assert called.status == 200, called
        at_counter(hall, "start", "finish")
        return path.format(token=token)

    return bring


def taken(path: str, *moments: Moment) -> Callable[[ServedHall], str]:
    """A ticket that waits, asked about these moments."""
    return lambda hall: path.format(token=a_ticket(hall, *moments)[1])


def face(value: int) -> Callable[[Page], Locator]:
    return lambda page: page.locator(f".face-{value}")


def only(selector: str) -> Callable[[Page], Locator]:
    return lambda page: page.locator(selector)


def rated_low(page: Page) -> None:
    """A low answer, given long enough ago."""
    page.locator(".face-1").click()
    expect(page.locator(".reasons")).to_be_visible()
    page.wait_for_timeout(SETTLED_MILLISECONDS)


def explained(page: Page) -> None:
    rated_low(page)
    page.locator(".reason").first.click()
    expect(page.locator(".reasons")).to_be_hidden()
    page.wait_for_timeout(SETTLED_MILLISECONDS)


def cancelling(page: Page) -> None:
    page.locator("summary").click()
    page.wait_for_timeout(SETTLED_MILLISECONDS)


def answer(value: int, reason: str | None = None, *, is_undone: bool = False) -> tuple[Any, ...]:
    return ("farewell", value, reason, int(is_undone))


TOUCHES = {
    **{
        f"kiosk-tile-{column}": Touch(at("/"), KIOSK, only(f".tiles li:nth-child({column}) .tile"), r"/services/\w+")
        for column in range(1, 10)
    },
    **{
        f"kiosk-low-tile-{column}": Touch(
            at("/"), TABLET, only(f".tiles li:nth-child({column}) .tile"), r"/services/\w+"
        )
        for column in (1, 2, 3)
    },
    "kiosk-not-sure": Touch(at("/"), KIOSK, only(".tile.wide"), "/services/other"),
    "kiosk-low-not-sure": Touch(at("/"), TABLET, only(".tile.wide"), "/services/other"),
    "kiosk-language": Touch(at("/?lang=zh"), KIOSK, only(".bar [lang=en]"), "/", shows="html[lang=en]"),
    "kiosk-text-size": Touch(at("/?lang=zh"), KIOSK, only(".bar a[href*=view]"), "/", shows="html.large"),
    "kiosk-large-tile": Touch(at("/?view=large"), KIOSK, only(".tiles li:nth-child(5) .tile"), r"/services/\w+"),
    "kiosk-service": Touch(
        at("/services/payment"), KIOSK, only(".service >> nth=0"), r"/ticket/[\w-]+", ("a ticket",), shows=".slip"
    ),
    "kiosk-find": Touch(at("/"), KIOSK, only("a[href*='/place']"), "/place", shows=".find"),
    "kiosk-back": Touch(at("/services/payment"), KIOSK, only(".back"), "/"),
    "kiosk-done": Touch(taken("/ticket/{token}"), KIOSK, only(".leave"), "/"),
    "kiosk-done-asked": Touch(taken("/ticket/{token}", Moment.TICKET), KIOSK, only(".leave"), "/"),
    "kiosk-longer": Touch(taken("/ticket/{token}"), KIOSK, only("[data-idle-stay]"), r"/ticket/[\w-]+"),
    "kiosk-ticket-language": Touch(
        taken("/ticket/{token}?lang=zh"), KIOSK, only(".bar [lang=en]"), r"/ticket/[\w-]+", shows="html[lang=en]"
    ),
    **{
        f"kiosk-face-{value}": Touch(
            taken("/ticket/{token}", Moment.TICKET),
            KIOSK,
            face(value),
            r"/ticket/[\w-]+",
            (("ticket", value, None, 0),),
            shows=".thanks",
        )
        for value in (1, 3, 5)
    },
    "kiosk-refusal": Touch(at("/services/nowhere"), KIOSK, only(".leave"), "/"),
    **{
        f"pad-face-{value}": Touch(finished("/pad/1"), TABLET, face(value), "/pad/1", (answer(value),), shows=".thanks")
        for value in range(1, 6)
    },
    "pad-reason": Touch(
        finished("/pad/1"), TABLET, only(".reason >> nth=4"), "/pad/1", (answer(1, "environment"),), rated_low
    ),
    "pad-reason-back": Touch(
        finished("/pad/1"), TABLET, only(".take-back"), "/pad/1", (answer(1),), explained, shows=".reasons"
    ),
    "pad-answer-back": Touch(
        finished("/pad/1"),
        TABLET,
        only(".take-back"),
        "/pad/1",
        (answer(1, is_undone=True),),
        rated_low,
        shows=".question",
    ),
    "pad-language": Touch(finished("/pad/1"), TABLET, only(".language"), "/pad/1", shows="html[lang=en]"),
    **{
        f"phone-face-{value}": Touch(
            finished("/t/{token}"), PHONE, face(value), r"/t/[\w-]+", (answer(value),), shows=".thanks"
        )
        for value in range(1, 6)
    },
    "phone-reason": Touch(
        finished("/t/{token}"), PHONE, only(".reason >> nth=0"), r"/t/[\w-]+", (answer(1, "long_wait"),), rated_low
    ),
    "phone-answer-back": Touch(
        finished("/t/{token}"),
        PHONE,
        only(".take-back"),
        r"/t/[\w-]+",
        (answer(1, is_undone=True),),
        rated_low,
        shows=".question",
    ),
    "phone-language": Touch(taken("/t/{token}"), PHONE, only(".language"), r"/t/[\w-]+", shows="html[lang=en]"),
    "phone-cancel-asks": Touch(taken("/t/{token}"), PHONE, only("summary"), r"/t/[\w-]+", shows="details[open]"),
    "phone-cancel": Touch(
        taken("/t/{token}"), PHONE, only(".danger"), r"/t/[\w-]+", (), cancelling, shows=".card.cancelled"
    ),
    "board-sound": Touch(at("/board"), TELEVISION, only("[data-sound]"), "/board"),
}


def stored(hall: ServedHall) -> list[Any]:
    """The ratings and the tickets that screens stored, in order."""
    with sqlite3.connect(hall.path) as db:
        told = "SELECT moment, value, reason, undone_at IS NOT NULL FROM rating ORDER BY id"
        tickets = "SELECT 'a ticket' FROM event WHERE kind = 'issue' AND actor = 'customer'"
        return [*db.execute(told).fetchall(), *(row[0] for row in db.execute(tickets).fetchall())]


def touched_again(page: Page, hall: ServedHall, touch: Touch, *delays: int) -> tuple[list[Any], float]:
    """What was stored before a screen was touched, and how many seconds later it was touched for the last time."""
    path, before = touch.path(hall), stored(hall)
    page.goto(path)
    page.evaluate(SETTLE)
    touch.before(page)
    box = in_view(touch.touched(page))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    since = time.monotonic()
    page.touchscreen.tap(x, y)
    for delay in delays:
        page.wait_for_timeout(max(delay - 1000 * (time.monotonic() - since), 0))
        page.touchscreen.tap(x, y)
    seconds = time.monotonic() - since
    page.wait_for_timeout(ANSWERED_MILLISECONDS)
    return before, seconds


def changes_no_more_than_one(screen: Callable[[ViewportSize], Page], hall: ServedHall, name: str, *delays: int) -> None:
    """Fail where touches so many milliseconds after the first change more than that one."""
    touch, told = TOUCHES[name], f"{name} touched again after {delays} ms"
    page = screen(touch.viewport)
    for _ in range(TRIES):
        before, seconds = touched_again(page, hall, touch, *delays)
        if seconds < GUARDED_SECONDS:
            break

    expect(page, told).to_have_url(re.compile(re.escape(hall.url) + touch.ends_at + r"(\?.*)?$"))
    expect(page.locator(touch.shows), told).to_be_visible()
    assert Counter(stored(hall)) == Counter(before) + Counter(touch.stored), told


@pytest.mark.parametrize("delays", DELAYS, ids=str)
@pytest.mark.parametrize("name", TOUCHES)
def test_another_touch_changes_nothing_that_one_would_not(
    screen: Callable[[ViewportSize], Page], hall: ServedHall, name: str, delays: tuple[int, ...]
) -> None:
    try:
        changes_no_more_than_one(screen, hall, name, *delays)
    except AssertionError:
        for delay in delays if len(delays) > 1 else ():
            changes_no_more_than_one(screen, hall, name, delay)
        raise


@pytest.mark.parametrize("viewport", [KIOSK, TABLET, TELEVISION])
@pytest.mark.parametrize("view", ["", "&view=large"])
def test_no_service_stands_where_the_chosen_tile_was(
    screen: Callable[[ViewportSize], Page], viewport: ViewportSize, view: str
) -> None:
    page = screen(viewport)
    found = []
    for language in ("zh", "en"):
        page.goto(f"/?lang={language}{view}")
        chosen = {tile.get_attribute("href"): place(tile) for tile in on_each_page(page, "a.tile")}
        for services, tile in chosen.items():
            page.goto(str(services))
            found += [
                (language, services) for service in on_each_page(page, ".service") if overlap(tile, place(service))
            ]

    assert found == []


def on_each_page(page: Page, selector: str) -> Iterator[Locator]:
    """What stands on the screen by this selector, and on each further page of a list that is too long for it."""
    page.evaluate("document.fonts.ready")
    turn = page.locator("[data-turn]")
    pages = int(turn.inner_text().split("/")[-1]) if turn.is_visible() else 1
    for _ in range(pages):
        yield from (element for element in page.locator(selector).all() if element.is_visible())
        if pages > 1:
            turn.dispatch_event("click")


def in_view(element: Locator) -> FloatRect:
    """Where on the screen it stands once it has been scrolled to."""
    element.scroll_into_view_if_needed()
    return place(element)


def place(element: Locator) -> FloatRect:
    """Where on the screen it stands."""
    box = element.bounding_box()
    assert box, "there is nothing to touch"
    return box


def overlap(one: FloatRect, other: FloatRect) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )
