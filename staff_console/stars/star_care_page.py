"""Care and skill: upheld complaints, booked errors, written praise, contests and training."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking, employee
from staff_console.page.form import Form
from storeops.base.i18n import N_, translate
from storeops.quality.care import care_actions, care_view
from storeops.quality.follow_ups import verdicts_view
from storeops.web import request as web

pages = Blueprint("star_care", __name__, url_prefix="/star-care")

ENTERED = N_("The entry was saved.")


@pages.get("")
def page() -> Response:
    """What waits for a ruling, the latest entries and the two forms."""
    return _page(Form(), Form())


@pages.post("/care")
def enter_care() -> Response:
    """Book an upheld complaint, an error or written praise, or say beside the form why not."""
    form, by, entered_by = Form.sent(), asking(), employee().code
    values = (form.text("employee"), form.day("day"), form.text("kind"), form.text("note"))
    if form.carry_out(lambda: care_actions.enter_care(web.db(), web.clock(), by, entered_by, *values)):
        return _saved()
    return _page(form, Form())


@pages.post("/skill")
def enter_skill() -> Response:
    """Note the result of a contest or of training, or say beside the form why not."""
    form, by, entered_by = Form.sent(), asking(), employee().code
    values = (form.text("employee"), form.day("day"), form.text("kind"), form.text("title"))
    score = form.whole_number("score", 0, 100)
    if form.carry_out(lambda: care_actions.enter_skill(web.db(), web.clock(), by, entered_by, *values, score)):
        return _saved()
    return _page(Form(), form)


def _saved() -> Response:
    flash(translate(web.language(), ENTERED))
    return redirect(url_for(".page"), 303)


def _page(care_form: Form, skill_form: Form) -> Response:
    return web.page(
        "star_care.html",
        max(care_form.status, skill_form.status),
        care_form=care_form,
        skill_form=skill_form,
        employees=[each for each in care_view.employees(web.db()) if each.code != employee().code],
        entries=care_view.latest_entries(web.db()),
        results=care_view.latest_results(web.db()),
        waiting=verdicts_view.waiting_cases(web.db()),
        today=web.today().isoformat(),
    )
