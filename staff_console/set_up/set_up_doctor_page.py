"""The look over the hall's computer, as the command `doctor` tells it. It reads the whole database: made apart."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.page.heavy_answer import answered_apart
from storeops.web import request as web
from storeops.web.asked_doctor import AskedDoctor

pages = Blueprint("set_up_doctor", __name__, url_prefix="/setup/doctor")

PACES = {"ok": "fine", "look": "near", "bad": "over"}
"""The sign that stands before each verdict."""


@pages.get("")
def page() -> Response:
    """What is so of the hall's computer now and what to do, worst first."""
    asked = AskedDoctor(web.language(), request.is_secure)
    return answered_apart(
        asked, lambda made: web.page("set_up_doctor.html", lines=made.value, paces=PACES, looked_at=web.clock().now())
    )
