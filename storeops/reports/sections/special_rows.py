"""Customers of the special segments. Named SQL."""

from collections.abc import Callable

from sqlite_utils import Database

from storeops.measuring.facts import LegFact, Second, VisitFact
from storeops.measuring.handling_rows import second

_OF_DAYS = "ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void'"


def count_by_segment(db: Database, first_day: str, last_day: str) -> dict[tuple[str, bool], int]:
    """How many tickets each segment had in these business days, both included, by whether they ended served."""
    rows = db.execute(
        f"SELECT segment, state = 'served', count(*) FROM ticket WHERE {_OF_DAYS} GROUP BY 1, 2", (first_day, last_day)
    ).fetchall()
    return {(row[0], bool(row[1])): row[2] for row in rows}


def served_assisted(
    db: Database, first_day: str, last_day: str, opens_at: Callable[[str], Second | None]
) -> list[VisitFact]:
    """The visits of customers who needed help and were served, each with its first leg alone."""
    rows = db.execute(
        f"SELECT ticket.business_day, ticket.number, {second('ticket.issued_at')}, {second('ticket.booked_at')},"
        f" {second('ticket.due_at')}, {second('ticket.ended_at')}, service.code, {second('leg.queued_at')},"
        f" {second('leg.first_called_at')}, {second('leg.last_called_at')}, {second('leg.started_at')},"
        f" {second('leg.ended_at')}, leg.outcome, leg.left_open"
        " FROM ticket"
        " JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index ="
        " (SELECT min(leg_index) FROM leg WHERE ticket_id = ticket.id AND outcome IS NOT 'void')"
        " JOIN service ON service.id = leg.service_id"
        f" WHERE {_OF_DAYS} AND ticket.segment = 'assisted' AND ticket.state = 'served'",
        (first_day, last_day),
    ).fetchall()
    found = []
    for row in rows:
        values = [row[6], *row[7:12], None, None, row[12], bool(row[13]), ()]
        visit = [*row[:2], "assisted", "served", *row[2:6], None, None, row[6], opens_at(row[0]), [LegFact(*values)]]
        found.append(VisitFact(*visit))
    return found
