"""How the console says no: a page of its own, where the page that was asked for cannot say it in place."""

from urllib.parse import urlsplit

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.sent_words import SentForm, sent_form
from storeops.base.errors import StoreOpsError
from storeops.people.refusals import FactorNeeded, NotSignedIn, PinChangeNeeded
from storeops.web import request as web
from storeops.web.broken_page import broken_page
from storeops.web.free_text import typed_texts
from storeops.web.refusals import Fault, FormExpired, HallAway, HallDamaged, TooLarge

ASKED_FIRST: dict[type[StoreOpsError], str] = {PinChangeNeeded: "account.first_pin", FactorNeeded: "factor.page"}
"""Where whoever is signed in does first what is asked of them."""

NOT_SENT_AGAIN = (FormExpired, NotSignedIn)
"""What came perhaps from another page than ours: its words are shown to be copied, and no button sends them."""


def refusal_page(error: StoreOpsError) -> Response:
    """What is so and what to do; whoever is not signed in, or has something to do first, comes there."""
    if isinstance(error, Fault | HallAway | HallDamaged):
        again = request.full_path.rstrip("?") if request.method == "GET" else "/"
        page = broken_page(error, request.script_root + again, [web.language()], root=request.script_root)
        return Response(page, status=error.status, mimetype="text/html")
    words = words_in_hand(error)
    if isinstance(error, NotSignedIn) and words is None and not request.headers.get("X-Fragment"):
        return redirect(url_for("sign_in.form", next=_page_in_hand()), 303)
    if type(error) in ASKED_FIRST and not request.headers.get("X-Fragment"):
        return redirect(url_for(ASKED_FIRST[type(error)]), 303)
    return web.page(
        "refusal.html",
        error.status,
        sentence=web.spoken(error),
        sent=words,
        may_send_again=not isinstance(error, NOT_SENT_AGAIN),
        sign_in=url_for("sign_in.form", next=_page_in_hand()) if isinstance(error, NotSignedIn) else None,
    )


def words_in_hand(error: StoreOpsError) -> SentForm | None:
    """The form that is refused, if somebody wrote words into it that would be lost; None without any.

    Pages that send their forms by script keep them as they stand; what is too large is not even read.
    """
    if request.method != "POST" or request.headers.get("X-Fragment") or isinstance(error, TooLarge):
        return None
    sent = sent_form(typed_texts(request.form.items(multi=True)))
    return sent if sent.texts else None


def _page_in_hand() -> str | None:
    """The page that was asked for, or on which a form was sent; None where the browser does not say which."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host or not page.path.startswith(f"{request.script_root}/"):
        return None
    path = page.path.removeprefix(request.script_root)
    return f"{path}?{page.query}" if page.query else path
