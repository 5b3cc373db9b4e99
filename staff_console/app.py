"""The staff console: the signed-in screens of clerks, duty managers and administrators."""

from urllib.parse import quote, urlencode

from flask import Flask, request, url_for

from staff_console import desk_page, hall_page, set_up_counters, set_up_hall, set_up_offer, set_up_people, sign_in_page
from staff_console.doors import employee_or_none
from staff_console.refusals import refusal_page
from staff_console.words import add_words
from storeops import web
from storeops.people.roles import Permission, may


def create_app(runtime: web.Runtime) -> Flask:
    """The console on a running StoreOps, to be mounted at /console."""
    app = Flask(__name__)
    web.attach_pages(app, runtime, refusal_page)
    for pages in (
        sign_in_page.pages,
        desk_page.pages,
        hall_page.pages,
        set_up_hall.pages,
        set_up_offer.pages,
        set_up_counters.pages,
        set_up_people.pages,
    ):
        app.register_blueprint(pages)
    add_words(app)
    app.context_processor(_page_values)
    return app


def _page_values() -> dict[str, object]:
    employee = employee_or_none()
    return {
        "employee": employee,
        "may_serve": employee is not None and may(employee.role, Permission.SERVE),
        "may_see_hall": employee is not None and may(employee.role, Permission.SEE_HALL),
        "may_set_up": employee is not None and may(employee.role, Permission.SET_UP),
        "may_issue": employee is not None and may(employee.role, Permission.ISSUE),
        "may_move_tickets": employee is not None and may(employee.role, Permission.MOVE_TICKETS),
        "may_act_anywhere": employee is not None and may(employee.role, Permission.ANY_COUNTER),
        "other_language_url": _in_other_language(),
    }


def _in_other_language() -> str:
    """The address of this page in the other language; the start page where this one answered a form."""
    other = "en" if web.language() == "zh" else "zh"
    if request.method != "GET" or request.endpoint is None:
        return url_for("desk.page", lang=other)
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.script_root}{quote(request.path)}?{urlencode([*kept, ('lang', other)])}"
