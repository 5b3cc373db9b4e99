"""The place of a number, shown again: at the kiosk and on a phone, to whoever knows the number and its minute.

What they come to shows the place and the call, and nothing else: the clerk knows both too, so it leads to no rating and
to no cancelling, and its address says nothing of the ticket's own.
"""

from hashlib import sha256

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from kiosk.qr_code import qr_code as qr_image
from kiosk.text_size import kept_in_links
from storeops.base.errors import StoreOpsError
from storeops.queueing import place_view
from storeops.queueing.refusals import PlaceNotFound, TooManyPlaceTries
from storeops.queueing.ticket import Ticket
from storeops.queueing.ticket_view import TicketView
from storeops.web import enrolled_screen
from storeops.web import request as web
from storeops.web.request_limit import Limit

kiosk_pages = Blueprint("kiosk_finding", __name__, url_prefix="/place")
phone_pages = Blueprint("finding", __name__, url_prefix="/find")

TRIES = Limit("place of a ticket", 5)
"""In any minute, for a kiosk that is enrolled, else for an address."""


# At the kiosk


@kiosk_pages.get("")
def ask_at_kiosk() -> str:
    """Ask for the number and the minute, with keys on the screen."""
    return _form("place.html")


@kiosk_pages.post("")
def find_at_kiosk() -> Response:
    """Find the ticket."""
    return _found("place.html", "kiosk_finding.at_kiosk")


@kiosk_pages.get("/<link>")
def at_kiosk(link: str) -> str:
    """The place, for a moment."""
    return render_template("place_shown.html", ticket=_ticket(link), link=link)


# On a phone


@phone_pages.get("")
def ask_on_phone() -> str:
    """Ask for the number and the minute."""
    return _form("find.html")


@phone_pages.post("")
def find_on_phone() -> Response:
    """Find the ticket."""
    return _found("find.html", "finding.on_phone")


@phone_pages.get("/<link>")
def on_phone(link: str) -> str:
    """The place and the call, as long as the customer waits."""
    return render_template("found.html", ticket=_ticket(link), fragment_url=url_for(".fragment", link=link))


@phone_pages.get("/<link>/fragment")
def fragment(link: str) -> str:
    """What of it changes."""
    return render_template("found_fragment.html", ticket=_ticket(link))


@phone_pages.get("/qr.svg")
def qr_code() -> Response:
    """The address of the question as a QR code."""
    return qr_image(web.public_base() + url_for("finding.ask_on_phone"))


@phone_pages.get("/<link>/qr.svg")
def qr_code_of_place(link: str) -> Response:
    """The address of a place as a QR code."""
    _ticket(link)
    return qr_image(web.public_base() + url_for("finding.on_phone", link=link))


def _form(template: str, error: StoreOpsError | None = None) -> str:
    letters = place_view.letters_of_numbers(web.db())
    return render_template(template, error=error and web.spoken(error), letters=letters, typed=request.form)


def _found(template: str, endpoint: str) -> Response:
    """On to the place; the form again, as it was typed, where there is none, whatever is wrong with it."""
    now = web.clock().now()
    try:
        if not web.runtime().limits.allows(TRIES, enrolled_screen.acting(request.remote_addr or "-"), now):
            raise TooManyPlaceTries
        typed = (request.form.get("number", ""), request.form.get("minute", ""))
        found = place_view.asked_ticket(web.db(), now, *typed)
    except (PlaceNotFound, TooManyPlaceTries) as error:
        return Response(_form(template, error), status=error.status, mimetype="text/html")
    return redirect(url_for(endpoint, link=_link(found), **kept_in_links()), 303)


# The link


def _link(ticket: Ticket) -> str:
    signed = _signer().dumps((ticket.id, ticket.number))
    return signed if isinstance(signed, str) else signed.decode()


def _signer() -> URLSafeSerializer:
    own = {"digest_method": sha256}
    return URLSafeSerializer(str(current_app.secret_key), salt="place of a ticket", signer_kwargs=own)


def _ticket(link: str) -> TicketView:
    """The ticket that a link shows; PlaceNotFound."""
    try:
        ticket_id, number = _signer().loads(link)
    except BadData:
        raise PlaceNotFound from None
    return place_view.place(web.db(), web.clock().now(), ticket_id, number)
