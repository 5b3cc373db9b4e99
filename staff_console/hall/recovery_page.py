"""Low ratings on the hall page: taken and closed. How it went is asked on phone page or pad, never here."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.hall import hall_page
from staff_console.page.doors import asking, employee
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_
from storeops.base.whole_number import row_id
from storeops.quality.duty import recovery_actions
from storeops.quality.duty.recovery_outcomes import RECOVERY_OUTCOMES
from storeops.quality.ratings.moments import LOW_REASONS
from storeops.web import request as web

WORDS = {"RECOVERY_OUTCOMES": RECOVERY_OUTCOMES, "LOW_REASONS": LOW_REASONS}
"""What the hall page says of low ratings."""


pages = Blueprint("recovery", __name__, url_prefix="/recovery")
pages.register_error_handler(StoreOpsError, hall_page.refused)
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(WORDS))


@pages.post("/<task>/take")
def take(task: str) -> Response:
    """Whoever is signed in goes to the customer."""
    recovery_actions.take(web.db(), web.clock(), asking(), row_id(task), employee().code)
    return hall_page.done(N_("You look after it"))


@pages.post("/<task>/close")
def close(task: str) -> Response:
    """Say how it ended."""
    outcome, note = request.form.get("outcome", ""), request.form.get("note", "").strip()
    recovery_actions.close(web.db(), web.clock(), asking(), row_id(task), employee().code, outcome, note)
    return hall_page.done(N_("Low rating closed"))
