"""The clerk's desk: one screen that shows the present customer, what can be done, and who comes next."""

from collections.abc import Callable

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking, asking_each_time, employee, needs, own_counter
from staff_console.page.refusals import refusal_page
from storeops.base.errors import BadValue, NotAllowed, NotSignedIn, StoreOpsError
from storeops.base.typed_text import given_choice
from storeops.base.whole_number import whole_number
from storeops.people.roles import Permission, may
from storeops.quality.desk_help_view import desk_floor
from storeops.queueing import calling, desk_view, moving, serving, staffing
from storeops.queueing.ticket import TransactionClass
from storeops.web import request as web

pages = Blueprint("desk", __name__)

LAST_COUNTER = "storeops_counter"
COUNTER_SECONDS = 365 * 24 * 3600
MOST_DISMISSED = 20


@pages.get("/")
def page() -> Response:
    """The desk; whoever serves at no counter comes to the hall page instead."""
    if not may(employee().role, Permission.SERVE):
        return redirect(url_for("hall.page"), 303)
    return _desk()


@pages.get("/desk/fragment")
@needs(Permission.SERVE)
def fragment() -> Response:
    """What of the desk changes by itself."""
    return _desk()


@pages.errorhandler(StoreOpsError)
def refused(error: StoreOpsError) -> Response:
    """The desk as it is now, with the refusal's sentence."""
    if isinstance(error, NotSignedIn | NotAllowed) or request.method == "GET":
        return refusal_page(error)
    return _desk(error)


def _desk(refusal: StoreOpsError | None = None) -> Response:
    """The whole page, or for a script that asks for it the fragment alone."""
    kind = "fragment" if request.headers.get("X-Fragment") else "page"
    now = web.clock().now()
    values: dict[str, object] = {"now": now, "sentence": web.spoken(refusal) if refusal else None}
    code = desk_view.counter_of(web.db(), employee().code)
    if code is None:
        values["choices"] = desk_view.counter_choices(web.db())
        values["last_counter"] = request.cookies.get(LAST_COUNTER)
    else:
        desk = desk_view.desk(web.db(), now, code, frozenset(session.get("dismissed", [])))
        values["desk"] = desk
        values["floor"] = desk_floor(web.db(), now, desk, employee().code)
    name = "desk" if code else "counters"
    page = render_template(f"{name}_{kind}.html", **values)
    return Response(page, status=refusal.status if refusal else 200, mimetype="text/html")


def done() -> Response:
    """The desk as the verb left it: at once for a script, by a redirect for a plain form."""
    return _desk() if request.headers.get("X-Fragment") else redirect(url_for("desk.page"), 303)


# Verbs of the counter


@pages.post("/desk/open")
@needs(Permission.SERVE)
def open_counter() -> Response:
    """Sit down at a closed counter; the browser remembers which."""
    counter = request.form.get("counter", "")
    staffing.open_counter(web.db(), web.clock(), asking(), counter, employee().code)
    response = make_response(done())
    response.set_cookie(LAST_COUNTER, counter, max_age=COUNTER_SECONDS, httponly=True, samesite="Lax")
    return response


@pages.post("/desk/pause")
@needs(Permission.SERVE)
def pause() -> Response:
    """Stop calling here for a stated reason."""
    staffing.pause(web.db(), web.clock(), asking(), own_counter(), request.form.get("reason", ""))
    return done()


# Verbs of the ticket


@pages.post("/desk/call")
@needs(Permission.SERVE)
def call() -> Response:
    """Call a chosen ticket."""
    calling.call_ticket(web.db(), web.clock(), asking(), own_counter(), request.form.get("number", ""))
    return done()


@pages.post("/desk/finish")
@needs(Permission.SERVE)
def finish() -> Response:
    """The visit is done; the class is that of its last transaction."""
    serving.finish(web.db(), web.clock(), asking(), own_counter(), _chosen_class())
    return done()


@pages.post("/desk/next-transaction")
@needs(Permission.SERVE)
def next_transaction() -> Response:
    """The same customer's next piece of business; the class is that of the one that ends."""
    service = request.form.get("service", "")
    serving.next_transaction(web.db(), web.clock(), asking(), own_counter(), service, _chosen_class())
    return done()


@pages.post("/desk/system-pause")
@needs(Permission.SERVE)
def system_pause() -> Response:
    """The systems stand still, for a stated reason."""
    serving.system_pause(web.db(), web.clock(), asking(), own_counter(), request.form.get("reason", ""))
    return done()


@pages.post("/desk/transfer")
@needs(Permission.SERVE)
def transfer() -> Response:
    """Send the customer to another service's queue."""
    moving.transfer(web.db(), web.clock(), asking(), own_counter(), request.form.get("service", ""))
    return done()


def _chosen_class() -> TransactionClass:
    text = request.form.get("class", TransactionClass.NORMAL.value)
    return given_choice("class", text, TransactionClass)


PLAIN_VERBS: dict[str, Callable[..., object]] = {
    "unpause": staffing.unpause,
    "after-work": staffing.after_work,
    "ready": staffing.ready,
    "close": staffing.close_counter,
    "call-next": calling.call_next,
    "recall": calling.recall,
    "no-show": calling.mark_no_show,
    "start": serving.start,
    "system-resume": serving.system_resume,
    "reopen": serving.reopen,
    "hold": moving.hold,
}
"""The verbs that need nothing but the counter."""


def _plain_view(verb: Callable[..., object]) -> Callable[[], Response]:
    def view() -> Response:
        verb(web.db(), web.clock(), asking(), own_counter())
        return done()

    return view


for _name, _verb in PLAIN_VERBS.items():
    _view = needs(Permission.SERVE)(_plain_view(_verb))
    pages.add_url_rule(f"/desk/{_name}", _name.replace("-", "_"), _view, methods=["POST"])


# Tickets that were put aside


@pages.post("/desk/resume")
@needs(Permission.MOVE_TICKETS)
def resume() -> Response:
    """A held customer is back in the queue."""
    moving.resume(web.db(), web.clock(), asking(), request.form.get("number", ""))
    return done()


@pages.post("/desk/reinstate")
@needs(Permission.MOVE_TICKETS)
def reinstate() -> Response:
    """A no-show came after all."""
    moving.reinstate(web.db(), web.clock(), asking(), request.form.get("number", ""))
    return done()


# Why a transaction ran over its target


@pages.post("/desk/reason")
@needs(Permission.SERVE)
def give_reason() -> Response:
    """Say why a transaction took longer than its target."""
    reason = request.form.get("reason", "")
    serving.give_reason(web.db(), web.clock(), asking_each_time(), own_counter(), _transaction_id(), reason)
    return done()


@pages.post("/desk/reason/dismiss")
@needs(Permission.SERVE)
def dismiss_reason() -> Response:
    """Ask for this reason no more; it changes nothing but this browser's desk."""
    dismissed: list[int] = session.get("dismissed", [])
    session["dismissed"] = [*dismissed, _transaction_id()][-MOST_DISMISSED:]
    return done()


def _transaction_id() -> int:
    text = request.form.get("transaction", "")
    number = whole_number(text)
    if number is None:
        raise BadValue(name="transaction", value=text[:40], rule="the number of a transaction")
    return number
