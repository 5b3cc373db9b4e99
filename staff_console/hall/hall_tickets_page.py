"""Stopping tickets in the whole hall or of one service, and giving them again."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking
from staff_console.page.form import Form
from storeops.base.i18n import N_, translate
from storeops.hall import offer_view
from storeops.queueing.issuing_stop_actions import resume_issuing, stop_issuing
from storeops.queueing.issuing_stop_view import stop_lines
from storeops.queueing.refusals import IssuingGoesOn, StoppedAlready
from storeops.web import request as web

pages = Blueprint("hall_tickets", __name__, url_prefix="/duty/tickets")


@pages.get("")
def page() -> Response:
    """What is stopped, and a form that stops something."""
    return _page(Form())


@pages.post("/stop")
def stop() -> Response:
    """Give no more tickets of what was chosen, for the reason that was chosen."""
    form = Form.sent()
    by, service = asking(), form.text("service") or None
    if not form.carry_out(
        lambda: stop_issuing(web.db(), web.clock(), by, service, form.text("reason")), StoppedAlready
    ):
        return _page(form)
    flash(translate(web.language(), N_("No more tickets are given there. Kiosk, board and phones say so.")))
    return redirect(url_for(".page"), 303)


@pages.post("/resume")
def resume() -> Response:
    """Give tickets again; somebody else may have done so a moment ago."""
    try:
        resume_issuing(web.db(), web.clock(), asking(), request.form.get("service") or None)
    except IssuingGoesOn as refusal:
        form = Form()
        form.refuse(refusal)
        return _page(form)
    flash(translate(web.language(), N_("Tickets are given again.")))
    return redirect(url_for(".page"), 303)


def _page(form: Form) -> Response:
    stops = stop_lines(web.db(), web.clock().now())
    return web.page("hall_tickets.html", form.status, form=form, stops=stops, offer=offer_view.on_offer(web.db()))
