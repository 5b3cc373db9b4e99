"""Transfers of visits that have ended. Named SQL."""

from sqlite_utils import Database

# The cross joins fix the order: from the tickets of the days down, never from all legs up.
_TRANSFERS = """
SELECT ticket.id, source.code, target.code
FROM ticket
CROSS JOIN leg ON leg.ticket_id = ticket.id AND leg.outcome = 'transferred'
JOIN service AS source ON source.id = leg.service_id
LEFT JOIN leg AS following ON following.ticket_id = ticket.id AND following.leg_index = leg.leg_index + 1
  AND following.outcome IS NOT 'void'
LEFT JOIN service AS target ON target.id = following.service_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state IN ('served', 'no_show', 'cancelled', 'abandoned')
"""


def transfers(db: Database, first_day: str, last_day: str) -> list[tuple[int, str, str | None]]:
    """Each transfer of these business days, both included: ticket, from which service, to which.

    To None: a log does not tell where the customer went.
    """
    rows = db.execute(_TRANSFERS, (first_day, last_day)).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]
