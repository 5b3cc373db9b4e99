"""Best-answer cards as the set-up shows them. A read model."""

from dataclasses import dataclass

from sqlite_utils import Database

from storeops.hall import offer_rows
from storeops.hall.offer_rows import Service
from storeops.quality.guideposts import card_rows
from storeops.quality.guideposts.card import Card


@dataclass(frozen=True)
class ServiceCards:
    """A service with its cards, retired ones last."""

    service: Service
    cards: list[Card]


def cards_by_service(db: Database) -> list[ServiceCards]:
    """The services that have cards, in the order of the set-up."""
    cards = card_rows.all_cards(db)
    lines = [
        ServiceCards(service, [card for card in cards if card.service_code == service.code])
        for service in offer_rows.all_services(db)
    ]
    return [line for line in lines if line.cards]


def card(db: Database, card_id: int) -> Card:
    """The card of this id; UnknownCard."""
    return card_rows.by_id(db, card_id)
