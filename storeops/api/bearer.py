"""Who asks the API, and whether they may: bearer tokens of devices and of signed-in employees, and request limits."""

from functools import partial
from typing import cast

from flask import Response, g, request

from storeops.base.actor import Actor
from storeops.base.errors import BadValue
from storeops.base.i18n import N_
from storeops.people import door_view
from storeops.people.audiences import audience_of
from storeops.people.door_table import Door, Open, lets_in
from storeops.people.door_view import Holder
from storeops.people.idling import is_news
from storeops.people.refusals import NotAllowed, NotSignedIn
from storeops.people.roles import Permission
from storeops.people.session_actions import note_presence
from storeops.people.session_seal import SESSIONS
from storeops.queueing import counter_view
from storeops.queueing.refusals import CounterNotYours
from storeops.store.event_kinds import Audience
from storeops.web import request as web
from storeops.web.enrolled_screen import note_bearer
from storeops.web.faults import unless_away
from storeops.web.refusals import TooManyRequests
from storeops.web.request_limit import Limit, RequestLimits

SIGN_INS = Limit("sign-in", 30)
REQUESTS = Limit("request", 600)


def bearer_token() -> str:
    """The bearer token of this request; NotSignedIn."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn
    return token.strip()


def caller() -> Holder:
    """The holder of this request's bearer token, read once; NotSignedIn."""
    if "storeops_caller" not in g:
        g.storeops_caller = _bearer()
    return cast(Holder, g.storeops_caller)


def _bearer() -> Holder:
    key_of_sessions = partial(web.db().standing_subkey, SESSIONS)
    holder = door_view.holder_of(web.db(), key_of_sessions, bearer_token(), web.clock().now())
    if holder is None:
        raise NotSignedIn
    if holder.device is not None:
        note_bearer(holder.device)
    web.note_known()
    return holder


def whoever_does_it(asking: Holder, named: str | None) -> str:
    """The number of the employee that a request is for: the one it names, else the one who is signed in; BadValue."""
    employee = named or asking.employee
    if employee is None:
        raise BadValue(N_("Name in employee the number of whoever does it."))
    return employee


def see_who_was_there(response: Response) -> Response:
    """After a request of an employee's program: note that its session is in use."""
    asking: Holder | None = g.get("storeops_caller")
    session = asking.session if asking else None
    if session and is_news(session.last_seen_at, web.clock().now()):
        with unless_away():
            note_presence(web.db(), web.clock(), Actor(f"employee:{session.code}"), session.session_id)
    return response


def caller_or_none() -> Holder | None:
    """The holder of this request's bearer token; None where it has none that opens anything."""
    try:
        return caller()
    except NotSignedIn:
        return None


def is_program() -> bool:
    """Whether this request comes with the bearer of another program of the house."""
    asking = caller_or_none()
    return asking is not None and asking.is_unlimited


def audience() -> Audience:
    """How much of the journal the caller is told; without a bearer, what everybody is. NotSignedIn for a spent one."""
    if "Authorization" not in request.headers:
        return Audience.EVERYBODY
    return audience_of(caller().permissions)


def slow_down(limits: RequestLimits, limit: Limit, name: str) -> None:
    """TooManyRequests if `name` has asked too often."""
    if not limits.allows(limit, name, web.clock().now()):
        raise TooManyRequests


def let_in(door: Door, limits: RequestLimits) -> None:
    """Open a door to callers whom the table names. NotSignedIn, NotAllowed, TooManyRequests."""
    if door is Open.TO_ALL:
        return
    asking = caller()
    if isinstance(door, Open) and asking.employee is None:
        raise NotSignedIn
    if not lets_in(door, asking.permissions):
        raise NotAllowed(role=asking.role)
    if not asking.is_unlimited:
        slow_down(limits, REQUESTS, asking.name)


def at_own_counter(asking: Holder, counter_code: str) -> None:
    """CounterNotYours if somebody else sits at the counter and the caller may not act for them."""
    if Permission.ANY_COUNTER in asking.permissions:
        return
    employee = counter_view.employee_at(web.db(), counter_code)
    if employee is not None and employee != asking.employee:
        raise CounterNotYours(counter=counter_code)


def acting(asking: Holder) -> Actor:
    """The caller as the actions know them, with the request's Idempotency-Key."""
    return web.asked_by(asking.name, request.headers.get("Idempotency-Key"))
