"""Who is signed in, and which pages and forms the table of doors opens to them."""

from collections.abc import Callable
from typing import cast

from flask import g, request, session

from storeops.base.actor import Actor
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import translate
from storeops.people.audiences import audience_of
from storeops.people.browser_mark import browser_mark
from storeops.people.door_table import Door, Open, lets_in
from storeops.people.idling import is_news
from storeops.people.origin import Origin, SessionPlace
from storeops.people.refusals import FactorNeeded, NotAllowed, NotSignedIn, PinChangeNeeded
from storeops.people.roles import ROLES, Permission, may
from storeops.people.session_actions import note_presence
from storeops.people.session_seal import SESSIONS
from storeops.people.session_view import SignedInEmployee, awaits_code, signed_in_employee, was_left_idle
from storeops.queueing import counter_view
from storeops.queueing.refusals import CounterNotYours
from storeops.store.event_kinds import Audience
from storeops.web import enrolled_screen
from storeops.web import request as web
from storeops.web.cookies import cookie
from storeops.web.doorkeeper import door_of
from storeops.web.faults import unless_away

KNOWN_BROWSER = "storeops_known_browser"
"""The cookie by which a browser is known at which somebody signed in before."""
MADE_BY_PAGES = {"static", "shared.static", "shared.font", "shared.styles_of_all_pages", "shared.logo", "events"}
"""What open pages ask for by themselves, beside their fragments."""


def employee_or_none() -> SignedInEmployee | None:
    """Whoever is signed in and need do nothing else first; None if nobody is."""
    found = newcomer_or_none()
    return None if found is None or _asked_first(found) else found


def newcomer_or_none() -> SignedInEmployee | None:
    """Whoever is signed in, those included of whom something is asked first; None if nobody is. Read once a request."""
    if "storeops_employee" not in g:
        token = session.get("token")
        found = None
        if token:
            key = web.db().standing_subkey(SESSIONS)
            found = signed_in_employee(web.db(), key, token, SessionPlace.CONSOLE, web.clock().now())
        g.storeops_employee = found
        if found:
            web.note_known()
    return cast(SignedInEmployee | None, g.storeops_employee)


def is_left_idle() -> bool:
    """Whether this browser's session is over because nobody was there."""
    token = session.get("token")
    if not token:
        return False
    key = web.db().standing_subkey(SESSIONS)
    return was_left_idle(web.db(), key, token, SessionPlace.CONSOLE, web.clock().now())


def is_half_signed_in() -> bool:
    """Whether this browser's session goes on as soon as a code of the second factor is given."""
    token = session.get("token")
    if not token:
        return False
    return awaits_code(web.db(), web.db().standing_subkey(SESSIONS), token, web.clock().now())


def see_anew_what_is_asked() -> None:
    """After an action of this request that did what was asked of whoever is signed in."""
    g.pop("storeops_employee", None)


def newcomer() -> SignedInEmployee:
    """Whoever is signed in, those included of whom something is asked first; NotSignedIn."""
    found = newcomer_or_none()
    if found is None:
        raise NotSignedIn
    return found


def employee() -> SignedInEmployee:
    """Whoever is signed in; NotSignedIn, PinChangeNeeded, FactorNeeded."""
    found = newcomer()
    asked = _asked_first(found)
    if asked:
        raise asked
    return found


def _asked_first(signed_in: SignedInEmployee) -> StoreOpsError | None:
    if signed_in.first.choose_pin:
        return PinChangeNeeded()
    return FactorNeeded() if signed_in.first.must_set_up_factor(web.clock().now()) else None


def see_who_is_there() -> None:
    """Before a request that somebody makes, not their page by itself: note that they are there."""
    by_itself = request.method == "GET" and ("X-Fragment" in request.headers or request.endpoint in MADE_BY_PAGES)
    if by_itself:
        return
    found = newcomer_or_none()
    if found and is_news(found.last_seen_at, web.clock().now()):
        with unless_away():
            note_presence(web.db(), web.clock(), Actor(f"employee:{found.code}"), found.session_id)


def origin() -> Origin:
    """From where this request comes."""
    return Origin(
        SessionPlace.CONSOLE,
        request.remote_addr or "-",
        browser_mark(request.user_agent.string),
        cookie(KNOWN_BROWSER),
        enrolled_screen.token() if enrolled_screen.screen() else None,
    )


def let_in(door: Door) -> None:
    """Open a door to those whom the table names. NotSignedIn, PinChangeNeeded, FactorNeeded, NotAllowed."""
    if door is Open.TO_ALL:
        return
    if door is Open.TO_NEWCOMERS:
        newcomer()
        return
    role = employee().role
    if not lets_in(door, ROLES[role].permissions):
        raise NotAllowed(role=translate(web.language(), ROLES[role].name))


def audience() -> Audience:
    """How much of the journal whoever is signed in is told; nobody, what everybody is."""
    found = employee_or_none()
    return audience_of(ROLES[found.role].permissions) if found else Audience.EVERYBODY


def still_reads() -> Callable[[], bool]:
    """What tells later, at any time, whether whoever asks now is still signed in and may know as much as now."""
    token, told, running = session.get("token"), audience(), web.runtime()

    def reads() -> bool:
        if told is Audience.EVERYBODY:
            return True
        with running.pool.lend() as db:
            key, now = db.standing_subkey(SESSIONS), running.clock.now()
            found = signed_in_employee(db, key, token or "", SessionPlace.CONSOLE, now)
        return found is not None and audience_of(ROLES[found.role].permissions) is told

    return reads


def may_open(endpoint: str) -> bool:
    """Whether the door of a page or form opens to whoever is signed in: only then it is offered."""
    found = employee_or_none()
    return lets_in(door_of(endpoint), ROLES[found.role].permissions if found else None)


def asking() -> Actor:
    """The signed-in employee as the actions know them, with the form's idempotency key."""
    return web.asked_by(f"employee:{employee().code}", request.form.get("idempotency_key"))


def asking_each_time() -> Actor:
    """The signed-in employee, for actions where every request counts."""
    return web.asked_by(f"employee:{employee().code}", None)


def asking_newcomer() -> Actor:
    """Whoever is signed in, those included of whom something is asked first, for their own account."""
    return web.asked_by(f"employee:{newcomer().code}", None)


def own_counter() -> str:
    """The counter that the form names; CounterNotYours if a colleague sits there and one may not act for them."""
    counter = request.form.get("counter", "")
    sits_there = counter_view.employee_at(web.db(), counter)
    own = employee()
    if sits_there not in (None, own.code) and not may(own.role, Permission.ANY_COUNTER):
        raise CounterNotYours(counter=counter)
    return counter
