"""How a page answers with what is too heavy for the server: it is made apart, and whoever waits is told how far it is.

A browser gets a calm page that asks again by itself, with or without scripts; a script of ours asks as it says by
`Prefer: respond-async`; whatever else asks, such as a program that keeps a session, waits for the answer itself. The
address alone tells what is asked for: after a restart it is simply made anew.
"""

from collections.abc import Callable, Hashable
from urllib.parse import quote, urlencode

from flask import Response as FlaskResponse
from flask import jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from staff_console.page.doors import employee
from storeops.base.i18n import translate
from storeops.first_day.sent_book import SentBook
from storeops.hall.sent_logo import SentLogo
from storeops.quality.checks.sent_photo import SentPhoto
from storeops.web import request as web
from storeops.web.workshop import Lane, Made, Order

AT_ONCE_SECONDS = 2.0
"""What is made so soon is answered without a page between."""
ASKS_AGAIN_SECONDS = 2

ORDER = "made"
"""In the address of a page that waits: the order that it waits for."""
TAKE = "take"
"""In the address of a file that is ready: that it is fetched now."""


def answered_apart(work: Hashable, ready: Callable[[Made], Response], file: str | None = None) -> Response:
    """What `ready` makes of a work once it is done, and until then a word on how far it is.

    `file` is the name of the file that comes of it, None where it is a page. The work's refusals; WorkshopFull.
    """
    workshop, owner = web.runtime().workshop, employee().code
    order = workshop.find(request.args.get(ORDER, ""), owner) or workshop.ask(work, owner)
    if "respond-async" in request.headers.get("Prefer", ""):
        return ready(order.result()) if workshop.wait(order, AT_ONCE_SECONDS) else _told(order)
    if "text/html" not in request.headers.get("Accept", ""):
        workshop.wait(order)
        return ready(order.result())
    if not workshop.wait(order, 0 if ORDER in request.args else AT_ONCE_SECONDS):
        return _waiting(order, file)
    made = order.result()
    if file and ORDER in request.args and TAKE not in request.args:
        # A file that came in answer to this page would leave the page standing there, waiting for ever.
        return web.page("heavy_ready.html", file=file, following=_address(order, take=True), back=_back())
    return ready(made)


def file_answer(made: Made, name: str, media_type: str) -> Response:
    """A file that was made, to be saved under its name."""
    answer = FlaskResponse(made.pieces(), mimetype=media_type)
    answer.content_length = made.size
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def taken_apart(sent: SentPhoto | SentLogo | SentBook) -> object:
    """What becomes of a small file that was sent, soon enough to wait for it: a picture written anew, a book's texts.

    What clean_photo, clean_logo or cells_of refuses; WorkTooLarge, WorkTooLong, WorkshopFull.
    """
    return web.runtime().workshop.done(sent, employee().code, lane=Lane.QUICK).value


def begun_apart(work: Hashable, follower: str) -> Response:
    """Begin a work that goes on even if nobody waits for it, and lead to the address of a page that follows it."""
    order = web.runtime().workshop.ask(work, employee().code, goes_on=True)
    return redirect(f"{follower}?{urlencode({ORDER: order.id})}", 303)


def followed_apart(ready: Callable[[Made], Response], gone: Callable[[], Response]) -> Response:
    """What `ready` makes of a work that was begun, and until then a word on how far it is; the work's refusals.

    `gone`: where nobody knows of it any more, as after a restart.
    """
    workshop = web.runtime().workshop
    order = workshop.find(request.args.get(ORDER, ""), employee().code)
    if order is None:
        return gone()
    return ready(order.result()) if workshop.wait(order, AT_ONCE_SECONDS) else _waiting(order, None)


def _waiting(order: Order, file: str | None) -> Response:
    page = render_template(
        "heavy_waiting.html",
        file=file,
        goes_on=order.goes_on,
        progress=order.progress,
        ahead=web.runtime().workshop.ahead_of(order),
        following=_address(order),
        asks_again_seconds=ASKS_AGAIN_SECONDS,
        back=_back(),
    )
    return Response(page, status=202, mimetype="text/html", headers={"Cache-Control": "no-store"})


def _told(order: Order) -> Response:
    """For a script: the order to ask for again, and a sentence on what is being done; empty while it waits its turn."""
    sentence = translate(web.language(), order.progress.sentence) if order.progress else ""
    answer = jsonify({ORDER: order.id, "sentence": sentence})
    answer.status_code = 202
    return answer


def _address(order: Order, *, take: bool = False) -> str:
    """The address that was asked for, with the order in it."""
    kept = {name: value for name, value in request.args.items() if name not in (ORDER, TAKE)}
    given = {**kept, ORDER: order.id, **({TAKE: "1"} if take else {})}
    return f"{request.script_root}{quote(request.path)}?{urlencode(given)}"


def _back() -> str:
    """Where somebody goes who will not wait: the folder of the address."""
    return request.script_root + request.path.rpartition("/")[0]
