"""What the public screens read: who waits, who was called, and the language of a ticket. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.i18n import Language
from storeops.queueing.announcement import AnnouncedCall
from storeops.store import rows


@dataclass(frozen=True)
class WaitingTicket:
    number: str
    category_id: int
    service_id: int


def waiting(db: Database) -> list[WaitingTicket]:
    """Every waiting ticket in call order."""
    return rows.many(
        db,
        WaitingTicket,
        "SELECT ticket.number, service.category_id, ticket.service_id FROM ticket"
        " JOIN service ON service.id = ticket.service_id"
        " WHERE ticket.ended_at IS NULL AND ticket.state = 'waiting' ORDER BY ticket.order_at, ticket.id",
    )


_CALL = """
SELECT event.seq, event.at AS called_at, json_extract(event.data, '$.number') AS number,
       json_extract(event.data, '$.counter') AS counter, ticket.state, leg.announced_at IS NOT NULL AS is_announced,
       event.seq = (SELECT max(later.seq) FROM event AS later WHERE later.ticket_id = ticket.id
                    AND later.kind IN ('call_next', 'call_ticket', 'recall')) AS is_latest
FROM event
JOIN ticket ON ticket.id = event.ticket_id
JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index
"""


def calls_between(db: Database, after_seq: int, up_to_seq: int) -> list[AnnouncedCall]:
    """Every call after one event up to another, oldest first; imported history is never called out."""
    return rows.many(
        db,
        AnnouncedCall,
        _CALL + "WHERE event.seq > ? AND event.seq <= ? AND event.is_imported = 0"
        " AND event.kind IN ('call_next', 'call_ticket', 'recall') ORDER BY event.seq",
        (after_seq, up_to_seq),
    )


def latest_calls(db: Database, served_since: datetime, most_served: int) -> list[AnnouncedCall]:
    """The latest call of each ticket that is called or being served, and of the last served since then; newest first.

    It starts from the live tickets and the newest served legs: the journal's end may be a million imported events.
    """
    return rows.many(
        db,
        AnnouncedCall,
        "WITH shown (ticket_id) AS ("
        " SELECT id FROM ticket WHERE ended_at IS NULL AND state IN ('called', 'serving')"
        " UNION SELECT ticket_id FROM (SELECT leg.ticket_id FROM leg JOIN ticket ON ticket.id = leg.ticket_id"
        "   WHERE leg.outcome = 'served' AND leg.left_open = 0 AND leg.ended_at >= :served_since"
        "   AND ticket.is_imported = 0 ORDER BY leg.ended_at DESC LIMIT +:most_served)) "
        + _CALL
        + "WHERE event.seq IN (SELECT (SELECT max(seq) FROM event WHERE ticket_id = shown.ticket_id"
        "   AND kind IN ('call_next', 'call_ticket', 'recall')) FROM shown)"
        " ORDER BY event.seq DESC",
        {"served_since": stamp(served_since), "most_served": most_served},
    )


def language_of(db: Database, ticket_id: int) -> Language:
    """The language in which a ticket was taken."""
    language: Language = rows.scalar(db, "SELECT language FROM ticket WHERE id = ?", (ticket_id,))
    return language
