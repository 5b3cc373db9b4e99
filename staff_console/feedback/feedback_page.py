"""Customer feedback: the hall's month, one's own means, and what staff observed themselves."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking, employee
from staff_console.page.form import SAVED, Form
from storeops.base.i18n import N_, translate
from storeops.base.typed_text import LONGEST_NOTE
from storeops.quality.feedback import feedback_view
from storeops.quality.feedback.predictors import PREDICTOR_DEFINITIONS, PREDICTOR_NAMES, Predictor, PredictorTest
from storeops.quality.heard.observed_actions import note_observed
from storeops.quality.heard.observed_kinds import OBSERVED_KINDS
from storeops.quality.heard.observed_view import observing_choices
from storeops.quality.ratings.moments import Place
from storeops.web import request as web

pages = Blueprint("feedback", __name__, url_prefix="/feedback")

PLACES: dict[Place, str] = {
    Place.KIOSK: N_("Kiosk screen"),
    Place.PHONE: N_("Phone page"),
    Place.PAD: N_("Pad at the counter"),
    Place.TABLET: N_("Duty manager's tablet"),
    Place.API: N_("Other program"),
}
SHOWN_SCORES = (Predictor.PEAK_END, Predictor.AVERAGE, Predictor.PEAK_END_2)
"""Always shown, whichever of the five is the headline."""


@pages.app_template_filter("tenths")
def tenths(value: float | None) -> str:
    """A number with one decimal; "-" where there is none."""
    return "-" if value is None else f"{value:.1f}"


@pages.get("")
def page() -> Response:
    """What customers said in the month of the address, this month unless one is named; BadValue."""
    now = web.clock().now()
    months = feedback_view.months_to_show(web.db(), now)
    month = request.args.get("month") or months[0]
    found = feedback_view.month_feedback(web.db(), month, now)
    return web.page(
        "feedback_month.html",
        found=found,
        months=months if month in months else [month, *months],
        test_words=_test_words(found.test),
        shown_scores=SHOWN_SCORES,
        PREDICTOR_NAMES=PREDICTOR_NAMES,
        PREDICTOR_DEFINITIONS=PREDICTOR_DEFINITIONS,
        OBSERVED_KINDS=OBSERVED_KINDS,
        PLACES=PLACES,
    )


@pages.get("/mine")
def mine() -> Response:
    """What customers said of whoever is signed in, as means."""
    now = web.clock().now()
    return web.page("feedback_mine.html", found=feedback_view.clerk_feedback(web.db(), employee().code, now))


@pages.get("/observed")
def observe() -> Response:
    """The empty form for what somebody saw or heard."""
    return _observed_page(Form())


@pages.post("/observed")
def add_observed() -> Response:
    """Write down what somebody saw or heard, or say beside the form why not."""
    form = Form.sent()
    by = asking()
    is_done = form.carry_out(
        lambda: note_observed(
            web.db(),
            web.clock(),
            by,
            employee().code,
            form.text("moment"),
            form.text("kind"),
            form.text("note"),
            form.text("employee") or None,
            form.text("number").upper() or None,
        )
    )
    if not is_done:
        return _observed_page(form)
    flash(translate(web.language(), SAVED))
    return redirect(url_for(".observe"), 303)


def _observed_page(form: Form) -> Response:
    return web.page(
        "feedback_observed.html",
        form.status,
        form=form,
        choices=observing_choices(web.db()),
        OBSERVED_KINDS=OBSERVED_KINDS,
        LONGEST_NOTE=LONGEST_NOTE,
    )


def _test_words(test: PredictorTest) -> str:
    """The answer of the month's test in the reader's language."""
    values = test.values
    if test.best is not None:
        values["best"] = translate(web.language(), PREDICTOR_NAMES[test.best])
    return translate(web.language(), test.sentence, values)
