"""What the hall page does for service quality: calls from counters, exceptional business, the greeter's guidepost."""

from datetime import datetime

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.hall import hall_page
from staff_console.page.doors import asking, asking_each_time, employee
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_
from storeops.base.typed_text import given_choice
from storeops.base.whole_number import row_id
from storeops.quality.duty import claim_actions, duty_call_actions
from storeops.quality.duty.duty_call import DutyOutcome
from storeops.quality.follow_ups.promise_choice import PromiseChoice, promised_at
from storeops.quality.guideposts import guidepost_actions
from storeops.web import request as web

pages = Blueprint("hall_floor", __name__, url_prefix="/duty")
pages.register_error_handler(StoreOpsError, hall_page.refused)


@pages.post("/calls/arrive")
def arrive() -> Response:
    """Say that one comes to the counter that called."""
    duty_call_actions.arrive(web.db(), web.clock(), asking(), row_id(request.form.get("call", "")), employee().code)
    return hall_page.done(N_("The counter knows that you are coming"))


@pages.post("/calls/settle")
def settle() -> Response:
    """What was decided there, and what became of it."""
    decision, outcome = request.form.get("decision", ""), request.form.get("outcome", "")
    is_case = outcome == DutyOutcome.FOLLOW_UP
    duty_call_actions.settle(
        web.db(),
        web.clock(),
        asking(),
        row_id(request.form.get("call", "")),
        employee().code,
        decision,
        outcome,
        (request.form.get("owner") or None) if is_case else None,
        _promised() if is_case else None,
    )
    return hall_page.done(N_("Decision noted"))


def _promised() -> datetime | None:
    choice = given_choice("promise", request.form.get("promise", PromiseChoice.NORM.value), PromiseChoice)
    return promised_at(choice, request.form.get("promised_at", ""), web.clock().now(), web.hall().zone)


@pages.post("/claims/confirm")
def confirm_exceptional() -> Response:
    """A transaction was exceptional, as its clerk says."""
    return _ruled(is_confirmed=True)


@pages.post("/claims/normal")
def find_normal() -> Response:
    """A transaction was normal, whatever its clerk says."""
    return _ruled(is_confirmed=False)


def _ruled(*, is_confirmed: bool) -> Response:
    claim = row_id(request.form.get("transaction", ""))
    claim_actions.rule_on_claim(web.db(), web.clock(), asking(), claim, employee().code, is_confirmed=is_confirmed)
    return hall_page.done(N_("Confirmed as exceptional") if is_confirmed else N_("Counts as normal"))


@pages.post("/guideposts/hush")
def hush_guideposts() -> Response:
    """Have the guidepost quiet."""
    guidepost_actions.hush(web.db(), web.clock(), asking_each_time(), employee().code)
    return hall_page.done()


@pages.post("/guideposts/show")
def show_guideposts() -> Response:
    """See the guidepost again."""
    guidepost_actions.show(web.db(), web.clock(), asking_each_time(), employee().code)
    return hall_page.done()
