"""Best-answer cards. Named SQL; the caller holds the transaction where one writes."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.guideposts.card import Card, CardTexts
from storeops.quality.guideposts.refusals import UnknownCard

_CARD = """
SELECT answer_card.id, service.code, answer_card.question_zh, answer_card.question_en, answer_card.answer_zh,
       answer_card.answer_en, answer_card.is_active
FROM answer_card JOIN service ON service.id = answer_card.service_id
"""


def _card(row: Any) -> Card:
    return Card(row[0], row[1], CardTexts(row[2], row[3], row[4], row[5], bool(row[6])))


def by_id(db: Database, card_id: int) -> Card:
    """The card of this id; UnknownCard."""
    row = db.execute(_CARD + "WHERE answer_card.id = ?", (card_id,)).fetchone()
    if row is None:
        raise UnknownCard
    return _card(row)


def all_cards(db: Database) -> list[Card]:
    """Every card by service, retired ones last."""
    rows = db.execute(
        _CARD + "ORDER BY service.position, service.id, answer_card.is_active DESC, answer_card.position"
    ).fetchall()
    return [_card(row) for row in rows]


def shown_for(db: Database, service_id: int) -> list[Card]:
    """The cards of a service that the desk shows, in their order."""
    rows = db.execute(
        _CARD + "WHERE answer_card.service_id = ? AND answer_card.is_active = 1 ORDER BY answer_card.position",
        (service_id,),
    ).fetchall()
    return [_card(row) for row in rows]


def add(db: Database, service_id: int, texts: CardTexts, now: datetime) -> int:
    """Insert a card behind the last of its service; its id."""
    row = db.execute(
        "INSERT INTO answer_card (service_id, question_zh, question_en, answer_zh, answer_en, is_active, position,"
        " changed_at) SELECT ?, ?, ?, ?, ?, ?, coalesce(max(position) + 1, 0), ? FROM answer_card WHERE service_id = ?"
        " RETURNING id",
        (service_id, *_values(texts), stamp(now), service_id),
    ).fetchone()
    return int(row[0])


def update(db: Database, card_id: int, service_id: int, texts: CardTexts, now: datetime) -> None:
    """Write a card's service and texts."""
    db.execute(
        "UPDATE answer_card SET service_id = ?, question_zh = ?, question_en = ?, answer_zh = ?, answer_en = ?,"
        " is_active = ?, changed_at = ? WHERE id = ?",
        (service_id, *_values(texts), stamp(now), card_id),
    )


def _values(texts: CardTexts) -> tuple[str | int, ...]:
    return (texts.question_zh, texts.question_en, texts.answer_zh, texts.answer_en, int(texts.is_active))
