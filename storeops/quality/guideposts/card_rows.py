"""Best-answer cards. Named SQL; the caller holds the transaction where one writes."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.guideposts.card import Card, CardTexts
from storeops.quality.guideposts.refusals import UnknownCard
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_CARDS = TracedTable(
    "answer_card",
    (
        *("id", "service_id", "question_zh", "question_en", "answer_zh", "answer_en", "position", "is_active"),
        "changed_at",
    ),
    "FROM answer_card WHERE true",
)

_CARD = """
SELECT answer_card.id, service.code AS service_code, answer_card.question_zh AS "texts.question_zh",
       answer_card.question_en AS "texts.question_en", answer_card.answer_zh AS "texts.answer_zh",
       answer_card.answer_en AS "texts.answer_en", answer_card.is_active AS "texts.is_active"
FROM answer_card JOIN service ON service.id = answer_card.service_id
"""


def by_id(db: Database, card_id: int) -> Card:
    """The card of this id; UnknownCard."""
    card = rows.one(db, Card, _CARD + "WHERE answer_card.id = ?", (card_id,))
    if card is None:
        raise UnknownCard
    return card


def all_cards(db: Database) -> list[Card]:
    """Every card by service, retired ones last."""
    return rows.many(
        db,
        Card,
        _CARD + "ORDER BY service.position, service.id, answer_card.is_active DESC, answer_card.position",
    )


def shown_for(db: Database, service_id: int) -> list[Card]:
    """The cards of a service that the desk shows, in their order."""
    return rows.many(
        db,
        Card,
        _CARD + "WHERE answer_card.service_id = ? AND answer_card.is_active = 1 ORDER BY answer_card.position",
        (service_id,),
    )


def add(db: Database, service_id: int, texts: CardTexts, now: datetime) -> int:
    """Insert a card behind the last of its service; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO answer_card (service_id, question_zh, question_en, answer_zh, answer_en, is_active, position,"
        " changed_at) SELECT ?, ?, ?, ?, ?, ?, coalesce(max(position) + 1, 0), ? FROM answer_card WHERE service_id = ?"
        " RETURNING id",
        (service_id, *_values(texts), stamp(now), service_id),
    )
    return int(added)


def update(db: Database, card_id: int, service_id: int, texts: CardTexts, now: datetime) -> None:
    """Write a card's service and texts."""
    db.execute(
        "UPDATE answer_card SET service_id = ?, question_zh = ?, question_en = ?, answer_zh = ?, answer_en = ?,"
        " is_active = ?, changed_at = ? WHERE id = ?",
        (service_id, *_values(texts), stamp(now), card_id),
    )


def _values(texts: CardTexts) -> tuple[str | int, ...]:
    return (texts.question_zh, texts.question_en, texts.answer_zh, texts.answer_en, int(texts.is_active))
