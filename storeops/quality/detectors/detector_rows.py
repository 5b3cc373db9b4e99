"""Loading what the detectors look at, and what came of earlier reviews. Named SQL."""

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, local_instant, stamp
from storeops.base.months import month_days
from storeops.hall import hall_rows
from storeops.measuring.facts import Second, WaitingStretch
from storeops.measuring.handling_rows import HANDLING_SECONDS
from storeops.quality.detectors.detector_facts import (
    AwayFact,
    DetectorFacts,
    InspectedFact,
    MoveFact,
    PadCloseFact,
    ServiceFact,
    TapFact,
    WalkFact,
)
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.store.sql_time import second

QUARTER = 15 * 60
"""Seconds. Every zone is off UTC by whole quarters of an hour, so all of one quarter lie in the same local hour."""
ON_PAD, ANSWERED = 1, 2
"""What became of a closing question, as one number; both together are their sum."""

# Handling in SQL: a whole month in Python takes three times as long.
_SERVICES = f"""
SELECT employee.code, {HANDLING_SECONDS}, service.target_seconds, leg_transaction.class
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN leg_transaction ON leg_transaction.leg_id = leg.id
JOIN service ON service.id = leg_transaction.service_id
LEFT JOIN employee ON employee.id = leg_transaction.employee_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void' AND leg_transaction.outcome = 'finished'
"""
_WALKS = f"""
SELECT employee.code, max({second("leg.started_at")} - {second("leg.last_called_at")}, 0),
       CASE WHEN leg_transaction.outcome = 'finished' THEN {HANDLING_SECONDS} END
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN leg_transaction ON leg_transaction.leg_id = leg.id AND leg_transaction.transaction_index = 0
JOIN employee ON employee.id = leg.employee_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void'
  AND leg.started_at IS NOT NULL AND leg.last_called_at IS NOT NULL
"""
# A reinstated ticket is called by somebody else: only the journal still knows who called it first. With the tickets
# that customers drew themselves there would be half as many moves again.
_MOVES = f"""
SELECT event.ticket_id, event.kind, {second("event.at")}, event.counter_id, employee.code, event.actor,
       {second("ticket.issued_at")}
FROM ticket
JOIN event ON event.ticket_id = ticket.id
LEFT JOIN employee ON employee.id = event.employee_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.is_imported = 0 AND ticket.state <> 'void'
  AND (event.kind IN ('call_next', 'call_ticket', 'finish', 'reopen', 'mark_no_show')
       OR event.kind = 'issue' AND event.actor LIKE 'employee:%')
ORDER BY event.seq
"""
# Who still waits has no end yet; the gaps that are cut out of it have.
_WAITING = f"""
SELECT leg.service_id, {second("leg.queued_at")},
       {second("coalesce(leg.first_called_at, leg.ended_at, '9999-12-31T00:00:00')")}
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.is_imported = 0
"""
_AWAY = f"""
SELECT counter_id, {second("started_at")} FROM counter_span WHERE started_at BETWEEN :begin AND :until
UNION ALL
SELECT counter_id, {second("signed_out_at")} FROM signed_in_span
WHERE counter_id IS NOT NULL AND signed_out_at BETWEEN :begin AND :until
"""
_SERVES = """
SELECT counter.id, counter_service.service_id FROM counter
LEFT JOIN counter_service ON counter_service.counter_id = counter.id
WHERE counter.serves_all = 0
"""
_HAS_QUESTIONS = """
SELECT EXISTS (SELECT 1 FROM ticket JOIN prompt ON prompt.ticket_id = ticket.id
               WHERE ticket.business_day BETWEEN ? AND ? AND prompt.why_shown = 'end')
"""
# The days with their openings, as JSON, come first: whoever came earlier waited from the opening on.
_CLOSES = f"""
SELECT employee.code,
       {second("leg.first_called_at")}
         - max({second("leg.queued_at")}, coalesce({second("ticket.booked_at")}, 0), day.value) > :long_wait,
       {second("ticket.ended_at")} / {QUARTER},
       coalesce((SELECT {ON_PAD} * max(prompt.place = 'pad') + {ANSWERED} * (count(rating.id) > 0)
                 FROM prompt LEFT JOIN rating ON rating.prompt_id = prompt.id AND rating.undone_at IS NULL
                 WHERE prompt.ticket_id = ticket.id AND prompt.why_shown = 'end'), 0)
FROM json_each(:opens_at) AS day
CROSS JOIN ticket ON ticket.business_day = day.key
CROSS JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = 0
JOIN leg AS final ON final.ticket_id = ticket.id AND final.leg_index = ticket.leg_index
JOIN employee ON employee.id = final.employee_id
WHERE ticket.is_imported = 0 AND ticket.state = 'served' AND leg.first_called_at IS NOT NULL
"""
_TAPS = f"""
SELECT employee.code, prompt.counter_id, {second("rating.answered_at")}, rating.value, prompt.why_shown = 'end'
FROM ticket
JOIN rating ON rating.ticket_id = ticket.id
JOIN prompt ON prompt.id = rating.prompt_id
JOIN employee ON employee.id = coalesce(rating.employee_id, prompt.employee_id)
WHERE ticket.business_day BETWEEN ? AND ? AND rating.undone_at IS NULL AND prompt.place = 'pad'
ORDER BY rating.answered_at, rating.id
"""
# CROSS JOIN keeps the order: the planner would walk the marks of all months.
_CHECKS = f"""
SELECT inspector.code, employee.code,
       100.0 * sum(sheet_item.weight * check_mark.mark)
         / sum(CASE WHEN check_mark.mark IS NOT NULL THEN sheet_item.weight END),
       count(*), sum(check_mark.mark IS NULL),
       CASE WHEN spot_check.is_imported = 0 THEN {second("entry.entered_at")} END
FROM spot_check
CROSS JOIN check_version AS latest ON latest.check_id = spot_check.id
  AND latest.version = (SELECT max(version) FROM check_version WHERE check_id = spot_check.id)
CROSS JOIN check_mark ON check_mark.version_id = latest.id
JOIN sheet_item ON sheet_item.id = check_mark.item_id
JOIN check_version AS entry ON entry.check_id = spot_check.id AND entry.version = 1
JOIN employee AS inspector ON inspector.id = spot_check.inspector_id
LEFT JOIN employee ON employee.id = spot_check.employee_id
WHERE spot_check.business_day BETWEEN ? AND ?
GROUP BY spot_check.id
ORDER BY spot_check.checked_at, spot_check.id
"""
_CUSTOMERS = """
SELECT ticket.id, ticket.business_day || ' ' || customer_contact.customer_key
FROM follow_up
JOIN customer_contact ON customer_contact.id = follow_up.contact_id
JOIN ticket ON ticket.id = follow_up.ticket_id
WHERE ticket.business_day BETWEEN ? AND ? AND customer_contact.customer_key IS NOT NULL
"""
_POLICY = """
SELECT body FROM star_policy WHERE name = 'service_stars' AND valid_from <= ?
ORDER BY valid_from DESC, version DESC LIMIT 1
"""


def month_facts(db: Database, month: str, settings: DetectorSettings) -> DetectorFacts:
    """The facts of the business days of a month written YYYY-MM. BadValue for no month."""
    first, last = month_days(month)
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    days = (first.isoformat(), last.isoformat())
    # Those who came in the last hours of the month are served after midnight.
    period = {
        "begin": stamp(local_instant(first, time(0), hall.zone)),
        "until": stamp(local_instant(last + timedelta(days=2), time(0), hall.zone)),
    }
    return DetectorFacts(
        services=_services(db, days),
        walks=list(map(WalkFact._make, db.execute(_WALKS, days))),
        moves=list(map(MoveFact._make, db.execute(_MOVES, days))),
        waiting=list(map(WaitingStretch._make, db.execute(_WAITING, days))),
        away=list(map(AwayFact._make, db.execute(_AWAY, period))),
        serves=_serves(db),
        customers=dict(db.execute(_CUSTOMERS, days).fetchall()),
        has_questions=bool(db.execute(_HAS_QUESTIONS, days).fetchone()[0]),
        closes=_closes(db, first, last, hours, settings.long_wait_seconds),
        taps=list(map(TapFact._make, db.execute(_TAPS, days))),
        checks=list(map(InspectedFact._make, db.execute(_CHECKS, days))),
        band_edges=_band_edges(db, month),
    )


def _services(db: Database, days: tuple[str, str]) -> dict[ServiceFact, int]:
    # Counted as bare rows: a fact is made for each kind of service, not for each service.
    return {ServiceFact._make(row): times for row, times in Counter(db.execute(_SERVICES, days)).items()}


def _serves(db: Database) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for counter_id, service_id in db.execute(_SERVES):
        found[counter_id].update([] if service_id is None else [service_id])
    return {counter_id: frozenset(services) for counter_id, services in found.items()}


def _closes(db: Database, first: date, last: date, hours: OpeningHours, long_wait: int) -> Counter[PadCloseFact]:
    @cache
    def local_hour(quarter: int) -> int:
        return datetime.fromtimestamp(quarter * QUARTER, UTC).astimezone(hours.zone).hour

    values = {"opens_at": json.dumps(_openings(first, last, hours)), "long_wait": long_wait}
    found: Counter[PadCloseFact] = Counter()
    for (employee, is_long, quarter, asked), times in Counter(db.execute(_CLOSES, values)).items():
        close = PadCloseFact(employee, bool(is_long), local_hour(quarter), bool(asked & ON_PAD), bool(asked & ANSWERED))
        found[close] += times
    return found


def _openings(first: date, last: date, hours: OpeningHours) -> dict[str, Second]:
    """The opening of each day; the beginning of all time where the hall never closes."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    openings = {day: hours.opening(day) for day in days}
    return {day.isoformat(): int(opening.timestamp()) if opening else 0 for day, opening in openings.items()}


def _band_edges(db: Database, month: str) -> list[float]:
    row = db.execute(_POLICY, (month,)).fetchone()
    bands: list[dict[str, Any]] = json.loads(row[0])["bands"] if row else []
    return [float(band["least"]) for band in bands]
