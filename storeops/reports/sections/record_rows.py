"""How complete and how plausible the records of some days are. Named SQL."""

from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp

_TICKETS = """
SELECT count(*) FILTER (WHERE state <> 'void'),
       count(*) FILTER (WHERE state = 'void'),
       count(*) FILTER (WHERE state <> 'void' AND is_imported = 1),
       count(*) FILTER (WHERE state = 'served' AND is_imported = 0),
       count(*) FILTER (WHERE state = 'served' AND is_imported = 0 AND NOT EXISTS (
         SELECT 1 FROM prompt WHERE prompt.ticket_id = ticket.id AND prompt.why_shown = 'end'))
FROM ticket WHERE business_day BETWEEN ? AND ?
"""
# The cross joins fix the order: from the tickets of the days down.
_LEGS = """
SELECT count(*) FILTER (WHERE leg.left_open = 1),
       count(*) FILTER (WHERE leg.started_at IS NOT NULL AND leg.employee_id IS NULL),
       coalesce(sum((SELECT count(*) FROM leg_transaction
                     WHERE leg_transaction.leg_id = leg.id AND leg_transaction.outcome = 'unfinished')), 0)
FROM ticket CROSS JOIN leg ON leg.ticket_id = ticket.id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void' AND leg.outcome IS NOT 'void'
"""
_COUNTERS = """
SELECT count(*) FROM signed_in_span WHERE signed_in_at >= ? AND signed_in_at < ? AND left_open = 1
"""
# The journal has no index by time, and its numbers run with time: the days' own tickets show between which numbers to
# look, and the time tells what was written of them later. Imported events tell another time than that of their writing.
_NUMBERS = """
SELECT (SELECT min(seq) FROM event WHERE ticket_id = earliest), (SELECT max(seq) FROM event WHERE ticket_id = latest)
FROM (SELECT min(id) AS earliest, max(id) AS latest FROM ticket
      WHERE business_day BETWEEN ? AND ? AND is_imported = 0)
"""
_JUMPS = """
SELECT count(*) FROM event JOIN event AS before ON before.seq = event.seq - 1
WHERE event.seq > ? AND event.seq <= ? AND event.at >= ? AND event.at < ? AND event.at < before.at
  AND event.is_imported = 0 AND before.is_imported = 0
"""


class TicketCounts(NamedTuple):
    """`issued` leaves void ones out. `closes`: served to their end here; `unasked`: those without closing question."""

    issued: int
    void: int
    imported: int
    closes: int
    unasked: int


class LegCounts(NamedTuple):
    """`left_open`: closed by the system. `without_employee`: started by nobody known."""

    left_open: int
    without_employee: int
    unfinished_transactions: int


def tickets(db: Database, first_day: str, last_day: str) -> TicketCounts:
    """The tickets of these business days, both included."""
    return TicketCounts(*db.execute(_TICKETS, (first_day, last_day)).fetchone())


def legs(db: Database, first_day: str, last_day: str) -> LegCounts:
    """The legs of these business days, both included; void ones are left out."""
    return LegCounts(*db.execute(_LEGS, (first_day, last_day)).fetchone())


def counters_left_open(db: Database, begin: datetime, until: datetime) -> int:
    """How many sign-ins from `begin` to `until` the system had to end."""
    return int(db.execute(_COUNTERS, (stamp(begin), stamp(until))).fetchone()[0])


def clock_jumps(db: Database, first_day: str, last_day: str, begin: datetime, until: datetime) -> int:
    """How many events from `begin` to `until` tell an earlier time than the event written just before them.

    The business days from the first to the last are those between the two instants.
    """
    first, last = db.execute(_NUMBERS, (first_day, last_day)).fetchone()
    if first is None:
        return 0
    return int(db.execute(_JUMPS, (first, last, stamp(begin), stamp(until))).fetchone()[0])


Names = dict[str, dict[str, object]]


def services(db: Database) -> Names:
    """Every service by its code, those no longer offered included: names, target in seconds or None, category."""
    rows = db.execute(
        "SELECT service.code, service.name_zh, service.name_en, service.target_seconds, category.code"
        " FROM service JOIN category ON category.id = service.category_id ORDER BY category.position, service.position"
    ).fetchall()
    return {row[0]: {"zh": row[1], "en": row[2], "target_seconds": row[3], "category": row[4]} for row in rows}


def categories(db: Database) -> Names:
    """Every category by its code."""
    rows = db.execute("SELECT code, name_zh, name_en FROM category ORDER BY position").fetchall()
    return {row[0]: {"zh": row[1], "en": row[2]} for row in rows}


def moments(db: Database) -> Names:
    """Every key moment by its code, in the order of a visit."""
    rows = db.execute("SELECT code, name_zh, name_en FROM moment ORDER BY position").fetchall()
    return {row[0]: {"zh": row[1], "en": row[2]} for row in rows}


def employees(db: Database) -> dict[str, str]:
    """Everybody's name by number, those who left included."""
    return dict(db.execute("SELECT code, name FROM employee ORDER BY code").fetchall())
