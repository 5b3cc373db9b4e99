"""The clerk's desk: one screen that shows the present customer, what can be done, and who comes next."""

from collections.abc import Callable
from datetime import time

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking, asking_each_time, employee, may_open, own_counter
from staff_console.page.refusals import refusal_page, words_in_hand
from staff_console.page.start_page import start_page
from staff_console.page.verb_forms import refuse_unasked, told, told_ticket_id
from storeops.base.business_time import local_instant
from storeops.base.errors import StoreOpsError, TimeNeeded
from storeops.base.i18n import N_, translate
from storeops.base.paging import page_of
from storeops.base.whole_number import row_id, whole_number
from storeops.people.refusals import NotAllowed, NotSignedIn, SomethingFirst
from storeops.quality.desk_help_view import desk_floor
from storeops.quality.follow_ups.case import LONGEST_ANSWER
from storeops.quality.follow_ups.promise_choice import technical_choices
from storeops.queueing import desk_view, serving, staffing
from storeops.queueing.desk_view import Desk
from storeops.queueing.own_day_view import own_day
from storeops.queueing.refusals import UnknownTransaction
from storeops.queueing.verb_table import VERB_TABLE, NamedBy, VerbRow
from storeops.web import request as web
from storeops.web.cookies import cookie, give_cookie

pages = Blueprint("desk", __name__)

LAST_COUNTER = "storeops_counter"
COUNTER_SECONDS = 365 * 24 * 3600
MOST_DISMISSED = 20
WAITING_ON_A_PAGE = 50
MOST_ASIDE = 40


@pages.get("/")
def page() -> Response:
    """The desk; whoever serves at no counter comes to the first page that opens to them instead."""
    if not may_open("desk.fragment"):
        return redirect(url_for(start_page(may_open)), 303)
    return _desk()


@pages.get("/desk/fragment")
def fragment() -> Response:
    """What of the desk changes by itself."""
    return _desk()


@pages.errorhandler(StoreOpsError)
def refused(error: StoreOpsError) -> Response:
    """The desk as it is now, with the refusal's sentence; a page of its own where words would be lost."""
    goes_elsewhere = isinstance(error, NotSignedIn | NotAllowed | SomethingFirst) or request.method == "GET"
    if goes_elsewhere or words_in_hand(error):
        return refusal_page(error)
    return _desk(error)


def _desk(refusal: StoreOpsError | None = None, done: str = "") -> Response:
    """The whole page, or for a script that asks for it the fragment alone. `done`: what a verb did, in a word."""
    kind = "fragment" if request.headers.get("X-Fragment") else "page"
    now = web.clock().now()
    values: dict[str, object] = {"now": now, "sentence": web.spoken(refusal) if refusal else None, "done": done}
    code = desk_view.counter_of(web.db(), employee().code)
    if code is None:
        values["choices"] = desk_view.counter_choices(web.db())
        values["last_counter"] = cookie(LAST_COUNTER)
    else:
        desk = desk_view.desk(web.db(), now, code, frozenset(session.get("dismissed", [])))
        values["desk"] = desk
        page = row_id(request.args.get("page", "")) or 1
        values["shown"] = page_of(desk.waiting, page, WAITING_ON_A_PAGE)
        values["most_aside"] = MOST_ASIDE
        values["is_asked"] = _is_asked(desk)
        values["own_day"] = own_day(web.db(), now, employee().code)
        values["promises"] = technical_choices(now, web.hall().zone)
        values["LONGEST_ANSWER"] = LONGEST_ANSWER
        values["floor"] = desk_floor(web.db(), now, desk, employee().code)
    name = "desk" if code else "counters"
    text = render_template(f"{name}_{kind}.html", **values)
    return Response(text, status=refusal.status if refusal else 200, mimetype="text/html")


def _is_asked(desk: Desk) -> bool:
    """Whether the desk asks if the visit still goes on: not again where its clerk said so."""
    is_said = desk.visit is not None and session.get("still_serving") == desk.visit.ticket.id
    return desk.long_service is not None and not is_said


def done(happened: str = "") -> Response:
    """The desk as the verb left it: at once for a script, by a redirect for a plain form.

    `happened`: what the verb did, in a word not yet translated.
    """
    if not request.headers.get("X-Fragment"):
        return redirect(url_for("desk.page"), 303)
    return _desk(done=translate(web.language(), happened) if happened else "")


# The verbs, as their table tells them; sitting down is more than one


@pages.post("/desk/open")
def open_counter() -> Response:
    """Sit down at a closed counter; the browser remembers which."""
    counter = request.form.get("counter", "")
    staffing.open_counter(web.db(), web.clock(), asking(), counter, employee().code)
    response = make_response(done())
    give_cookie(response, LAST_COUNTER, counter, COUNTER_SECONDS)
    return response


def _verb_view(row: VerbRow) -> Callable[[], Response]:
    def view() -> Response:
        name = _named(row)
        refuse_unasked(row, name)
        row.action(web.db(), web.clock(), asking(), name, *(told(row, field) for field in row.asks))
        return done(row.happened)

    return view


def _named(row: VerbRow) -> str:
    """What the verb is for: a ticket, or one's own counter."""
    return own_counter() if row.named_by is NamedBy.COUNTER else request.form.get(row.named_by, "")


for _row in VERB_TABLE.values():
    if _row.is_at_desk:
        pages.add_url_rule(f"/desk/{_row.path}", _row.name, _verb_view(_row), methods=["POST"])


# A service that lasts so long that its finish may have been forgotten


@pages.post("/desk/finish-as-of")
def finish_as_of() -> Response:
    """The visit was over at an earlier minute of today."""
    text = request.form.get("ended", "")
    try:
        clock = time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise TimeNeeded("ended") from None
    minute = local_instant(web.today(), clock, web.hall().zone)
    serving.finish_as_of(web.db(), web.clock(), asking(), own_counter(), told_ticket_id() or 0, minute)
    return done(N_("Service finished"))


@pages.post("/desk/still-serving")
def still_serving() -> Response:
    """The customer is still there: ask for this visit no more; it changes nothing but this browser's desk."""
    session["still_serving"] = told_ticket_id()
    return done()


# Why a transaction ran over its target


@pages.post("/desk/reason")
def give_reason() -> Response:
    """Say why a transaction took longer than its target."""
    reason = request.form.get("reason", "")
    serving.give_reason(web.db(), web.clock(), asking_each_time(), own_counter(), _transaction_id(), reason)
    return done(N_("Reason noted"))


@pages.post("/desk/reason/dismiss")
def dismiss_reason() -> Response:
    """Ask for this reason no more; it changes nothing but this browser's desk."""
    dismissed: list[int] = session.get("dismissed", [])
    session["dismissed"] = [*dismissed, _transaction_id()][-MOST_DISMISSED:]
    return done()


def _transaction_id() -> int:
    text = request.form.get("transaction", "")
    number = whole_number(text)
    if number is None:
        raise UnknownTransaction
    return number
