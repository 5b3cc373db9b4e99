"""The rules of the stars in force, printed from the policy, with who has read them."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time, employee
from storeops.base.months import month_of
from storeops.base.whole_number import whole_number
from storeops.quality.policy.policy import ChangedDefinition
from storeops.quality.policy.policy_actions import note_read
from storeops.quality.policy.refusals import UnknownPolicy
from storeops.quality.stars import stars_view
from storeops.quality.stars.volume import MIDDLE_NOTES
from storeops.web import request as web

pages = Blueprint("star_rules", __name__, url_prefix="/star-rules")


@pages.get("")
def page() -> Response:
    """The policy in force this month as a sheet to post, its earlier versions, and its readers."""
    this_month = month_of(web.today())
    in_force = stars_view.policy_in_force(web.db(), this_month)
    readers = stars_view.readers(web.db(), in_force.id)
    return web.page(
        "star_rules.html",
        in_force=in_force,
        policy=in_force.policy,
        month=this_month,
        MIDDLE_NOTES=MIDDLE_NOTES,
        middle_since=in_force.policy.since[ChangedDefinition.CLERKS_MIDDLE],
        CONFIRMED_EXCEPTIONS=ChangedDefinition.CONFIRMED_EXCEPTIONS,
        policies=stars_view.policies(web.db()),
        readers=readers,
        has_read=any(each.employee == employee().code for each in readers),
    )


@pages.post("/<policy>/read")
def read(policy: str) -> Response:
    """Note that one has read this version of the rules."""
    number = whole_number(policy)
    if number is None:
        raise UnknownPolicy
    note_read(web.db(), web.clock(), asking_each_time(), number, employee().code)
    return redirect(url_for(".page"), 303)
