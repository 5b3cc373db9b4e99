"""Signing in with number and PIN, with a code where there is a second factor, and signing out."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import (
    KNOWN_BROWSER,
    asking_newcomer,
    is_half_signed_in,
    is_left_idle,
    newcomer,
    newcomer_or_none,
    origin,
)
from storeops.base.actor import Actor
from storeops.base.errors import KeyFileBroken
from storeops.hall.counter import CounterState
from storeops.people.idling import IDLE_LIMIT
from storeops.people.origin import SessionPlace
from storeops.people.refusals import CodeWrong, LeftIdle, ManySignIn, NotSignedIn, SignInLocked, SignInRefused
from storeops.people.session_actions import sign_out
from storeops.people.session_view import SignedInEmployee
from storeops.people.sign_in_actions import SignedIn, give_code, sign_in
from storeops.queueing import counter_view, desk_view
from storeops.queueing.refusals import CounterStillOpen
from storeops.store.refusals import DiskFull, KeyFileLost
from storeops.web import request as web
from storeops.web.cookies import give_cookie

pages = Blueprint("sign_in", __name__)

STILL_WORKING = (CounterState.OPEN, CounterState.WRAPPING_UP)
BROWSER_KNOWN_SECONDS = 400 * 24 * 3600
"""As long as browsers keep a cookie at most; each sign-in begins it anew."""


@pages.get("/sign-in")
def form() -> Response | str:
    """Number and PIN; whoever is signed in already goes on. Whoever was away for too long is told so."""
    if newcomer_or_none():
        return redirect(_goal(), 303)
    left_idle = LeftIdle(minutes=IDLE_LIMIT // timedelta(minutes=1))
    return render_template("sign_in.html", number="", sentence=web.spoken(left_idle) if is_left_idle() else None)


@pages.post("/sign-in")
def enter() -> Response:
    """Begin a session, or say why not beside the form."""
    number = request.form.get("employee", "").strip()
    try:
        signed_in = sign_in(web.db(), web.clock(), _somebody(), number, request.form.get("pin", ""), origin())
    except (SignInRefused, SignInLocked, ManySignIn, KeyFileLost, KeyFileBroken, DiskFull) as refusal:
        page = render_template("sign_in.html", number=number[:40], sentence=web.spoken(refusal))
        return Response(page, status=refusal.status, mimetype="text/html")
    _end_replaced()
    session["token"] = signed_in.token
    if signed_in.awaits_code:
        return redirect(url_for(".code_form", next=request.args.get("next")), 303)
    return _enter(signed_in)


@pages.get("/sign-in/code")
def code_form() -> Response:
    """The code of the second factor, from whoever gave the right PIN a moment ago; all others begin with that."""
    if not is_half_signed_in():
        return redirect(url_for(".form", next=request.args.get("next")), 303)
    return web.page("sign_in_code.html", sentence=None)


@pages.post("/sign-in/code")
def enter_code() -> Response:
    """Go on with the sign-in, or say why not beside the form; after some minutes it begins again."""
    code = request.form.get("code", "")
    try:
        signed_in = give_code(web.db(), web.clock(), _somebody(), session.get("token", ""), code, origin())
    except (CodeWrong, SignInLocked, KeyFileLost, KeyFileBroken, DiskFull) as refusal:
        return web.page("sign_in_code.html", refusal.status, sentence=web.spoken(refusal))
    except NotSignedIn as refusal:
        return web.page("sign_in.html", refusal.status, number="", sentence=web.spoken(refusal))
    _end_replaced()
    session["token"] = signed_in.token
    return _enter(signed_in)


def _enter(signed_in: SignedIn) -> Response:
    """On to the page that was asked for; the browser is known from now on."""
    response = redirect(_goal(), 303)
    give_cookie(response, KNOWN_BROWSER, signed_in.cookie, BROWSER_KNOWN_SECONDS)
    return response


@pages.post("/sign-out")
def leave() -> Response:
    """End the session. CounterStillOpen: nobody leaves an open counter behind."""
    token = session.get("token")
    if token and newcomer_or_none():
        _refuse_open_counter(newcomer())
        sign_out(web.db(), web.clock(), asking_newcomer(), token, SessionPlace.CONSOLE)
    session.clear()
    return redirect(url_for("sign_in.form"), 303)


def _end_replaced() -> None:
    """A browser that signs in anew leaves no session behind that its old cookie would open."""
    token = session.get("token")
    if token:
        sign_out(web.db(), web.clock(), _somebody(), token, SessionPlace.CONSOLE)
    session.clear()


def _somebody() -> Actor:
    """Who asks before anybody has signed in."""
    return web.asked_by("console", None)


def _refuse_open_counter(leaving: SignedInEmployee) -> None:
    code = desk_view.counter_of(web.db(), leaving.code)
    if code and counter_view.counter(web.db(), code).state in STILL_WORKING:
        raise CounterStillOpen(counter=code)


def _goal() -> str:
    """The page that was asked for before the sign-in, if it is one of ours; else the start."""
    asked = request.args.get("next", "")
    # A browser reads //host and /\\host as another site, and drops tabs and line ends before it looks.
    is_ours = asked.startswith("/") and not asked.startswith("//") and "\\" not in asked and asked.isprintable()
    if is_ours and asked != "/":
        return request.script_root + asked
    return url_for("start.start")
