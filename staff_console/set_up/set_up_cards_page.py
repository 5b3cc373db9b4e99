"""Set-up of the best-answer cards: the answer to a frequent question, kept for a service."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import Form, saved
from storeops.base.actor import Actor
from storeops.base.whole_number import whole_number
from storeops.hall import offer_view
from storeops.quality.guideposts import card_actions, card_view
from storeops.quality.guideposts.card import Card, CardTexts
from storeops.quality.guideposts.refusals import UnknownCard
from storeops.web import request as web

pages = Blueprint("set_up_cards", __name__, url_prefix="/setup")


@pages.get("/cards")
def all_cards() -> str:
    """Every card under its service."""
    return render_template("set_up_cards.html", services=card_view.cards_by_service(web.db()))


@pages.get("/cards/new")
def new_card() -> Response:
    """The form of a new card."""
    return _page(Form({"service": request.args.get("service", ""), "is_active": "1"}), None)


@pages.post("/cards/new")
def add_card() -> Response:
    """Add a card, or say beside the form why not."""
    form = Form.sent()
    by = asking_each_time()
    if form.carry_out(lambda: _add(form, by)):
        return saved(".all_cards")
    return _page(form, None)


@pages.get("/cards/edit")
def edit_card() -> Response:
    """The form of a card; UnknownCard."""
    card = _asked_card()
    texts = card.texts
    form = Form(
        {
            "service": card.service_code,
            "question_zh": texts.question_zh,
            "question_en": texts.question_en,
            "answer_zh": texts.answer_zh,
            "answer_en": texts.answer_en,
            "is_active": "1" if texts.is_active else "",
        }
    )
    return _page(form, card)


@pages.post("/cards/edit")
def change_card() -> Response:
    """Change or retire a card, or say beside the form why not."""
    card = _asked_card()
    form = Form.sent()
    by = asking_each_time()
    if form.carry_out(
        lambda: card_actions.change_card(web.db(), web.clock(), by, card.id, form.text("service"), _texts(form))
    ):
        return saved(".all_cards")
    return _page(form, card)


def _add(form: Form, by: Actor) -> None:
    card_actions.add_card(web.db(), web.clock(), by, form.text("service"), _texts(form))


def _asked_card() -> Card:
    number = whole_number(request.args.get("card", ""))
    if number is None:
        raise UnknownCard
    return card_view.card(web.db(), number)


def _texts(form: Form) -> CardTexts:
    return CardTexts(
        question_zh=form.text("question_zh"),
        question_en=form.text("question_en"),
        answer_zh=form.text("answer_zh"),
        answer_en=form.text("answer_en"),
        is_active=form.is_ticked("is_active"),
    )


def _page(form: Form, card: Card | None) -> Response:
    """The form of a card; `card` is the one that is changed, None where one is added."""
    return web.page("set_up_card.html", form.status, form=form, card=card, offer=offer_view.whole_offer(web.db()))
