"""Answers in doubt: those of phones that answered for many visits of a day, and whether they count."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking, employee
from staff_console.page.form import SAVED, Form
from storeops.base.errors import ChoiceNeeded
from storeops.base.i18n import translate
from storeops.base.typed_text import LONGEST_NOTE
from storeops.base.whole_number import row_id
from storeops.quality.ratings import doubts_view
from storeops.quality.ratings.doubt_actions import decide_doubt
from storeops.quality.ratings.phone_mark import VISITS_OF_A_BROWSER
from storeops.web import request as web

pages = Blueprint("doubts", __name__, url_prefix="/feedback/doubts")

DECISIONS = {"accept": True, "leave_out": False}
"""Whether the answers count, by the button that was pressed."""


@pages.get("")
def page() -> Response:
    """The answers that wait for a decision, and the latest decisions."""
    return _page({})


@pages.post("/<first>")
def decide(first: str) -> Response:
    """Let the answers of one phone and day count or leave them out, or say beside the form why not. UnknownDoubt."""
    form, first_id, by = Form.sent(), row_id(first), asking()

    if form.text("decision") not in DECISIONS:
        form.refuse(ChoiceNeeded("decision"))
    is_accepted = DECISIONS.get(form.text("decision"), False)

    def act() -> None:
        decide_doubt(web.db(), web.clock(), by, employee().code, first_id, is_accepted, request.form.get("note", ""))

    if form.carry_out(act):
        flash(translate(web.language(), SAVED))
        return redirect(url_for(".page"), 303)
    return _page({first_id: form})


def _page(forms: dict[int, Form]) -> Response:
    return web.page(
        "feedback_doubts.html",
        max((form.status for form in forms.values()), default=200),
        found=doubts_view.doubts(web.db()),
        forms=forms,
        empty=Form(),
        free_visits=VISITS_OF_A_BROWSER,
        LONGEST_NOTE=LONGEST_NOTE,
    )
