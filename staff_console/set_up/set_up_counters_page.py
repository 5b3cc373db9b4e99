"""Set-up of the counters: which there are, and what each serves."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form, saved
from storeops.hall import offer_actions, offer_view, set_up_view
from storeops.hall.refusals import UnknownCounter
from storeops.web import request as web

pages = Blueprint("set_up_counters", __name__, url_prefix="/setup/counters")


@pages.get("")
def counters() -> str:
    """Every counter and what it serves."""
    names = {service.code: service for line in offer_view.whole_offer(web.db()) for service in line.services}
    return render_template("set_up_counters.html", counters=set_up_view.counters(web.db()), services=names)


@pages.get("/new")
def new_counter() -> Response:
    """The empty form."""
    return _counter_page(Form({"rule": "all"}), None)


@pages.post("/new")
def add_counter() -> Response:
    """Add a counter, or say beside the form why not."""
    form = Form.sent("services")
    by = asking_each_time()
    if form.carry_out(
        lambda: offer_actions.add_counter(
            web.db(), web.clock(), by, form.text("code"), form.text("rule") == "all", form.many("services")
        )
    ):
        return saved(".counters")
    return _counter_page(form, None)


@pages.get("/edit")
def edit_counter() -> Response:
    """The form of a counter; UnknownCounter."""
    code = request.args.get("code", "")
    for counter in set_up_view.counters(web.db()):
        if counter.code == code:
            typed = {"rule": "all" if counter.serves_all else "chosen", "is_active": "1" if counter.is_active else ""}
            return _counter_page(Form(typed, {"services": counter.services}), code)
    raise UnknownCounter(counter=code[:40])


@pages.post("/edit")
def change_counter() -> Response:
    """Change a counter, or say beside the form why not."""
    code = request.args.get("code", "")
    form = Form.sent("services")
    by = asking_each_time()
    if form.carry_out(
        lambda: offer_actions.change_counter(
            web.db(),
            web.clock(),
            by,
            code,
            form.text("rule") == "all",
            form.many("services"),
            form.is_ticked("is_active"),
        )
    ):
        return saved(".counters")
    return _counter_page(form, code)


def _counter_page(form: Form, code: str | None) -> Response:
    return web.page("set_up_counter.html", form.status, form=form, code=code, offer=offer_view.whole_offer(web.db()))
