"""The step that closing a month and answering an appeal share: the month's next version, if anything changed.

Not an action itself: it runs inside an action's transaction.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.months import month_span
from storeops.hall import hall_rows
from storeops.month_end import correction_rows
from storeops.month_end.corrections import reason_of
from storeops.month_end.due_rows import counted_period
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import Policy
from storeops.quality.stars import frozen, star_rows
from storeops.quality.stars.due_month_rows import JOB
from storeops.quality.stars.month_facts import StarFacts
from storeops.quality.stars.month_facts_rows import month_facts
from storeops.quality.stars.refusals import NothingToFreeze
from storeops.quality.stars.sheet import StarMonth
from storeops.quality.stars.star_month import star_month
from storeops.quality.stars.star_rows import FrozenSheet, NewVersion
from storeops.quality.stars.stars_json import sheets_json
from storeops.store import job_rows, journal


@dataclass(frozen=True)
class StarReading:
    """The facts of a month as they stood at the journal's number `seq`, under a policy."""

    seq: int
    policy_id: int
    facts: StarFacts


def read_month(db: Database, now: datetime, month: str) -> StarReading:
    """Read the facts of a month; outside a transaction, so that nobody waits for the long part of the work."""
    seq, stored = journal.last_seq(db), policy_rows.in_force(db, month)
    return StarReading(seq, stored.id, month_facts(db, month, stored.policy, hall_rows.hall(db).zone, now))


def next_version(db: Database, now: datetime, by: Actor, month: str, reading: StarReading | None = None) -> int:
    """Keep a month as it stands now, and answer the version in force afterwards: the old one if nothing changed.

    A `reading` spares reading again unless something that may be of the month was told since.
    """
    stored = policy_rows.in_force(db, month)
    policy = stored.policy
    facts = _still_true(db, reading, stored.id, month) or read_month(db, now, month).facts
    inputs = frozen.as_text(facts)
    checksum = frozen.checksum(inputs)
    last = star_rows.latest(db, month)
    if last is None and not facts.employees:
        raise NothingToFreeze(month=month)
    corrections = correction_rows.corrections_after(db, month, last.correction_id if last else 0)
    correction_id = corrections[-1].id if corrections else last.correction_id if last else 0
    job_rows.note_run(db, JOB, counted_period(month, correction_id), now)
    if last and last.checksum == checksum and last.policy_id == stored.id:
        return last.version
    version = last.version + 1 if last else 1
    reason = reason_of(correction.what for correction in corrections) if last else None
    new = NewVersion(month, version, stored.id, by.name, reason, correction_id, inputs, checksum)
    _keep_sheets(db, star_rows.add(db, new, now), star_month(facts, policy), policy)
    journal.append(db, now, "month_frozen", by.name, month=month, version=version)
    return version


def _still_true(db: Database, reading: StarReading | None, policy_id: int, month: str) -> StarFacts | None:
    if reading is None or reading.policy_id != policy_id:
        return None
    span = month_span(month, hall_rows.hall(db).zone)
    return None if correction_rows.was_told_since(db, reading.seq, span) else reading.facts


def _keep_sheets(db: Database, star_month_id: int, stars: StarMonth, policy: Policy) -> None:
    for sheet, words in zip(stars.sheets, sheets_json(stars, policy, {}), strict=True):
        body = json.dumps(words, ensure_ascii=False, sort_keys=True)
        total = None if sheet.total is None else str(sheet.total)
        star_rows.add_sheet(db, star_month_id, FrozenSheet(sheet.facts.employee, total, sheet.stars, body))
