"""How any document of a month is closed: version 1 once its time has come, a next one only if something changed.

Nothing is ever overwritten. A month takes seconds to count, and customers who take a ticket meanwhile must not wait for
it: it is read before the transaction, and again in it only if something of it was told in between.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.months import MonthSpan, begun_month
from storeops.month_end import correction_rows, kept_rows
from storeops.month_end.corrections import INPUTS_CHANGED, reason_of
from storeops.month_end.due_rows import counted_period
from storeops.month_end.kept_document import Kept, KeptDocument, VersionHead
from storeops.month_end.refusals import MonthStillOpen, TimeInDoubt
from storeops.store import clock_rows, job_rows, journal, traced_rows
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import WrittenRows

Reading = TypeVar("Reading")
"""A month as one document counts it."""


@dataclass(frozen=True)
class Closing(Generic[Kept, Reading]):
    """What the closing asks of one document.

    `read` counts a month as it stands, and refuses one that has nothing to tell. `is_settled` tells without counting
    that a version need not be counted again; `is_same`, that it says all of a reading. `also` names what a comparison
    shows beside the noted corrections. `keep` writes the next version down, knowing the one before, and answers its id.
    `written_beside` are the traced rows that belong to a version beside its own.
    """

    document: KeptDocument[Kept]
    still_open: type[MonthStillOpen]
    read: Callable[[Database, MonthSpan, datetime], Reading]
    is_settled: Callable[[Database, MonthSpan, Kept], bool]
    is_same: Callable[[Kept, Reading], bool]
    also: Callable[[Kept, Reading], Sequence[str]]
    keep: Callable[[Database, VersionHead, Kept | None, Reading], int]
    written_beside: Callable[[Database, int], WrittenRows] | None = None


@dataclass(frozen=True)
class DatedReading(Generic[Reading]):
    """A month as it stood at the journal's number `seq`."""

    seq: int
    told: Reading


def closed_span(db: Database, closing: Closing[Kept, Reading], month: str, zone: ZoneInfo, now: datetime) -> MonthSpan:
    """The span of a month whose closing has come.

    BadValue for no month or one still to come, MonthStillOpen, TimeInDoubt.
    """
    if clock_rows.open_doubt(db):
        raise TimeInDoubt
    span = begun_month(month, zone, now)
    if now < span.closes_at:
        raise closing.still_open(month=month, closes_at=f"{span.closes_at.astimezone(zone):%Y-%m-%d %H:%M}")
    return span


def settled_version(db: Database, closing: Closing[Kept, Reading], span: MonthSpan) -> int | None:
    """The version in force if it need not be counted again: nothing was corrected since, and the document says so."""
    last = kept_rows.latest(db, closing.document, span.month)
    if last is None or correction_rows.corrections_after(db, span.month, last.correction_id):
        return None
    return last.version if closing.is_settled(db, span, last) else None


def read(db: Database, closing: Closing[Kept, Reading], span: MonthSpan, now: datetime) -> DatedReading[Reading]:
    """Count a month as it stands; outside a transaction, so that nobody waits for the long part of the work."""
    seq = journal.last_seq(db)
    return DatedReading(seq, closing.read(db, span, now))


def next_version(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    closing: Closing[Kept, Reading],
    span: MonthSpan,
    reading: DatedReading[Reading] | None = None,
) -> int:
    """Keep a month as it stands now, and answer the version in force afterwards: the old one if nothing changed.

    A `reading` spares counting again unless something that may be of the month was told since.
    """
    if reading is None or correction_rows.was_told_since(db, reading.seq, span):
        reading = read(db, closing, span, now)
    last = kept_rows.latest(db, closing.document, span.month)
    counted = last.correction_id if last else 0
    corrections = correction_rows.corrections_after(db, span.month, counted)
    correction_id = corrections[-1].id if corrections else counted
    job_rows.note_run(db, closing.document.job, counted_period(span.month, correction_id), now)
    reason = None
    if last:
        if closing.is_same(last, reading.told):
            return last.version
        noted = [correction.what for correction in corrections] or [INPUTS_CHANGED]
        reason = reason_of([*noted, *closing.also(last, reading.told)])
    head = VersionHead(span.month, last.version + 1 if last else 1, now, by.name, reason, correction_id)
    version_id = closing.keep(db, head, last, reading.told)
    beside = closing.written_beside(db, version_id) if closing.written_beside else {}
    written = {**traced_rows.written(db, kept_rows.traced(closing.document), version_id), **beside}
    journal.append(db, now, closing.document.event, by.name, written=written, month=head.month, version=head.version)
    return head.version
