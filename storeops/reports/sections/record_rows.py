"""How complete and how plausible the records of some days are. Named SQL."""

from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows

_VISITS = """
SELECT count(*) AS issued,
       count(*) FILTER (WHERE is_imported = 1) AS imported,
       count(*) FILTER (WHERE state = 'served' AND is_imported = 0) AS closes,
       count(*) FILTER (WHERE state = 'served' AND is_imported = 0 AND NOT EXISTS (
         SELECT 1 FROM prompt WHERE prompt.ticket_id = visit.id AND prompt.why_shown = 'end')) AS unasked
FROM visit WHERE business_day BETWEEN ? AND ?
"""
_COUNTERS = """
SELECT count(*) FROM signed_in_span WHERE signed_in_at >= ? AND signed_in_at < ? AND left_open = 1
"""
# The journal has no index by time, and its numbers run with time: the days' own tickets show between which numbers to
# look, and the time tells what was written of them later. Imported events tell another time than that of their writing.
_NUMBERS = """
SELECT (SELECT min(seq) FROM event WHERE ticket_id = earliest) AS first,
       (SELECT max(seq) FROM event WHERE ticket_id = latest) AS last
FROM (SELECT min(id) AS earliest, max(id) AS latest FROM ticket
      WHERE business_day BETWEEN ? AND ? AND is_imported = 0)
"""
_JUMPS = """
SELECT count(*) FROM event JOIN event AS before ON before.seq = event.seq - 1
WHERE event.seq > ? AND event.seq <= ? AND event.at >= ? AND event.at < ? AND event.at < before.at
  AND event.is_imported = 0 AND before.is_imported = 0
"""


# Imported legs tell what another system's clocks recorded, within what its format lets pass.
_TURNED_AROUND = """
SELECT count(*) FROM visit WHERE business_day BETWEEN ? AND ? AND is_imported = 0 AND (
  ended_at < issued_at
  OR EXISTS (SELECT 1 FROM leg WHERE leg.ticket_id = visit.id AND (
       first_called_at < queued_at OR started_at < last_called_at OR ended_at < started_at))
  OR EXISTS (SELECT 1 FROM leg CROSS JOIN leg_transaction AS done ON done.leg_id = leg.id
             WHERE leg.ticket_id = visit.id AND done.ended_at < done.started_at))
"""


class VisitCounts(NamedTuple):
    """`closes`: served to their end here; `unasked`: those of them without closing question."""

    issued: int
    imported: int
    closes: int
    unasked: int


class _EventNumbers(NamedTuple):
    """The first and the last; None where there is no event."""

    first: int | None
    last: int | None


def visits(db: Database, first_day: str, last_day: str) -> VisitCounts:
    """The visits of these business days, both included; void tickets are none."""
    (counts,) = rows.many(db, VisitCounts, _VISITS, (first_day, last_day))
    return counts


def void_tickets(db: Database, first_day: str, last_day: str) -> int:
    """How many tickets of these business days, both included, never happened."""
    sql = "SELECT count(*) FROM ticket WHERE business_day BETWEEN ? AND ? AND state = 'void'"
    return int(rows.scalar(db, sql, (first_day, last_day)))


def counters_left_open(db: Database, begin: datetime, until: datetime) -> int:
    """How many sign-ins from `begin` to `until` the system had to end."""
    return int(rows.scalar(db, _COUNTERS, (stamp(begin), stamp(until))))


def clock_jumps(db: Database, first_day: str, last_day: str, begin: datetime, until: datetime) -> int:
    """How many events from `begin` to `until` tell an earlier time than the event written just before them.

    The business days from the first to the last are those between the two instants.
    """
    (numbers,) = rows.many(db, _EventNumbers, _NUMBERS, (first_day, last_day))
    if numbers.first is None:
        return 0
    return int(rows.scalar(db, _JUMPS, (numbers.first, numbers.last, stamp(begin), stamp(until))))


def turned_around(db: Database, first_day: str, last_day: str) -> int:
    """In how many visits of these business days, both included, something ends before it begins."""
    return int(rows.scalar(db, _TURNED_AROUND, (first_day, last_day)))


Names = dict[str, dict[str, object]]


class _Named(NamedTuple):
    """Something by its code, with its names."""

    code: str
    zh: str
    en: str


class _NamedService(NamedTuple):
    code: str
    zh: str
    en: str
    target_seconds: int | None
    category: str


def services(db: Database) -> Names:
    """Every service by its code, those no longer offered included: names, target in seconds or None, category."""
    found = rows.each(
        db,
        _NamedService,
        "SELECT service.code AS code, service.name_zh AS zh, service.name_en AS en, service.target_seconds,"
        " category.code AS category"
        " FROM service JOIN category ON category.id = service.category_id ORDER BY category.position, service.position",
    )
    return {
        own.code: {"zh": own.zh, "en": own.en, "target_seconds": own.target_seconds, "category": own.category}
        for own in found
    }


def categories(db: Database) -> Names:
    """Every category by its code."""
    return _names(db, "SELECT code, name_zh AS zh, name_en AS en FROM category ORDER BY position")


def _names(db: Database, sql: str) -> Names:
    return {own.code: {"zh": own.zh, "en": own.en} for own in rows.each(db, _Named, sql)}
