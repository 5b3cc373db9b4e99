"""The customer's own page, reached by the ticket's QR code: no app, no sign-in."""

from secrets import token_urlsafe

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.answering import Screen, now_asking, screen_values, take_answers
from kiosk.qr_code import qr_code as qr_image
from storeops.base.actor import CUSTOMER
from storeops.quality.ratings import question_view
from storeops.quality.ratings.moments import Place
from storeops.queueing import issue, ticket_view
from storeops.queueing.ticket_view import TicketView
from storeops.web import request as web
from storeops.web.cookies import cookie

pages = Blueprint("phone", __name__, url_prefix="/t/<token>")


@pages.get("")
def page(token: str) -> str:
    """My number, my place and what to do."""
    return _render("phone.html", token)


@pages.get("/fragment")
def fragment(token: str) -> str:
    """What of the page changes while the customer waits."""
    return _render("phone_fragment.html", token)


@pages.get("/qr.svg")
def qr_code(token: str) -> Response:
    """The address of the phone page as a QR code."""
    _ticket(token)
    return qr_image(web.public_base() + url_for(".page", token=token))


@pages.post("/cancel")
def cancel(token: str) -> Response:
    """Give the ticket back."""
    by = web.asked_by(CUSTOMER.name, request.form.get("idempotency_key"))
    issue.cancel(web.db(), web.clock(), by, token)
    return redirect(url_for(".page", token=token), 303)


def _render(template: str, token: str) -> str:
    ticket = _ticket(token)
    questions = question_view.questions_for_ticket(web.db(), web.clock().now(), token, Place.PHONE)
    asking = now_asking(_name(token), questions[0] if questions else None)
    return render_template(
        template,
        ticket=ticket,
        fragment_url=url_for(".fragment", token=token),
        asking=asking,
        form_key=token_urlsafe(16),
        **screen_values(),
    )


def _ticket(token: str) -> TicketView:
    """The ticket; the page speaks its language unless the reader chose one."""
    found = ticket_view.ticket(web.db(), web.clock().now(), token)
    if not (request.args.get("lang") or cookie("lang")):
        web.read_in(found.language)
    return found


def _name(token: str) -> str:
    return f"phone {token}"


def _screen(token: str) -> Screen:
    return Screen(Place.PHONE, token, _name(token), url_for("phone.page", token=token))


take_answers(pages, "", _screen)
