"""Low ratings on the hall page: taken, closed, and the question put to the customer on the duty manager's tablet."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.hall import hall_page
from staff_console.page.doors import asking, employee, needs
from storeops.base.actor import CUSTOMER
from storeops.base.errors import StoreOpsError
from storeops.base.whole_number import row_id
from storeops.people.roles import Permission
from storeops.quality.duty import recovery_actions, recovery_view
from storeops.quality.duty.recovery_outcomes import RECOVERY_OUTCOMES
from storeops.quality.duty.recovery_view import RecoveryQuestion
from storeops.quality.duty.refusals import UnknownRecovery
from storeops.quality.ratings import rating_actions as customers_answer
from storeops.quality.ratings.moments import LOW_REASONS, Moment, Place
from storeops.web import request as web

WORDS = {"RECOVERY_OUTCOMES": RECOVERY_OUTCOMES, "LOW_REASONS": LOW_REASONS}
"""What the hall page says of low ratings."""


pages = Blueprint("recovery", __name__, url_prefix="/recovery")
pages.register_error_handler(StoreOpsError, hall_page.refused)
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(WORDS))


@pages.post("/<task>/take")
@needs(Permission.RUN_FLOOR)
def take(task: str) -> Response:
    """Whoever is signed in goes to the customer."""
    recovery_actions.take(web.db(), web.clock(), asking(), row_id(task), employee().code)
    return hall_page.done()


@pages.post("/<task>/close")
@needs(Permission.RUN_FLOOR)
def close(task: str) -> Response:
    """Say how it ended."""
    outcome, note = request.form.get("outcome", ""), request.form.get("note", "").strip()
    recovery_actions.close(web.db(), web.clock(), asking(), row_id(task), employee().code, outcome, note)
    return hall_page.done()


@pages.get("/<task>/ask")
@needs(Permission.RUN_FLOOR)
def ask(task: str) -> Response:
    """The question, or thanks for the answer; nothing of the staff's stands beside it. UnknownRecovery."""
    return _ask(_question(task))


@pages.post("/<task>/ask")
@needs(Permission.RUN_FLOOR)
def answer(task: str) -> Response:
    """The customer taps a face."""
    question = _question(task)
    by = web.asked_by(CUSTOMER.name, request.form.get("idempotency_key"))
    try:
        rating = customers_answer.tap(
            web.db(),
            web.clock(),
            by,
            question.token,
            Moment.RECOVERY,
            row_id(request.form.get("value", "")),
            Place.TABLET,
        )
    except StoreOpsError as refusal:
        return _ask(question, refusal)
    return redirect(url_for(".ask", task=task, rating=rating, lang=request.args.get("lang")), 303)


@pages.post("/<task>/undo")
@needs(Permission.RUN_FLOOR)
def undo(task: str) -> Response:
    """The customer takes the tap back and may tap again."""
    question = _question(task)
    rating = row_id(request.form.get("rating", ""))
    try:
        customers_answer.undo(web.db(), web.clock(), CUSTOMER, question.token, rating)
    except StoreOpsError as refusal:
        return _ask(question, refusal)
    return redirect(url_for(".ask", task=task, lang=request.args.get("lang")), 303)


def _question(task: str) -> RecoveryQuestion:
    question = recovery_view.recovery_question(web.db(), row_id(task))
    if question is None:
        raise UnknownRecovery
    if "lang" not in request.args:
        web.read_in(question.language)
    return question


def _ask(question: RecoveryQuestion, refusal: StoreOpsError | None = None) -> Response:
    return web.page(
        "recovery_ask.html",
        refusal.status if refusal else 200,
        question=question,
        rating=request.args.get("rating"),
        sentence=web.spoken(refusal) if refusal else None,
    )
