"""What a screen shows that is not enrolled yet: a short code, large, and what to do with it."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.both_languages import in_both
from storeops.base.actor import Actor
from storeops.base.errors import BadValue, no_choice
from storeops.base.i18n import N_
from storeops.people import devices_view
from storeops.people.devices import DeviceKind
from storeops.people.pairing import SCREEN_KINDS
from storeops.people.pairing_actions import WaitingScreen, show_code
from storeops.web import enrolled_screen
from storeops.web import request as web
from storeops.web.refusals import TooManyRequests
from storeops.web.request_limit import Limit

pages = Blueprint("pairing", __name__, url_prefix="/pairing")

NEW_SCREEN = Actor("screen")
LONGEST_COUNTER = 40
ASKING = Limit("pairing", 120)
"""A screen asks twice a minute; behind a proxy many have one address."""

WORDS = {
    "title": N_("This screen is not enrolled yet"),
    "customers": N_("Customers: our staff are glad to help you."),
    "type": N_("Type this code in the staff console:"),
    "where": N_("Set-up, Devices; for a duty manager: More, Devices"),
    "who": N_("The administrator or the duty manager may do so."),
    "goes_on": N_("This screen then goes on by itself."),
    "until": N_("The code is valid until %(time)s."),
    "show": N_("Show a code"),
    "trouble": N_("No code came. This browser must keep cookies, and the hall's computer must be switched on."),
}


@pages.get("")
def page() -> Response | str:
    """The code of a screen that is to be enrolled, also before the hall asks for it; an enrolled one goes home."""
    own = enrolled_screen.screen()
    if own is not None:
        return redirect(home_of(own.kind, own.counter), 303)
    return waiting_page(_kind(request.args.get("kind", DeviceKind.KIOSK)), request.args.get("counter"))


@pages.post("")
def ask() -> Response:
    """Show a code, or say that it is still shown. TooManyRequests."""
    address = request.remote_addr or "-"
    if not web.runtime().limits.allows(ASKING, address, web.clock().now()):
        raise TooManyRequests
    kind, counter = _kind(request.form.get("kind", "")), request.form.get("counter") or None
    if counter is not None and len(counter) > LONGEST_COUNTER:
        sentence = N_("The number of a counter has at most %(limit)s characters; look at the address.")
        raise BadValue(sentence, limit=LONGEST_COUNTER)
    screen = WaitingScreen(kind, counter, address, enrolled_screen.own_mark())
    held = show_code(web.db(), web.clock(), NEW_SCREEN, enrolled_screen.token(), screen)
    answer = redirect(url_for(".page", kind=kind.value, counter=counter), 303)
    enrolled_screen.keep_token(answer, held)
    return answer


def waiting_page(kind: DeviceKind, counter: str | None) -> str:
    """The page of a screen of this kind that waits to be enrolled."""
    held = enrolled_screen.token()
    shown = devices_view.shown_code(web.db(), held, web.clock().now()) if held else None
    return render_template(
        "pairing.html", kind=kind, counter=counter, shown=shown, hall=web.hall(), words=WORDS, in_both=in_both
    )


def home_of(kind: DeviceKind, counter: str | None) -> str:
    """The address of an enrolled screen's own page."""
    if kind is DeviceKind.PAD:
        return url_for("pad.page", counter=counter)
    return url_for("board.page" if kind is DeviceKind.BOARD else "ticketing.start")


def _kind(text: str) -> DeviceKind:
    if text not in {kind.value for kind in SCREEN_KINDS}:
        raise no_choice("kind", text, SCREEN_KINDS)
    return DeviceKind(text)
