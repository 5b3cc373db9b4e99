"""What the desk does for service quality: calling the duty manager, noting a wish, quiet guideposts."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.desk import desk_page
from staff_console.page.doors import asking, asking_each_time, employee, own_counter
from staff_console.page.verb_forms import told_ticket_id
from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_
from storeops.base.whole_number import row_id
from storeops.quality.duty import duty_call_actions
from storeops.quality.guideposts import guidepost_actions
from storeops.quality.heard import wish_actions
from storeops.web import request as web

pages = Blueprint("desk_floor", __name__, url_prefix="/desk")
pages.register_error_handler(StoreOpsError, desk_page.refused)


@pages.post("/duty-call")
def call_duty_manager() -> Response:
    """Ask the duty manager to this counter, for a stated reason."""
    duty_call_actions.call_duty_manager(web.db(), web.clock(), asking(), own_counter(), request.form.get("reason", ""))
    return desk_page.done(N_("Duty manager told"))


@pages.post("/duty-withdraw")
def withdraw() -> Response:
    """The duty manager is not needed after all."""
    duty_call_actions.withdraw(web.db(), web.clock(), asking(), own_counter())
    return desk_page.done(N_("Call withdrawn"))


@pages.post("/wish")
def note_wish() -> Response:
    """Note a suggestion or an unmet need."""
    kind, note = request.form.get("kind", ""), request.form.get("note", "")
    number, ticket_id = request.form.get("of") or None, told_ticket_id()
    wish_actions.note_wish(web.db(), web.clock(), asking(), own_counter(), kind, note, number, ticket_id)
    return desk_page.done(N_("Wish noted"))


@pages.post("/wish/take-back")
def take_back_wish() -> Response:
    """Take back a wish that was noted today."""
    wish = row_id(request.form.get("wish", ""))
    wish_actions.take_back_wish(web.db(), web.clock(), asking_each_time(), employee().code, wish)
    return desk_page.done(N_("Wish taken back"))


@pages.post("/guideposts/hush")
def hush_guideposts() -> Response:
    """Have the guideposts quiet."""
    guidepost_actions.hush(web.db(), web.clock(), asking_each_time(), employee().code)
    return desk_page.done()


@pages.post("/guideposts/show")
def show_guideposts() -> Response:
    """See the guideposts again."""
    guidepost_actions.show(web.db(), web.clock(), asking_each_time(), employee().code)
    return desk_page.done()
