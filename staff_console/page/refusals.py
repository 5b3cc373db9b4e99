"""How the console says no: a page of its own, where the page that was asked for cannot say it in place."""

from urllib.parse import urlsplit

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from storeops.base.errors import StoreOpsError
from storeops.people.refusals import FactorNeeded, NotSignedIn, PinChangeNeeded
from storeops.web import request as web
from storeops.web.broken_page import broken_page
from storeops.web.refusals import Fault, HallAway

ASKED_FIRST: dict[type[StoreOpsError], str] = {PinChangeNeeded: "account.first_pin", FactorNeeded: "factor.page"}
"""Where whoever is signed in does first what is asked of them."""


def refusal_page(error: StoreOpsError) -> Response:
    """What is so and what to do; whoever is not signed in, or has something to do first, comes there."""
    if isinstance(error, Fault | HallAway):
        again = request.full_path.rstrip("?") if request.method == "GET" else "/"
        page = broken_page(error, request.script_root + again, [web.language()], root=request.script_root)
        return Response(page, status=error.status, mimetype="text/html")
    if isinstance(error, NotSignedIn) and not request.headers.get("X-Fragment"):
        return redirect(url_for("sign_in.form", next=_page_in_hand()), 303)
    if type(error) in ASKED_FIRST and not request.headers.get("X-Fragment"):
        return redirect(url_for(ASKED_FIRST[type(error)]), 303)
    return web.page("refusal.html", error.status, sentence=web.spoken(error))


def _page_in_hand() -> str | None:
    """The page that was asked for, or on which a form was sent; None where the browser does not say which."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host or not page.path.startswith(f"{request.script_root}/"):
        return None
    path = page.path.removeprefix(request.script_root)
    return f"{path}?{page.query}" if page.query else path
