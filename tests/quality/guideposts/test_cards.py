"""Best-answer cards of a service."""

import json
from dataclasses import replace
from typing import Any

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import TextNeeded
from storeops.hall.refusals import UnknownService
from storeops.quality.guideposts import card_rows
from storeops.quality.guideposts.card import Card, CardTexts
from storeops.quality.guideposts.card_actions import add_card, change_card
from storeops.quality.guideposts.card_view import cards_by_service
from storeops.quality.guideposts.refusals import UnknownCard
from storeops.store.database import HallDatabase
from tests.factories import ADA, everything, last_event, later, rows

ARRIVES = CardTexts("话费多久到账？", "When does the credit arrive?", "一般即时。\n最迟一天。", "At once as a rule.")
INVOICE = CardTexts("能开电子发票吗？", "Electronic invoice?", "可以。", "Yes.")


def shown(db: HallDatabase, service: str) -> list[str]:
    """The questions that the desk shows for a service."""
    service_id = rows(db, "SELECT id FROM service WHERE code = ?", service)[0]["id"]
    return [card.texts.question_en for card in card_rows.shown_for(db, service_id)]


def test_cards_stand_behind_one_another(db: HallDatabase, clock: FrozenClock) -> None:
    first = add_card(db, clock, ADA.actor, "payment", ARRIVES)
    second = add_card(db, clock, ADA.actor, "payment", INVOICE)

    assert shown(db, "payment") == ["When does the credit arrive?", "Electronic invoice?"]
    assert shown(db, "invoice") == []
    assert card_rows.by_id(db, first) == Card(first, "payment", ARRIVES)
    event = last_event(db)
    assert (event["kind"], json.loads(event["data"])) == ("card_added", {"card": second, "service": "payment"})


def test_a_changed_card(db: HallDatabase, clock: FrozenClock) -> None:
    card = add_card(db, clock, ADA.actor, "payment", ARRIVES)
    later(clock, "1m")

    change_card(db, clock, ADA.actor, card, "invoice", replace(ARRIVES, answer_en="Within a day."))

    assert shown(db, "invoice") == ["When does the credit arrive?"]
    assert rows(db, "SELECT changed_at FROM answer_card")[0]["changed_at"] == "2026-03-02T01:01:00.000Z"
    assert json.loads(last_event(db)["data"]) == {
        "card": card,
        "service": "invoice",
        "changed": ["answer_en", "service"],
    }


def test_a_retired_card_is_kept_but_not_shown(db: HallDatabase, clock: FrozenClock) -> None:
    card = add_card(db, clock, ADA.actor, "payment", ARRIVES)

    change_card(db, clock, ADA.actor, card, "payment", replace(ARRIVES, is_active=False))

    assert shown(db, "payment") == []
    assert [line.service.code for line in cards_by_service(db)] == ["payment"]


def test_a_change_that_changes_nothing_writes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    card = add_card(db, clock, ADA.actor, "payment", ARRIVES)
    before = everything(db)

    change_card(db, clock, ADA.actor, card, "payment", ARRIVES)

    assert everything(db) == before


@pytest.mark.parametrize(
    ("field", "text"),
    [("question_zh", ""), ("question_en", "x" * 201), ("answer_zh", " \n "), ("answer_en", "x" * 1001)],
)
def test_a_text_that_cannot_stand_is_refused(db: HallDatabase, clock: FrozenClock, field: str, text: str) -> None:
    changed: dict[str, Any] = {field: text}
    before = everything(db)

    with pytest.raises(TextNeeded) as refused:
        add_card(db, clock, ADA.actor, "payment", replace(ARRIVES, **changed))

    assert refused.value.field == field
    assert everything(db) == before


def test_unknown_services_and_cards_are_refused(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(UnknownService):
        add_card(db, clock, ADA.actor, "nothing", ARRIVES)
    with pytest.raises(UnknownCard):
        change_card(db, clock, ADA.actor, 7, "payment", ARRIVES)

    assert everything(db) == before
