"""Keeping the best answers: add, change and retire a card. Actions."""

from dataclasses import asdict
from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall import offer_rows
from storeops.hall.set_up_rules import changes
from storeops.quality.guideposts import card_rows
from storeops.quality.guideposts.card import CardTexts, given_card
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def add_card(db: HallDatabase, now: datetime, by: Actor, service_code: str, texts: CardTexts) -> int:
    """Add a card behind the last of its service; its id. TextNeeded, UnknownService."""
    texts = given_card(texts)
    service = offer_rows.service_by_code(db, service_code)
    card_id = card_rows.add(db, service.id, texts, now)
    written = traced_rows.written(db, card_rows.TRACED_CARDS, card_id)
    journal.append(db, now, "card_added", by.name, written=written, card=card_id, service=service.code)
    return card_id


@action
def change_card(db: HallDatabase, now: datetime, by: Actor, card_id: int, service_code: str, texts: CardTexts) -> None:
    """Change a card; one that is not active is retired. UnknownCard, TextNeeded, UnknownService."""
    texts = given_card(texts)
    before = card_rows.by_id(db, card_id)
    service = offer_rows.service_by_code(db, service_code)
    changed = changes(
        {**asdict(before.texts), "service": before.service_code}, {**asdict(texts), "service": service.code}
    )
    if changed:
        card_rows.update(db, card_id, service.id, texts, now)
        journal.append(
            db,
            now,
            "card_changed",
            by.name,
            written=traced_rows.written(db, card_rows.TRACED_CARDS, card_id),
            card=card_id,
            service=service.code,
            changed=sorted(changed),
        )
