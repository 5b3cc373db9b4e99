"""What of the journal is told to whom, and under which numbers. Named SQL.

Every reader counts by a series (event_kinds.py) that leaves out what they may not know of. Inside, an event stays its
seq in the journal.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.event_kinds import EVENT_KINDS, SERIES_OF, Audience, EventSeries, kinds_told_to

_LAST = "WHERE seq = (SELECT max(seq) FROM told_event)"


@dataclass(frozen=True)
class NumberedEvent:
    """An event with its numbers."""

    seq: int
    at: str
    kind: str
    data: dict[str, object]
    staff_number: int
    floor_number: int
    office_number: int

    def number(self, series: EventSeries) -> int:
        """How many events its readers may know of, up to this one."""
        numbers = {
            EventSeries.STAFF: self.staff_number,
            EventSeries.FLOOR: self.floor_number,
            EventSeries.OFFICE: self.office_number,
        }
        return numbers[series]

    def shown(self, audience: Audience) -> dict[str, object] | None:
        """What an audience is told of it; None: they do not hear of it."""
        kind = EVENT_KINDS[self.kind]
        if kind.told_to > audience:
            return None
        head = {"seq": self.number(SERIES_OF[audience]), "at": self.at, "kind": self.kind}
        return {**head, **kind.shown(self.data, audience)}


# Numbers


def number_last(db: Database, kind: str) -> None:
    """Give the event that was just written its numbers."""
    known = EVENT_KINDS[kind]
    counted = [known.is_counted_in(series) for series in EventSeries]
    db.conn.execute(
        "INSERT INTO told_event (seq, staff_number, floor_number, office_number)"
        f" SELECT last_insert_rowid(), staff_number + ?, floor_number + ?, office_number + ? FROM told_event {_LAST}",
        counted,
    )


def number_at(db: Database, series: EventSeries, seq: int) -> int:
    """The number of the last event of a series up to one of the journal; 0 before the first."""
    found = f"SELECT {series}_number FROM told_event WHERE seq <= ? ORDER BY seq DESC LIMIT 1"
    return int(rows.scalar(db, found, (seq,)))


def last_number(db: Database, series: EventSeries) -> int:
    """The newest number of a series."""
    return int(rows.scalar(db, f"SELECT {series}_number FROM told_event {_LAST}"))


def seq_of(db: Database, series: EventSeries, number: int) -> int:
    """The seq in the journal after which the events beyond a number of a series stand.

    Numbers grow with seq, so that halving finds it, from the end back: most readers were away for a moment only. An
    index for a look-up this rare would cost every ticket a page.
    """
    low = high = int(rows.scalar(db, "SELECT max(seq) FROM told_event"))
    step = 1
    while number_at(db, series, low) > number:
        high, low, step = low - 1, max(low - step, 0), 2 * step
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if number_at(db, series, middle) <= number else (low, middle - 1)
    return low


def last_before(db: Database, instant: datetime) -> int:
    """The seq of the last event before an instant; 0 if there is none."""
    found = rows.scalar(
        db,
        "SELECT told_event.seq FROM told_event CROSS JOIN event ON event.seq = told_event.seq"
        " WHERE event.at < ? ORDER BY told_event.seq DESC LIMIT 1",
        (stamp(instant),),
    )
    return int(found or 0)


# Events

_TOLD = """
SELECT told_event.seq, event.at, event.kind, event.data, staff_number, floor_number, office_number
FROM told_event CROSS JOIN event ON event.seq = told_event.seq
WHERE told_event.seq > ?
"""


def since(db: Database, seq: int, limit: int = 500) -> list[NumberedEvent]:
    """Every event after one of the journal, the oldest first; imported history has no numbers and is told to nobody."""
    return rows.many(db, NumberedEvent, _TOLD + "ORDER BY told_event.seq LIMIT +?", (seq, limit))


def told_since(db: Database, audience: Audience, seq: int, limit: int = 500) -> list[NumberedEvent]:
    """The events after one of the journal that an audience hears of, the oldest first."""
    return rows.many(db, NumberedEvent, _told_to(audience), (seq, limit))


@cache
def _told_to(audience: Audience) -> str:
    kinds = ", ".join(f"'{kind}'" for kind in sorted(kinds_told_to(audience)))
    return _TOLD + f"AND event.kind IN ({kinds}) ORDER BY told_event.seq LIMIT +?"


# Epochs


def epoch(db: Database, series: EventSeries) -> str:
    """The name of a numbering; numbers under another name mean nothing here."""
    named: str = rows.scalar(db, "SELECT epoch FROM journal_epoch WHERE series = ?", (series.value,))
    return named


def begin_epochs(db: Database) -> None:
    """Name every numbering anew: the journal is another from now on."""
    for series in EventSeries:
        db.execute("UPDATE journal_epoch SET epoch = ? WHERE series = ?", (secrets.token_hex(6), series.value))
