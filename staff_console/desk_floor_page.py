"""What the desk does for service quality: calling the duty manager, noting a wish, quiet guideposts."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console import desk_page
from staff_console.doors import asking, asking_each_time, employee, needs, own_counter
from storeops import web
from storeops.errors import StoreOpsError
from storeops.people.roles import Permission
from storeops.quality.floor import duty_calls, guideposts, wishes

pages = Blueprint("desk_floor", __name__, url_prefix="/desk")
pages.register_error_handler(StoreOpsError, desk_page.refused)


@pages.post("/duty-call")
@needs(Permission.SERVE)
def call_duty_manager() -> Response:
    """Ask the duty manager to this counter, for a stated reason."""
    duty_calls.call_duty_manager(web.db(), web.clock(), asking(), own_counter(), request.form.get("reason", ""))
    return desk_page.done()


@pages.post("/duty-withdraw")
@needs(Permission.SERVE)
def withdraw() -> Response:
    """The duty manager is not needed after all."""
    duty_calls.withdraw(web.db(), web.clock(), asking(), own_counter())
    return desk_page.done()


@pages.post("/wish")
@needs(Permission.SERVE)
def note_wish() -> Response:
    """Note a suggestion or an unmet need."""
    kind, note = request.form.get("kind", ""), request.form.get("note", "")
    wishes.note_wish(web.db(), web.clock(), asking(), own_counter(), kind, note)
    return desk_page.done()


@pages.post("/guideposts/hush")
@needs(Permission.SERVE)
def hush_guideposts() -> Response:
    """Have the guideposts quiet."""
    guideposts.hush(web.db(), web.clock(), asking_each_time(), employee().code)
    return desk_page.done()


@pages.post("/guideposts/show")
@needs(Permission.SERVE)
def show_guideposts() -> Response:
    """See the guideposts again."""
    guideposts.show(web.db(), web.clock(), asking_each_time(), employee().code)
    return desk_page.done()
