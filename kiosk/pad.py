"""The rating pad on a counter: one question at a time to the customer in front of it, in the language of the ticket."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.answering import Asking, Screen, now_asking, screen_values, take_answers
from kiosk.both_languages import in_both
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import LANGUAGES, N_
from storeops.hall.refusals import UnknownCounter
from storeops.quality.ratings import question_view
from storeops.quality.ratings.moments import Place
from storeops.quality.ratings.question_view import PadView
from storeops.web import request as web

pages = Blueprint("pad", __name__, url_prefix="/pad/<counter>")


@pages.get("")
def page(counter: str) -> str:
    """The whole pad."""
    return _render("pad.html", counter)


@pages.get("/fragment")
def fragment(counter: str) -> str:
    """What of the pad changes."""
    return _render("pad_fragment.html", counter)


def refusal_page(error: StoreOpsError, counter: str) -> Response:
    """A calm page that says what is so, and goes back to the pad by itself."""
    page = render_template(
        "pad_refusal.html",
        sentence=web.spoken(error),
        is_unknown=isinstance(error, UnknownCounter),
        next_url=url_for("pad.page", counter=counter),
    )
    return Response(page, status=error.status, mimetype="text/html")


def _render(template: str, counter: str) -> str:
    view = question_view.pad(web.db(), web.clock().now(), counter)
    asking = now_asking(_name(counter), view.asked.question if view.asked else None)
    chosen = _chosen_language()
    _speak(view, asking, chosen)
    return render_template(
        template,
        pad=view,
        asking=asking,
        chosen=chosen,
        number=_number(view, asking),
        hall=web.hall(),
        welcome=in_both(N_("Welcome")),
        **screen_values(),
    )


def _speak(view: PadView, asking: Asking, chosen: dict[str, Any]) -> None:
    """Read in the language of the ticket, unless its customer chose another; what a cookie says is somebody else's."""
    if chosen:
        return
    if asking.thanks:
        web.read_in(asking.thanks.language)
    else:
        web.read_in(view.asked.language if view.asked else "zh")


def _number(view: PadView, asking: Asking) -> str:
    if asking.thanks:
        return asking.thanks.number
    return view.asked.number if view.asked else ""


def _chosen_language() -> dict[str, Any]:
    """The language that the address asks for, to be carried on; empty where it asks for none."""
    asked = request.args.get("lang")
    return {"lang": asked} if asked in LANGUAGES else {}


def _name(counter: str) -> str:
    return f"pad {counter}"


def _screen(counter: str) -> Screen:
    number = request.form.get("number", "")
    token = question_view.token_at_counter(web.db(), counter, number)
    back = url_for("pad.page", counter=counter, **_chosen_language())
    return Screen(Place.PAD, token, _name(counter), back, number)


take_answers(pages, "", _screen)
