"""Taking back what a device issued: a finger that played at a kiosk, or a script that ran wild."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking
from storeops.base.actor import CUSTOMER
from storeops.base.errors import BadValue
from storeops.base.i18n import N_, translate
from storeops.base.whole_number import whole_number
from storeops.people.devices import device_of
from storeops.queueing import issuers_view
from storeops.queueing.issue import void_issued_by
from storeops.queueing.issue_pace import MOST_MINUTES_BACK
from storeops.web import request as web

pages = Blueprint("hall_void", __name__, url_prefix="/duty/void-issued")


def device_name(device: str) -> str:
    """What the hall calls a device of the journal."""
    if device == CUSTOMER.name:
        return translate(web.language(), N_("Kiosks without enrolment"))
    return device_of(device) or device


pages.record_once(lambda setup: setup.app.jinja_env.filters.update(device_name=device_name))


@pages.get("")
def page() -> str:
    """The devices that issued lately; and, for one that is chosen, what would be taken back."""
    now = web.clock().now()
    device = request.args.get("device")
    chosen = issuers_view.voidable(web.db(), now, device, _minutes(request.args)) if device else None
    return render_template(
        "hall_void.html",
        issuers=issuers_view.issuers(web.db(), now),
        chosen=chosen,
        minutes_back=issuers_view.MINUTES_BACK,
        usual_minutes=issuers_view.USUAL_MINUTES,
    )


@pages.post("")
def void() -> Response:
    """Take it back."""
    device = request.form.get("device", "")
    count = void_issued_by(web.db(), web.clock(), asking(), device, _minutes(request.form))
    words = translate(web.language(), N_("%(n)s tickets voided."), {"n": count})
    flash(words)
    return redirect(url_for(".page"), 303)


def _minutes(sent: dict[str, str]) -> int:
    text = sent.get("minutes", "")
    minutes = whole_number(text) if text else issuers_view.USUAL_MINUTES
    if minutes is None:
        raise BadValue(N_("Enter a whole number of minutes from 1 to %(most)s."), most=MOST_MINUTES_BACK)
    return minutes
