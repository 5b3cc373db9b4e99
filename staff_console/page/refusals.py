"""How the console says no: a page of its own, where the page that was asked for cannot say it in place."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from storeops.base.errors import StoreOpsError
from storeops.people.refusals import NotSignedIn, PinChangeNeeded
from storeops.web import request as web


def refusal_page(error: StoreOpsError) -> Response:
    """What is so and what to do; whoever is not signed in, or has no PIN of their own yet, comes there and back."""
    if isinstance(error, NotSignedIn) and not request.headers.get("X-Fragment"):
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("sign_in.form", next=back), 303)
    if isinstance(error, PinChangeNeeded) and not request.headers.get("X-Fragment"):
        return redirect(url_for("account.first_pin"), 303)
    return web.page("refusal.html", error.status, sentence=web.spoken(error))
