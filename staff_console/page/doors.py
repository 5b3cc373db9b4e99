"""Who is signed in, and which pages the one permission table opens to them."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import g, request, session

from storeops.base.actor import Actor
from storeops.base.i18n import translate
from storeops.people.refusals import NotAllowed, NotSignedIn
from storeops.people.roles import ROLES, Permission, may
from storeops.people.session_view import SignedInEmployee, signed_in_employee
from storeops.queueing import counter_view
from storeops.queueing.refusals import CounterNotYours
from storeops.web import request as web

P = ParamSpec("P")
R = TypeVar("R")

GUARDED: dict[Callable[..., object], Permission] = {}
"""The permission that each guarded view asks for."""


def employee_or_none() -> SignedInEmployee | None:
    """Whoever is signed in; None if nobody is. Read once per request."""
    if "storeops_employee" not in g:
        token = session.get("token")
        g.storeops_employee = signed_in_employee(web.db(), token, web.clock().now()) if token else None
        if g.storeops_employee:
            web.note_known()
    return cast(SignedInEmployee | None, g.storeops_employee)


def employee() -> SignedInEmployee:
    """Whoever is signed in; NotSignedIn."""
    found = employee_or_none()
    if found is None:
        raise NotSignedIn
    return found


def needs(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a view to those whose role has the permission. NotSignedIn, NotAllowed."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            role = employee().role
            if not may(role, permission):
                raise NotAllowed(role=translate(web.language(), ROLES[role].name))
            return view(*args, **kwargs)

        GUARDED[guarded] = permission
        return guarded

    return guard


def asking() -> Actor:
    """The signed-in employee as the actions know them, with the form's idempotency key."""
    return web.asked_by(f"employee:{employee().code}", request.form.get("idempotency_key"))


def asking_each_time() -> Actor:
    """The signed-in employee, for actions where every request counts."""
    return web.asked_by(f"employee:{employee().code}", None)


def own_counter() -> str:
    """The counter that the form names; CounterNotYours if a colleague sits there and one may not act for them."""
    counter = request.form.get("counter", "")
    sits_there = counter_view.employee_at(web.db(), counter)
    own = employee()
    if sits_there not in (None, own.code) and not may(own.role, Permission.ANY_COUNTER):
        raise CounterNotYours(counter=counter)
    return counter
