"""Loading what the detectors look at, and what came of earlier reviews. Named SQL."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import starmap
from typing import Any

from sqlite_utils import Database

from storeops.business_time import OpeningHours, local_instant, stamp
from storeops.hall import hall_rows
from storeops.months import month_days
from storeops.quality.detectors.facts import (
    AwayFact,
    CheckFact,
    CloseFact,
    MonthFacts,
    MoveFact,
    ServiceFact,
    TapFact,
    WalkFact,
)
from storeops.queueing.handling_rows import HANDLING_SECONDS, second
from storeops.reports.facts import Second, WaitingStretch

QUARTER = 15 * 60
"""Seconds. Every zone is off UTC by whole quarters of an hour, so all of one quarter lie in the same local hour."""


# Handling in SQL: a whole month in Python takes three times as long.
_TRANSACTIONS = f"""
SELECT own.code, CASE WHEN leg_transaction.outcome = 'finished' THEN {HANDLING_SECONDS} END,
       service.target_seconds, leg_transaction.class,
       CASE WHEN leg_transaction.transaction_index = 0 THEN caller.code END,
       max({second("leg.started_at")} - {second("leg.last_called_at")}, 0)
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN leg_transaction ON leg_transaction.leg_id = leg.id
JOIN service ON service.id = leg_transaction.service_id
LEFT JOIN employee AS own ON own.id = leg_transaction.employee_id
LEFT JOIN employee AS caller ON caller.id = leg.employee_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void'
"""
# A reinstated ticket is called by somebody else: only the journal still knows who called it first.
_MOVES = f"""
SELECT event.ticket_id, event.kind, {second("event.at")}, event.counter_id, employee.code, event.actor
FROM ticket
JOIN event ON event.ticket_id = ticket.id
LEFT JOIN employee ON employee.id = event.employee_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.is_imported = 0 AND ticket.state <> 'void'
  AND event.kind IN ('issue', 'call_next', 'call_ticket', 'finish', 'reopen', 'mark_no_show')
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
_CLOSES = f"""
SELECT ticket.id, ticket.business_day, employee.code, {second("leg.queued_at")}, {second("ticket.booked_at")},
       {second("leg.first_called_at")}, {second("ticket.ended_at")}
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = 0
JOIN leg AS final ON final.ticket_id = ticket.id AND final.leg_index = ticket.leg_index
JOIN employee ON employee.id = final.employee_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.is_imported = 0 AND ticket.state = 'served'
  AND leg.first_called_at IS NOT NULL
"""
_QUESTIONS = """
SELECT prompt.ticket_id, max(prompt.place = 'pad'), max(rating.id IS NOT NULL)
FROM ticket
JOIN prompt ON prompt.ticket_id = ticket.id
LEFT JOIN rating ON rating.prompt_id = prompt.id AND rating.undone_at IS NULL
WHERE ticket.business_day BETWEEN ? AND ? AND prompt.why_shown = 'end'
GROUP BY prompt.ticket_id
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


def month_facts(db: Database, month: str) -> MonthFacts:
    """The facts of the business days of a month written YYYY-MM. BadValue for no month."""
    first, last = month_days(month)
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    days = (first.isoformat(), last.isoformat())
    services, walks = _services_and_walks(db, days)
    questions = {row[0]: (bool(row[1]), bool(row[2])) for row in db.execute(_QUESTIONS, days)}
    # Those who came in the last hours of the month are served after midnight.
    period = {
        "begin": stamp(local_instant(first, time(0), hall.zone)),
        "until": stamp(local_instant(last + timedelta(days=2), time(0), hall.zone)),
    }
    return MonthFacts(
        services=services,
        walks=walks,
        moves=list(map(MoveFact._make, db.execute(_MOVES, days))),
        waiting=list(starmap(WaitingStretch, db.execute(_WAITING, days))),
        away=list(map(AwayFact._make, db.execute(_AWAY, period))),
        serves=_serves(db),
        customers=dict(db.execute(_CUSTOMERS, days).fetchall()),
        has_questions=bool(questions),
        closes=_closes(db, days, hours, questions),
        taps=list(map(TapFact._make, db.execute(_TAPS, days))),
        checks=list(map(CheckFact._make, db.execute(_CHECKS, days))),
        band_edges=_band_edges(db, month),
    )


def _services_and_walks(db: Database, days: tuple[str, str]) -> tuple[list[ServiceFact], list[WalkFact]]:
    found = db.execute(_TRANSACTIONS, days).fetchall()
    services = [ServiceFact._make(row[:4]) for row in found if row[1] is not None]
    walks = [WalkFact(row[4], row[5], row[1]) for row in found if row[4] is not None and row[5] is not None]
    return services, walks


def _serves(db: Database) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for counter_id, service_id in db.execute(_SERVES):
        found[counter_id].update([] if service_id is None else [service_id])
    return {counter_id: frozenset(services) for counter_id, services in found.items()}


def _closes(
    db: Database, days: tuple[str, str], hours: OpeningHours, questions: dict[int, tuple[bool, bool]]
) -> list[CloseFact]:
    @cache
    def opens_at(day: str) -> Second:
        opening = hours.opening(date.fromisoformat(day))
        return int(opening.timestamp()) if opening else 0

    @cache
    def local_hour(quarter: int) -> int:
        return datetime.fromtimestamp(quarter * QUARTER, UTC).astimezone(hours.zone).hour

    closes = []
    for ticket_id, day, employee, queued_at, booked_at, called_at, ended_at in db.execute(_CLOSES, days):
        waited = max(called_at - max(queued_at, booked_at or 0, opens_at(day)), 0)
        on_pad, is_answered = questions.get(ticket_id, (False, False))
        closes.append(CloseFact(employee, waited, local_hour(ended_at // QUARTER), on_pad, is_answered))
    return closes


def _band_edges(db: Database, month: str) -> list[float]:
    row = db.execute(_POLICY, (month,)).fetchone()
    bands: list[dict[str, Any]] = json.loads(row[0])["bands"] if row else []
    return [float(band["least"]) for band in bands]
