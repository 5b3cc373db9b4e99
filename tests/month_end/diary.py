"""A document that no room knows: the hall's diary, which keeps of each month how many tickets there were."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.clock import FrozenClock
from storeops.base.months import MonthSpan, month_span
from storeops.month_end import kept_rows
from storeops.month_end.closing_steps import Closing
from storeops.month_end.kept_check_view import Recount
from storeops.month_end.kept_document import KeptDocument, NewVersion, VersionHead
from storeops.month_end.refusals import MonthStillOpen
from storeops.store import rows
from storeops.store.database import HallDatabase
from tests.quality.stars.star_story import ZONE

MARCH = month_span("2026-03", ZONE)


@dataclass(frozen=True)
class NewPage(NewVersion):
    """How many tickets a month had."""

    tickets: int


@dataclass(frozen=True)
class KeptPage(NewPage):
    """A page as it stands in the database."""

    id: int


class DiaryStillOpen(MonthStillOpen):
    sentence = "The diary of %(month)s is open until %(closes_at)s."


DIARY = KeptDocument("diary", "diary_page", KeptPage, job="write_diary", event="month_frozen", closed="written")


def a_diary(db: HallDatabase) -> None:
    """Its table, with words of its own for the closing."""
    db.execute(
        "CREATE TABLE diary_page (id INTEGER PRIMARY KEY, month TEXT NOT NULL, version INTEGER NOT NULL,"
        " written_at TEXT NOT NULL, written_by TEXT NOT NULL, reason TEXT, correction_id INTEGER NOT NULL,"
        " checksum TEXT NOT NULL, tickets INTEGER NOT NULL, UNIQUE (month, version)) STRICT"
    )


def tickets_of(db: Database, span: MonthSpan) -> int:
    days = span.first_day.isoformat(), span.last_day.isoformat()
    return int(rows.scalar(db, "SELECT count(*) FROM ticket WHERE business_day BETWEEN ? AND ?", days))


def a_page(month: str, version: int, clock: FrozenClock, tickets: int = 0) -> NewPage:
    reason = None if version == 1 else "because"
    return NewPage(month, version, clock.now(), "employee:7001", reason, 0, str(tickets), tickets)


def _read(db: Database, span: MonthSpan, now: datetime) -> int:
    del now
    return tickets_of(db, span)


def _is_settled(db: Database, span: MonthSpan, last: KeptPage) -> bool:
    return last.tickets == tickets_of(db, span)


def _is_same(last: KeptPage, reading: int) -> bool:
    return last.tickets == reading


def _also(last: KeptPage, reading: int) -> list[str]:
    return ["there are more tickets"] if reading > last.tickets else []


def _keep(db: Database, head: VersionHead, last: KeptPage | None, reading: int) -> int:
    del last
    return kept_rows.add(db, DIARY, NewPage(**asdict(head), checksum=str(reading), tickets=reading))


DIARY_CLOSING = Closing(DIARY, DiaryStillOpen, _read, _is_settled, _is_same, _also, _keep)

RECOUNT = Recount[KeptPage](
    wrong_checksum="it has another checksum",
    unreadable="it cannot be read",
    checksum=lambda kept: str(int(kept.checksum) and kept.tickets),
    differences=lambda db, kept, before: iter(
        ["it has fewer tickets than the version before"] if before and kept.tickets < before.tickets else []
    ),
)
