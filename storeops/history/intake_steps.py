"""What every import does with its rows, whatever they tell of. Not actions themselves: they run inside an import's."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.base.business_time import business_day, local_instant
from storeops.base.i18n import N_
from storeops.history.cell_values import FileRow
from storeops.history.code_matching import CodeMatcher
from storeops.history.row_judgement import Judgement
from storeops.month_end import correction_steps
from storeops.store import journal
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import WrittenRows

IMPORTED = N_("history was imported")
"""What the next close of a closed month says about it."""

FEW = 2000
"""So many rows are judged and written while nobody else writes: a twentieth of a second."""

Read = TypeVar("Read")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Items(Generic[Item]):
    """What is to be written. `bound` changes rows that stand there already, and must wait for the import's end."""

    fresh: Sequence[Item]
    bound: Sequence[Item] = ()


@dataclass(frozen=True)
class JudgedPart(Generic[Item]):
    """What becomes of rows that were judged together. `days` are those that the taken ones touch."""

    judgement: Judgement[Any]
    days: Collection[str]
    items: Callable[[], Items[Item]]


class Intake(Protocol[Read, Item]):
    """How one kind of file is taken.

    Rows of one day are judged together, apart from all others. `moving_days`: what rows of today and of so many days
    before are judged by may still change, so that they wait for the import's end; None: it does not change.
    `is_judged_as_one`: all rows of a file are judged together; they wait too, where they are few. `is_summed`: they
    enter what is kept of a settled day.
    """

    kind: str
    columns: Collection[str]
    moving_days: int | None
    is_judged_as_one: bool
    is_summed: bool

    def read(self, rows: Iterable[FileRow], matcher: CodeMatcher) -> Iterator[Read]:
        """Each row by itself, its codes matched."""

    def day_of(self, row: Read) -> str:
        """Which rows a row is judged with; an empty text where that is none of a day."""

    def judge(self, db: HallDatabase, now: datetime, day: str, rows: Sequence[Read]) -> JudgedPart[Item]:
        """What becomes of the rows of a day, as day_of() tells it, beside those that the hall has."""

    def write(self, db: HallDatabase, now: datetime, by: Actor, import_id: int, items: Items[Item]) -> None:
        """Write rows with their events."""


def tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the hall's next day begins: what is told of it or later has not happened."""
    return local_instant(business_day(now, zone) + timedelta(days=1), time(0), zone)


def days_ago(now: datetime, zone: ZoneInfo, days: int) -> str:
    """The hall's business day so many days ago, as YYYY-MM-DD."""
    return (business_day(now, zone) - timedelta(days=days)).isoformat()


def tell_rows(db: HallDatabase, now: datetime, by: Actor, kind: str, told: Iterable[WrittenRows]) -> None:
    """Journal each row that was taken, or those that belong together, as another system told it."""
    journal.append_imported(db, now, (journal.imported(now, kind, by.name, written) for written in told))


def correct_months(db: HallDatabase, now: datetime, by: Actor, months: Collection[str]) -> None:
    """Let closed months among these get a new version."""
    for month in sorted(months):
        correction_steps.note_correction(db, now, by, month, IMPORTED)
