"""What the hall page does for service quality: coming when a counter calls, and the greeter's quiet guidepost."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.hall import hall_page
from staff_console.page.doors import asking, asking_each_time, employee, needs
from storeops.base.errors import BadValue, StoreOpsError
from storeops.base.whole_number import whole_number
from storeops.people.roles import Permission
from storeops.quality.duty import duty_call_actions
from storeops.quality.guideposts import guidepost_actions
from storeops.web import request as web

pages = Blueprint("hall_floor", __name__, url_prefix="/duty")
pages.register_error_handler(StoreOpsError, hall_page.refused)


@pages.post("/calls/arrive")
@needs(Permission.RUN_FLOOR)
def arrive() -> Response:
    """Say that one comes to the counter that called."""
    duty_call_actions.arrive(web.db(), web.clock(), asking(), _call_id(), employee().code)
    return hall_page.done()


@pages.post("/calls/settle")
@needs(Permission.RUN_FLOOR)
def settle() -> Response:
    """What was decided there, and what became of it."""
    decision, outcome = request.form.get("decision", ""), request.form.get("outcome", "")
    duty_call_actions.settle(web.db(), web.clock(), asking(), _call_id(), employee().code, decision, outcome)
    return hall_page.done()


@pages.post("/guideposts/hush")
@needs(Permission.SEE_HALL)
def hush_guideposts() -> Response:
    """Have the guidepost quiet."""
    guidepost_actions.hush(web.db(), web.clock(), asking_each_time(), employee().code)
    return hall_page.done()


@pages.post("/guideposts/show")
@needs(Permission.SEE_HALL)
def show_guideposts() -> Response:
    """See the guidepost again."""
    guidepost_actions.show(web.db(), web.clock(), asking_each_time(), employee().code)
    return hall_page.done()


def _call_id() -> int:
    text = request.form.get("call", "")
    number = whole_number(text)
    if number is None:
        raise BadValue(name="call", value=text[:40], rule="the number of a call")
    return number
