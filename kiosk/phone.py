"""The customer's own page, reached by the ticket's QR code: no app, no sign-in."""

from io import BytesIO
from secrets import token_urlsafe

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from storeops import web
from storeops.actor import CUSTOMER
from storeops.queueing import issue, ticket_view
from storeops.queueing.ticket_view import TicketView

pages = Blueprint("phone", __name__, url_prefix="/t/<token>")


@pages.get("")
def page(token: str) -> str:
    """My number, my place and what to do."""
    return render_template("phone.html", ticket=_ticket(token), form_key=token_urlsafe(16))


@pages.get("/fragment")
def fragment(token: str) -> str:
    """What of the page changes while the customer waits."""
    return render_template("phone_fragment.html", ticket=_ticket(token), form_key=token_urlsafe(16))


@pages.get("/qr.svg")
def qr_code(token: str) -> Response:
    """The address of the phone page as a QR code."""
    _ticket(token)
    image = BytesIO()
    segno.make(_public_address(token), error="m", micro=False).save(image, kind="svg", border=0, omitsize=True)
    return Response(image.getvalue(), mimetype="image/svg+xml")


@pages.post("/cancel")
def cancel(token: str) -> Response:
    """Give the ticket back."""
    by = web.asked_by(CUSTOMER.name, request.form.get("idempotency_key"))
    issue.cancel(web.db(), web.clock(), by, token)
    return redirect(url_for(".page", token=token), 303)


def _ticket(token: str) -> TicketView:
    """The ticket; the page speaks its language unless the reader chose one."""
    found = ticket_view.ticket(web.db(), web.clock().now(), token)
    if not (request.args.get("lang") or request.cookies.get("lang")):
        web.read_in(found.language)
    return found


def _public_address(token: str) -> str:
    return web.public_base() + url_for(".page", token=token)
