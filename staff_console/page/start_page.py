"""The page that somebody begins with: that of their work, among those that the doors open to their role."""

from collections.abc import Callable

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import employee, may_open
from storeops.first_day import first_day_view
from storeops.people.roles import Permission, may
from storeops.queueing import desk_view
from storeops.web import request as web

pages = Blueprint("start", __name__)

IN_ORDER = (
    "hall.page",
    "checks.page",
    "follow_ups.page",
    "feedback.mine",
    "stars.start",
    "reports.page",
    "set_up_hall.start",
)
"""As the bar shows them. The desk comes first for whoever's work it is."""
OWN = "account.page"
"""Opens to whoever is signed in."""


def start_page(opens: Callable[[str], bool]) -> str:
    """The endpoint at which whoever serves at no counter begins, of those that open to them."""
    return next(filter(opens, IN_ORDER), OWN)


@pages.get("/start")
def start() -> Response:
    """On to the page of one's work: the desk of whoever serves, the hall of whoever runs it and sits at no counter.

    The administrator of a new hall begins at the list of the first day.
    """
    own = employee()
    works_at_desk = may(own.role, Permission.SERVE) and not may(own.role, Permission.RUN_FLOOR)
    if may_open("set_up_first_day.page") and not first_day_view.first_day(web.db()).is_over:
        return redirect(url_for("set_up_first_day.page"), 303)
    if works_at_desk or desk_view.counter_of(web.db(), own.code):
        return redirect(url_for("desk.page"), 303)
    return redirect(url_for(start_page(may_open)), 303)
