"""The doors in front of the public screens: where the hall enrols them, each page is for one kind of screen.

Phones need nothing. A screen that is not enrolled shows the pairing page whatever it asks for; one that asks for the
page of another comes to its own. A ticket that was just taken is still shown to its customer.
"""

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from kiosk.pairing_page import home_of, waiting_page
from kiosk.refusals import NotThisScreen, ScreenNotEnrolled
from storeops.people.device_actions import note_sighting
from storeops.people.devices import DeviceKind, EnrolledScreen
from storeops.people.door_table import Door, Site
from storeops.web import enrolled_screen
from storeops.web.doorkeeper import keep_doors


def guard(app: Flask) -> None:
    """Stand in front of an app's pages."""
    keep_doors(app, Site.SCREENS, _let_in)
    app.after_request(_renew_token)


def _let_in(door: Door) -> Response | str | None:
    held = enrolled_screen.holder()
    if held is not None:
        enrolled_screen.note_seen(held.id, enrolled_screen.own_mark(), note_sighting)
    if not isinstance(door, DeviceKind) or not enrolled_screen.only_enrolled():
        return None
    counter = (request.view_args or {}).get("counter")
    own = enrolled_screen.screen()
    if own is not None:
        return None if (own.kind, own.counter) == (door, counter) else _sent_home(own)
    if request.method == "POST":
        raise ScreenNotEnrolled
    return waiting_page(door, counter)


def _sent_home(own: EnrolledScreen) -> Response:
    if request.method == "POST":
        raise NotThisScreen
    return redirect(home_of(own.kind, own.counter), 303)


def _renew_token(response: Response) -> Response:
    """Browsers drop a cookie in time: each page of an enrolled screen gives it anew."""
    held = enrolled_screen.token()
    is_page = request.method == "GET" and response.mimetype == "text/html" and response.status_code < 500
    if is_page and held is not None and enrolled_screen.screen() is not None:
        enrolled_screen.keep_token(response, held)
    return response
