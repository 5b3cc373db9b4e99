"""The low ratings that ask for the duty manager now. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.quality.duty import recovery_rows
from storeops.quality.guideposts import moment_rows
from storeops.quality.guideposts.moment_rows import MomentName
from storeops.queueing.stopwatch import Stopwatch


@dataclass(frozen=True)
class RecoveryLine:
    """A low rating to look after. `taken_by` is a name, None while nobody has taken it."""

    id: int
    number: str
    counter: str | None
    moment: MomentName
    reason: str | None
    raised: Stopwatch
    taken_by: str | None
    is_newest: bool


def open_recovery(db: Database, now: datetime) -> list[RecoveryLine]:
    """The low ratings that nobody has closed, newest first."""
    names = moment_rows.moment_names(db)
    return [
        RecoveryLine(
            id=task.id,
            number=task.number,
            counter=task.counter,
            moment=names[task.moment],
            reason=task.reason,
            raised=Stopwatch(task.raised_at, now, True, None),
            taken_by=task.taken_by_name,
            is_newest=index == 0,
        )
        for index, task in enumerate(recovery_rows.open_ones(db))
    ]
