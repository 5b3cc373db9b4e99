"""My account: choosing and changing one's PIN, and where one is signed in."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_newcomer, employee, newcomer, origin
from staff_console.page.form import Form, saved
from storeops.base.whole_number import whole_number
from storeops.people.factor_view import own_factor
from storeops.people.pin_actions import change_pin, choose_first_pin
from storeops.people.pin_rules import FIELD, refuse_easy_pin
from storeops.people.refusals import NoSuchSession, PinsDiffer
from storeops.people.session_actions import end_other_sessions, end_own_session
from storeops.people.session_view import own_sessions
from storeops.people.sign_in_actions import judged
from storeops.web import request as web

pages = Blueprint("account", __name__, url_prefix="/account")


@pages.get("")
def page() -> Response:
    """One's PIN and one's sessions."""
    return _account_page(Form())


@pages.get("/first-pin")
def first_pin() -> Response:
    """The form on which whoever was given a PIN for one time chooses one of their own; others come to the account."""
    if not newcomer().first.choose_pin:
        return redirect(url_for(".page"), 303)
    return web.page("first_pin.html", form=Form())


@pages.post("/first-pin")
def choose_pin() -> Response:
    """Choose the first PIN of one's own, or hear beside the form why not."""
    own = newcomer()
    form = Form.sent()
    form.check(refuse_easy_pin, form.secret(FIELD), own.code)
    _refuse_different(form)
    if form.carry_out_if_sound(
        lambda: choose_first_pin(web.db(), web.clock(), asking_newcomer(), own.code, form.secret(FIELD), own.session_id)
    ):
        return redirect(url_for("start.start"), 303)
    return web.page("first_pin.html", form.status, form=form)


@pages.post("/pin")
def set_own_pin() -> Response:
    """Change one's PIN, or hear beside the form why not."""
    own = employee()
    form = Form.sent()
    by = asking_newcomer()
    _refuse_different(form)

    form.check(refuse_easy_pin, form.secret(FIELD), own.code)

    def change() -> None:
        tried = judged(web.db(), web.clock(), by, own.code, form.secret("pin"), origin())
        change_pin(web.db(), web.clock(), by, tried, form.secret(FIELD), own.session_id)

    if form.carry_out_if_sound(change):
        return saved(".page")
    return _account_page(form)


@pages.post("/sessions/end")
def end_session() -> Response:
    """End one of one's own sessions, or hear beside the PIN why not. NoSuchSession."""
    session_id = whole_number(request.form.get("session", ""))
    if session_id not in {session.id for session in own_sessions(web.db(), employee().code, web.clock().now())}:
        raise NoSuchSession
    own, by, form = employee(), asking_newcomer(), Form.sent()

    def end() -> None:
        tried = judged(web.db(), web.clock(), by, own.code, form.secret("pin_for_sessions"), origin())
        end_own_session(web.db(), web.clock(), by, tried, session_id)

    return saved(".page") if form.carry_out(end) else _account_page(Form(), form)


@pages.post("/sessions/end-others")
def end_others() -> Response:
    """End all of one's sessions but this one, or hear beside the PIN why not."""
    own, by, form = employee(), asking_newcomer(), Form.sent()

    def end() -> None:
        tried = judged(web.db(), web.clock(), by, own.code, form.secret("pin_for_sessions"), origin())
        end_other_sessions(web.db(), web.clock(), by, tried, own.session_id)

    return saved(".page") if form.carry_out(end) else _account_page(Form(), form)


@pages.post("/presence")
def presence() -> Response:
    """Somebody works on an open page; that they are there is noted before the request."""
    newcomer()
    return Response(status=204)


def _refuse_different(form: Form) -> None:
    if form.secret(FIELD) != form.secret("again"):
        form.refuse(PinsDiffer("again"))


def _account_page(form: Form, ending: Form | None = None) -> Response:
    own = employee()
    ending = ending or Form()
    return web.page(
        "account.html",
        max(form.status, ending.status),
        form=form,
        ending=ending,
        own=own,
        sessions=own_sessions(web.db(), own.code, web.clock().now()),
        factor=own_factor(web.db(), own.code),
    )
