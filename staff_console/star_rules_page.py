"""The rules of the stars in force, printed from the policy, with who has read them."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from staff_console.doors import asking_each_time, employee, needs
from staff_console.refusals import refusal_page
from storeops import web
from storeops.business_time import business_day
from storeops.errors import StoreOpsError
from storeops.people.roles import Permission
from storeops.quality.stars import stars_view
from storeops.quality.stars.policies import note_read
from storeops.quality.stars.refusals import UnknownPolicy

pages = Blueprint("star_rules", __name__, url_prefix="/star-rules")


@pages.errorhandler(StoreOpsError)
def refused(error: StoreOpsError) -> Response:
    """A page of its own: there is nothing to show beside it."""
    return refusal_page(error)


@pages.get("")
@needs(Permission.OWN_RESULTS)
def page() -> Response:
    """The policy in force this month as a sheet to post, its earlier versions, and its readers."""
    this_month = f"{business_day(web.clock().now(), web.hall().zone):%Y-%m}"
    in_force = stars_view.policy_in_force(web.db(), this_month)
    readers = stars_view.readers(web.db(), in_force.id)
    values = {
        "in_force": in_force,
        "policy": in_force.policy,
        "policies": stars_view.policies(web.db()),
        "readers": readers,
        "has_read": any(each.employee == employee().code for each in readers),
    }
    return Response(render_template("star_rules.html", **values), mimetype="text/html")


@pages.post("/<policy>/read")
@needs(Permission.OWN_RESULTS)
def read(policy: str) -> Response:
    """Note that one has read this version of the rules."""
    if not (policy.isascii() and policy.isdecimal()) or len(policy) > 9:
        raise UnknownPolicy
    note_read(web.db(), web.clock(), asking_each_time(), int(policy), employee().code)
    return redirect(url_for(".page"), 303)
