"""The clock of the hall's computer: what it shows, and saying that it is right."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking
from staff_console.page.form import Form
from storeops.base.i18n import N_, translate
from storeops.hall import clock_view
from storeops.hall.clock_actions import confirm_time
from storeops.hall.refusals import TimeNotInDoubt
from storeops.web import request as web

pages = Blueprint("hall_clock", __name__, url_prefix="/duty/clock")


@pages.get("")
def page() -> Response:
    """What the clock shows, and when it was set last."""
    return _page(Form())


@pages.post("/confirm")
def confirm() -> Response:
    """The clock is right."""
    form = Form.sent()
    by = asking()
    if not form.carry_out(lambda: confirm_time(web.db(), web.clock(), by), TimeNotInDoubt):
        return _page(form)
    flash(translate(web.language(), N_("The time is confirmed. What waited for it goes on.")))
    return redirect(url_for(".page"), 303)


def _page(form: Form) -> Response:
    return web.page(
        "hall_clock.html",
        form.status,
        form=form,
        now=web.clock().now(),
        doubt=clock_view.open_doubt(web.db()),
        step=clock_view.last_step(web.db()),
    )
