"""Which enrolled screen asks: a browser that holds a device's token in a cookie of its own.

The token is bound to the browser that was paired: in another one it opens nothing. At another address of the network it
goes on, for addresses change by themselves; whoever looks after the devices is told of either.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import cast

from flask import after_this_request, g, request
from werkzeug.wrappers import Response

from storeops.base.actor import SYSTEM, Actor
from storeops.base.clock import Clock
from storeops.base.errors import StoreOpsError
from storeops.hall import hall_rows
from storeops.people import devices_view
from storeops.people.browser_mark import browser_mark, browser_version
from storeops.people.devices import EnrolledScreen, device_actor
from storeops.store.database import HallDatabase
from storeops.web import request as web
from storeops.web.cookies import cookie, give_cookie
from storeops.web.faults import unless_away
from storeops.web.request import Runtime
from storeops.web.request_limit import Limit

COOKIE = "storeops_screen"
COOKIE_SECONDS = 400 * 24 * 3600
"""Browsers keep no cookie longer than this; each page gives it anew."""
SEEN_ONCE = Limit("sighting", 1)
"""That a device was seen at an address is written down once a minute at most."""

Note = Callable[[HallDatabase, Clock, Actor, int, str, str, int | None], None]


def only_enrolled() -> bool:
    """Whether this hall lets in only enrolled screens. Read once."""
    if "storeops_only_enrolled" not in g:
        g.storeops_only_enrolled = hall_rows.enrols_screens(web.db())
    return cast(bool, g.storeops_only_enrolled)


def token() -> str | None:
    """What the browser holds of a screen's token, enrolled or not."""
    return cookie(COOKIE) or None


def own_mark() -> str:
    """Which browser asks."""
    return browser_mark(request.user_agent.string)


def holder() -> EnrolledScreen | None:
    """The screen whose token the browser holds, be it its own or a copied one; None if it holds none. Read once."""
    if "storeops_screen" not in g:
        held = token()
        g.storeops_screen = devices_view.screen_of(web.db(), held, web.clock().now()) if held else None
        if g.storeops_screen and g.storeops_screen.browser == own_mark():
            web.note_known()
    return cast(EnrolledScreen | None, g.storeops_screen)


def screen() -> EnrolledScreen | None:
    """The enrolled screen that asks; None if it is none."""
    held = holder()
    return held if held is not None and held.browser == own_mark() else None


def note_bearer(device: int) -> None:
    """A device asks that shows a token of its own with this request."""
    g.storeops_bearer = device


def asking_device() -> int | None:
    """The id of the enrolled device that asks, be it a screen or the bearer of a token; None if it is none."""
    own = screen()
    return own.id if own else cast(int | None, g.get("storeops_bearer"))


def is_stranger() -> bool:
    """Whether this hall lets in only enrolled screens, and the one that asks is none."""
    return only_enrolled() and screen() is None


def acting(otherwise: str) -> str:
    """What the journal keeps of the screen that asks; `otherwise` where it is not enrolled."""
    own = screen()
    return device_actor(own.name) if own else otherwise


def keep_token(response: Response, held: str) -> None:
    """Let the browser hold a token from now on."""
    give_cookie(response, COOKIE, held, COOKIE_SECONDS)


def note_seen(device_id: int, browser: str, note: Note) -> None:
    """Write down by `note` that a device was seen here: once this request was answered, and seldom enough."""
    running, address = web.runtime(), request.remote_addr or "-"
    if running.limits.allows(SEEN_ONCE, f"{device_id} {address} {browser}", running.clock.now()):
        answered = partial(
            _write, running, note, device_id, address, browser, browser_version(request.user_agent.string)
        )
        after_this_request(lambda response: _when_closed(response, answered))


def _when_closed(response: Response, act: Callable[[], None]) -> Response:
    response.call_on_close(act)
    return response


def _write(running: Runtime, note: Note, device_id: int, address: str, browser: str, version: int | None) -> None:
    # What cannot be written now is written a minute later.
    with suppress(StoreOpsError), unless_away(), running.pool.lend() as db:
        note(db, running.clock, SYSTEM, device_id, address, browser, version)
