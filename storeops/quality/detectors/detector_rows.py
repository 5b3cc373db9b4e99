"""Loading what the detectors look at beside the month's shared facts. Named SQL."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from operator import attrgetter
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, local_instant, stamp
from storeops.base.months import month_days
from storeops.hall import hall_rows
from storeops.measuring.facts import WaitingStretch
from storeops.measuring.wall_clock import QUARTER, wall_clock
from storeops.quality.detectors.detector_facts import (
    AwayFact,
    ClassFact,
    DetectorFacts,
    InspectedFact,
    MoveFact,
    PadCloseFact,
    PadTapFact,
    PhoneAnswerFact,
    ServiceFact,
    TapFact,
    WalkFact,
)
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import FlaggedVisit
from storeops.quality.policy import policy_rows
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.store import rows
from storeops.store.sql_time import second

ON_PAD, ANSWERED = 1, 2
"""What became of a closing question, as one number; both together are their sum."""

# In the order of the fields, and by ids: a month has tens of thousands.
_DONE = """
SELECT employee_id, handling_seconds, service_id, class AS transaction_class, leg_employee_id, walk_seconds
FROM finished_transaction
WHERE business_day BETWEEN ? AND ?
"""
_TARGETS = "SELECT id, target_seconds FROM service"
# Nobody handled anything yet, or to the end, who was called and came: such a walk is in no finished transaction.
_UNFINISHED_WALKS = f"""
SELECT employee.code AS employee,
       max({second("leg.started_at")} - {second("leg.last_called_at")}, 0) AS walk_seconds, NULL AS handling_seconds
FROM counted_leg AS leg
CROSS JOIN leg_transaction AS done ON done.leg_id = leg.id AND done.transaction_index = 0
JOIN employee ON employee.id = leg.employee_id
WHERE leg.business_day BETWEEN ? AND ? AND done.outcome IS NOT 'finished'
  AND leg.started_at IS NOT NULL AND leg.last_called_at IS NOT NULL
"""
# A reinstated ticket is called by somebody else: only the journal still knows who called it first. With the tickets
# that customers drew themselves there would be half as many moves again.
_MOVES = f"""
SELECT event.ticket_id, event.kind, {second("event.at")} AS at, event.counter_id, employee.code AS employee,
       event.actor, CASE event.kind WHEN 'call_ticket' THEN {second("visit.issued_at")} END AS issued_at
FROM visit
JOIN event ON event.ticket_id = visit.id
LEFT JOIN employee ON employee.id = event.employee_id
WHERE visit.business_day BETWEEN ? AND ? AND visit.is_imported = 0
  AND (event.kind IN ('call_next', 'call_ticket', 'finish', 'reopen', 'mark_no_show')
       OR event.kind = 'issue' AND event.actor LIKE 'employee:%')
ORDER BY event.seq
"""
# Who still waits has no end yet; the gaps that are cut out of it have. A ticket that became void waited until then.
_WAITING = f"""
SELECT leg.service_id, {second("leg.queued_at")} AS begins_at,
       {second("coalesce(leg.first_called_at, leg.ended_at, '9999-12-31T00:00:00')")} AS ends_at
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.is_imported = 0
"""
_AWAY = f"""
SELECT counter_id, {second("started_at")} AS begins_at FROM counter_span WHERE started_at BETWEEN :begin AND :until
UNION ALL
SELECT counter_id, {second("signed_out_at")} FROM signed_in_span
WHERE counter_id IS NOT NULL AND signed_out_at BETWEEN :begin AND :until
"""
_SERVES = """
SELECT counter.id AS counter_id, counter_service.service_id FROM counter
LEFT JOIN counter_service ON counter_service.counter_id = counter.id
WHERE counter.serves_all = 0
"""
_HAS_QUESTIONS = """
SELECT EXISTS (SELECT 1 FROM ticket CROSS JOIN prompt ON prompt.ticket_id = ticket.id
               WHERE ticket.business_day BETWEEN ? AND ? AND prompt.why_shown = 'end')
"""
# The days with their spans, as JSON, come first: whoever came earlier waited from the opening on, and most have not
# waited long even from their coming. The taps are a table here: beside an aggregate SQLite would make the whole of the
# view standing_rating first.
_CLOSES = f"""
SELECT final.employee_id,
       {second("leg.first_called_at")} - {second("leg.queued_at")} > :long_wait AND {second("leg.first_called_at")}
         - max({second("leg.queued_at")}, coalesce({second("ticket.booked_at")}, 0),
               {hall_rows.opening_for(second("leg.queued_at"), "day.value")}) > :long_wait
         AS has_long_wait,
       {second("ticket.ended_at")} / {QUARTER} AS ended_quarter,
       coalesce((SELECT {ON_PAD} * max(prompt.place = 'pad') + {ANSWERED} * max(EXISTS (
                   SELECT 1 FROM rating WHERE rating.prompt_id = prompt.id AND rating.undone_at IS NULL
                     AND NOT EXISTS (SELECT 1 FROM doubted_rating
                                     WHERE doubted_rating.rating_id = rating.id
                                       AND doubted_rating.is_accepted IS NOT 1)))
                 FROM prompt WHERE prompt.ticket_id = ticket.id AND prompt.why_shown = 'end'), 0) AS asked
FROM json_each(:spans) AS day
CROSS JOIN ticket ON ticket.business_day = day.key
CROSS JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = 0
JOIN leg AS final ON final.ticket_id = ticket.id AND final.leg_index = ticket.leg_index
WHERE ticket.is_imported = 0 AND ticket.state = 'served' AND leg.first_called_at IS NOT NULL
  AND final.employee_id IS NOT NULL
"""
# What a phone answered is looked at whether or not it counts.
_PHONE_ANSWERS = """
SELECT employee.code AS employee, doubted_rating.first_id AS browser, doubted_rating.is_accepted
FROM visit
CROSS JOIN kept_rating AS tap ON tap.ticket_id = visit.id
LEFT JOIN doubted_rating ON doubted_rating.rating_id = tap.id
LEFT JOIN employee ON employee.id = tap.employee_id
WHERE visit.business_day BETWEEN ? AND ? AND tap.place = 'phone'
"""
# Of the visit only the journal still knows when it ended first: a reopened one ends anew.
_PAD_TAPS = """
SELECT counter.code AS counter,
       EXISTS (SELECT 1 FROM signed_in_span AS span
               WHERE span.counter_id = prompt.counter_id AND span.signed_in_at <= tap.answered_at
                 AND (span.signed_out_at IS NULL OR span.signed_out_at >= tap.answered_at))
       AND EXISTS (SELECT 1 FROM event
                   WHERE event.ticket_id = visit.id AND event.at <= tap.answered_at
                     AND event.kind IN ('finish', CASE WHEN tap.moment = 'waiting' THEN 'start' END)) AS is_attended,
       prompt.place = 'pad'
       AND round(86400000 * (julianday(tap.answered_at) - julianday(prompt.shown_at))) BETWEEN 0 AND :at_once - 1
         AS is_at_once
FROM visit
CROSS JOIN kept_rating AS tap ON tap.ticket_id = visit.id
CROSS JOIN prompt ON prompt.id = tap.prompt_id
JOIN counter ON counter.id = prompt.counter_id
WHERE visit.business_day BETWEEN :first AND :last AND tap.place = 'pad'
"""
# A check that an appeal set aside stays: see docs/decisions/0018.
_CHECKS = f"""
SELECT inspector.code AS inspector, employee.code AS employee, 50.0 * checked.doubled_points / checked.weights AS score,
       (SELECT count(*) FROM check_mark WHERE check_mark.version_id = checked.version_id) AS item_count,
       (SELECT count(*) FROM check_mark WHERE check_mark.version_id = checked.version_id AND check_mark.mark IS NULL)
         AS not_applicable_count,
       CASE WHEN checked.is_imported = 0 THEN {second("entry.entered_at")} END AS entered_at
FROM check_in_force AS checked
JOIN check_version AS entry ON entry.check_id = checked.id AND entry.version = 1
JOIN employee AS inspector ON inspector.id = checked.inspector_id
LEFT JOIN employee ON employee.id = checked.employee_id
WHERE checked.business_day BETWEEN ? AND ?
ORDER BY checked.checked_at, checked.id
"""
_CUSTOMERS = """
SELECT ticket.id AS ticket_id, ticket.business_day || ' ' || customer_contact.customer_key AS customer
FROM follow_up
JOIN customer_contact ON customer_contact.id = follow_up.contact_id
JOIN ticket ON ticket.id = follow_up.ticket_id
WHERE ticket.business_day BETWEEN ? AND ? AND customer_contact.customer_key IS NOT NULL
"""


_VISITS = """
SELECT ticket.id, ticket.number, ticket.business_day AS day FROM json_each(?) AS flagged
CROSS JOIN ticket ON ticket.id = flagged.value
ORDER BY flagged.key
"""


class _Done(NamedTuple):
    """A finished transaction of whoever handled it and, with the first one of a leg, the walk before it.

    `leg_employee_id` is who called, `walk_seconds` from the last call to the start. None: nobody, or not known.
    """

    employee_id: int | None
    handling_seconds: int
    service_id: int
    transaction_class: str
    leg_employee_id: int | None
    walk_seconds: int | None


_ALIKE = attrgetter("employee_id", "handling_seconds", "service_id", "transaction_class")


class _Served(NamedTuple):
    """A service that a counter serves; None for a counter that serves none."""

    counter_id: int
    service_id: int | None


class _Close(NamedTuple):
    """A visit of the hall's own that ended served. `asked` is the sum of what became of its closing question."""

    employee_id: int
    has_long_wait: int
    ended_quarter: int
    asked: int


def month_facts(db: Database, read: MonthRead, settings: DetectorSettings) -> DetectorFacts:
    """The facts of the business days of a month."""
    first, last = month_days(read.month)
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    # Those who came in the last hours of the month are served after midnight.
    period = {
        "begin": stamp(local_instant(first, time(0), hall.zone)),
        "until": stamp(local_instant(last + timedelta(days=2), time(0), hall.zone)),
    }
    services, classes, walks = _handled(db, read)
    return DetectorFacts(
        services=services,
        classes=classes,
        walks=walks,
        moves=rows.many(db, MoveFact, _MOVES, read.days),
        waiting=rows.many(db, WaitingStretch, _WAITING, read.days),
        away=rows.many(db, AwayFact, _AWAY, period),
        serves=_serves(db),
        customers=dict(db.execute(_CUSTOMERS, read.days).fetchall()),
        has_questions=bool(rows.scalar(db, _HAS_QUESTIONS, read.days)),
        closes=_closes(db, read, hours, settings.long_wait_seconds),
        taps=_taps(read),
        phone_answers=Counter(rows.each(db, PhoneAnswerFact, _PHONE_ANSWERS, read.days)),
        pad_taps=_pad_taps(db, read, settings),
        checks=rows.many(db, InspectedFact, _CHECKS, read.days),
        band_edges=[float(band.least) for band in policy_rows.in_force(db, read.month).policy.bands],
    )


def visits(db: Database, ticket_ids: Sequence[int]) -> list[FlaggedVisit]:
    """The visits of these tickets, in this order."""
    return rows.many(db, FlaggedVisit, _VISITS, (json.dumps(ticket_ids),))


def _handled(
    db: Database, read: MonthRead
) -> tuple[Mapping[ServiceFact, int], Mapping[ClassFact, int], list[WalkFact]]:
    """The finished transactions, counted by what they are like and by their class, and the walks before them."""
    codes = read.employee_codes
    targets: dict[int, int | None] = dict(db.execute(_TARGETS).fetchall())
    done = rows.many(db, _Done, _DONE, read.days)
    # A fact is made for each kind of service, not for each service.
    services: Counter[ServiceFact] = Counter()
    of_class: Counter[tuple[str | None, int, str]] = Counter()
    for (employee_id, handling, service_id, transaction_class), times in Counter(map(_ALIKE, done)).items():
        employee = None if employee_id is None else codes[employee_id]
        services[ServiceFact(employee, handling, targets[service_id], transaction_class)] += times
        of_class[employee, service_id, transaction_class] += times
    classes: Counter[ClassFact] = Counter()
    for (employee, service_id, transaction_class), times in of_class.items():
        classes[ClassFact(employee, service_id, transaction_class == "normal")] += times
    walks = [
        WalkFact(codes[caller_id], walk, handling)
        for _, handling, _, _, caller_id, walk in done
        if walk is not None and caller_id is not None
    ]
    return services, classes, [*walks, *rows.each(db, WalkFact, _UNFINISHED_WALKS, read.days)]


def _taps(read: MonthRead) -> list[TapFact]:
    """Those on the counters' pads, of whoever is credited with them or was there when the question was put."""
    found = []
    for tap in read.taps:
        employee_id = tap.asked_employee_id if tap.employee_id is None else tap.employee_id
        if tap.is_on_pad and employee_id is not None:
            employee, is_end = read.employee_codes[employee_id], bool(tap.is_of_end)
            found.append(
                TapFact(
                    employee,
                    tap.counter_id,
                    tap.answered_second,
                    tap.value,
                    is_end,
                    tap.ticket_id,
                    tap.business_day,
                )
            )
    return found


def _pad_taps(db: Database, read: MonthRead, settings: DetectorSettings) -> Counter[PadTapFact]:
    first, last = read.days
    values = {"first": first, "last": last, "at_once": settings.at_once_milliseconds}
    return Counter(rows.each(db, PadTapFact, _PAD_TAPS, values))


def _serves(db: Database) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for counter_id, service_id in rows.each(db, _Served, _SERVES):
        found[counter_id].update([] if service_id is None else [service_id])
    return {counter_id: frozenset(services) for counter_id, services in found.items()}


def _closes(db: Database, read: MonthRead, hours: OpeningHours, long_wait: int) -> Counter[PadCloseFact]:
    local = wall_clock(hours.zone)
    first, last = month_days(read.month)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    spans = {day.isoformat(): hall_rows.spans_json(hours, day) for day in days}
    values = {"spans": json.dumps(spans), "long_wait": long_wait}
    # A fact is made for each kind of close, not for each visit.
    alike = Counter(
        (employee_id, has_long_wait, local(ended_quarter * QUARTER)[1], asked)
        for employee_id, has_long_wait, ended_quarter, asked in rows.each(db, _Close, _CLOSES, values)
    )
    found: Counter[PadCloseFact] = Counter()
    for (employee_id, has_long_wait, hour, asked), times in alike.items():
        employee = read.employee_codes[employee_id]
        found[PadCloseFact(employee, bool(has_long_wait), hour, bool(asked & ON_PAD), bool(asked & ANSWERED))] += times
    return found
