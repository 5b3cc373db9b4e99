"""The retention desk: recording a customer who wants to leave, and what the month is composed of."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking, employee
from staff_console.page.form import SAVED, Form
from storeops.base.i18n import translate
from storeops.people.roles import Permission, may
from storeops.quality.heard.retention_actions import record_retention
from storeops.quality.heard.retention_choices import CHOICES
from storeops.quality.heard.retention_view import month_of_retention
from storeops.web import request as web

pages = Blueprint("retention", __name__, url_prefix="/retention")


@pages.get("")
def page() -> Response:
    """The form, and for those who see the quality of the hall the month asked for."""
    return _page(Form({"ticket": request.args.get("ticket", "")}))


@pages.post("")
def record() -> Response:
    """Record a case, or say beside the form why not."""
    form = Form.sent()
    by = asking()

    def act() -> None:
        record_retention(
            web.db(),
            web.clock(),
            by,
            employee().code,
            form.text("ticket") or None,
            reason=form.text("reason"),
            leaving_for=form.text("leaving_for"),
            offer=form.text("offer"),
            outcome=form.text("outcome"),
            note=form.text("note"),
        )

    if form.carry_out(act):
        flash(translate(web.language(), SAVED))
        return redirect(url_for(".page"), 303)
    return _page(form)


def _page(form: Form) -> Response:
    month = None
    if may(employee().role, Permission.SEE_QUALITY):
        month = month_of_retention(web.db(), web.clock().now(), request.args.get("month"))
    return web.page("retention.html", form.status, form=form, choices=CHOICES, month=month)
