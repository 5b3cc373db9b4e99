"""The kiosk: from the first screen to the ticket in at most three taps."""

from secrets import token_urlsafe

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.answering import Asking, Screen, now_asking, screen_values, take_answers
from kiosk.text_size import is_large, kept_in_links
from storeops.base.actor import CUSTOMER, Actor
from storeops.base.calendar_words import weekday_name
from storeops.base.errors import no_choice
from storeops.base.i18n import LANGUAGES, Language
from storeops.quality.ratings import question_view
from storeops.quality.ratings.moments import Place
from storeops.queueing import issue, kiosk_view, ticket_view
from storeops.queueing.issue_pace import IssuerKind
from storeops.web import enrolled_screen
from storeops.web import request as web

pages = Blueprint("ticketing", __name__)

TILES_ABREAST, LARGE_TILES_ABREAST = 3, 2
"""On the kiosk's own screen; see css/pages/kiosk.css."""
MOST_TILES, MOST_LARGE_TILES = 9, 6
"""On one page of the start; a low screen shows fewer."""


@pages.get("/")
def start() -> str:
    """The categories to choose from."""
    hours = kiosk_view.ticket_hours(web.db(), web.clock().now())
    view = kiosk_view.start(web.db(), web.clock().now())
    if not hours.gives_tickets or not view.tiles:
        return render_template("closed.html", hours=hours)
    return render_template(
        "start.html",
        view=view,
        last_ticket=hours.last_ticket,
        abreast=_abreast(),
        most_tiles=MOST_LARGE_TILES if is_large() else MOST_TILES,
    )


@pages.get("/services/<category>")
def services(category: str) -> str:
    """The services of a category (or just one of them, named by `service`), each with its wait."""
    now = web.clock().now()
    hours = kiosk_view.ticket_hours(web.db(), now)
    if not hours.gives_tickets:
        return render_template("closed.html", hours=hours)
    view = kiosk_view.category(web.db(), now, category)
    only = request.args.get("service")
    choices = [choice for choice in view.choices if only in (None, choice.service.code)]
    told = [choice.wait.range for choice in choices if choice.wait.range and not choice.stopped_for]
    long_waits = [wait.middle_seconds for wait in told if wait.is_long]
    return render_template(
        "services.html",
        category=view.category,
        choices=choices,
        is_long=bool(long_waits),
        # Asked for where it is told, and nowhere else: the start and the issue of a ticket stay as quick as they are.
        quieter=web.quieter_today(max(long_waits)) if long_waits else [],
        weekday=weekday_name(web.today().isoweekday(), web.language()),
        # A finger that touches a tile twice must not take the first service: none stands in the column of that tile.
        left_free=view.tile_index % _abreast() if only is None else None,
        form_key=token_urlsafe(16),
    )


@pages.post("/tickets")
def take_ticket() -> Response:
    """Issue a ticket; the same form sent twice gives the same ticket."""
    with web.issuing():
        service = request.form.get("service", "")
        wish = issue.Wish(service, language=_form_language())
        kiosk = web.issuer(enrolled_screen.acting(request.remote_addr or "-"), IssuerKind.KIOSK)
        ticket = issue.issue(web.db(), web.clock(), _customer(service), wish, kiosk)
    return redirect(url_for(".ticket", token=ticket.token, **kept_in_links()), 303)


@pages.post("/tickets/taken")
def taken() -> Response:
    """Where the ticket of a form is shown that was sent without an answer; `ticket` is null where none was taken."""
    found = web.answered_first(_customer(request.form.get("service", "")))
    address = found and url_for(".ticket", token=found["token"], late="yes", **kept_in_links())
    return jsonify(ticket=address)


@pages.get("/ticket/<token>")
def ticket(token: str) -> str:
    """The ticket on the kiosk's screen: without a printer this is the ticket."""
    found = ticket_view.ticket(web.db(), web.clock().now(), token)
    is_late = "late" in request.args
    return render_template(
        "ticket.html", ticket=found, token=token, is_late=is_late, asking=_asking(token), **screen_values()
    )


@pages.get("/ticket/<token>/question")
def question(token: str) -> str:
    """The question below the ticket."""
    return render_template("ticket_question.html", token=token, asking=_asking(token), **screen_values())


def _abreast() -> int:
    """How many tiles stand beside each other."""
    return LARGE_TILES_ABREAST if is_large() else TILES_ABREAST


def _form_language() -> Language:
    language = request.form.get("language") or web.language()
    if language not in LANGUAGES:
        raise no_choice("language", language, LANGUAGES)
    return language


def _customer(service: str) -> Actor:
    """The customer with the key of this form.

    A screen holds one key for all its services: it counts for each service apart, so that a finger which hits two
    of them without JavaScript ends on a ticket, not on a refusal.
    """
    key = request.form.get("idempotency_key")
    return web.asked_by(enrolled_screen.acting(CUSTOMER.name), f"{key} {service}" if key else None)


def _asking(token: str) -> Asking:
    """What is asked below the ticket; nothing on a screen that was revoked since the ticket was taken."""
    if enrolled_screen.is_stranger():
        return now_asking(_name(token), None)
    questions = question_view.questions_for_ticket(web.db(), web.clock().now(), token, Place.KIOSK)
    return now_asking(_name(token), questions[0] if questions else None)


def _name(token: str) -> str:
    return f"kiosk {token}"


def _screen(token: str) -> Screen:
    return Screen(Place.KIOSK, token, _name(token), url_for("ticketing.ticket", token=token, **kept_in_links()))


take_answers(pages, "/ticket/<token>", _screen)
