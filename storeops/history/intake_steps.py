"""What every import does around its rows. Not actions themselves: they run inside an import's transaction."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from storeops.base.actor import Actor
from storeops.base.business_time import business_day, local_instant, stamp
from storeops.base.i18n import N_
from storeops.hall import hall_rows
from storeops.history.refusals import ImportRefused
from storeops.history.row_judgement import FileTaking, Judgement, Row
from storeops.month_end import correction_steps
from storeops.people.employee_rows import TRACED_EMPLOYEES
from storeops.store import journal, traced_rows
from storeops.store.database import HallDatabase
from storeops.store.traced_rows import WrittenRows

IMPORTED = N_("history was imported")
"""What the next close of a closed month says about it."""


def tomorrow(db: HallDatabase, now: datetime) -> datetime:
    """The instant at which the hall's next day begins: what is told of it or later has not happened."""
    zone = hall_rows.hall(db).zone
    return local_instant(business_day(now, zone) + timedelta(days=1), time(0), zone)


def is_to_be_written(judgement: Judgement[Row], taking: FileTaking) -> bool:
    """Whether rows are taken, and not on trial. ImportRefused if all were asked for and any row is refused."""
    if taking.strict and judgement.refused:
        raise ImportRefused(count=len(judgement.refused))
    return bool(judgement.taken) and not taking.dry_run


def tell_rows(db: HallDatabase, now: datetime, by: Actor, kind: str, told: Iterable[WrittenRows]) -> None:
    """Journal each row that was taken, or those that belong together, as another system told it."""
    journal.append_imported(db, now, (journal.imported(now, kind, by.name, written) for written in told))


def note(db: HallDatabase, now: datetime, by: Actor, kind: str, taken: int, days: Collection[str]) -> None:
    """Journal that rows of `kind` were taken which belong to `days`; closed months among them get a new version.

    It tells the employees too that only this history knows.
    """
    newcomers = traced_rows.written_of(db, TRACED_EMPLOYEES, "created_at", stamp(now))
    journal.append(db, now, "history_imported", by.name, written=newcomers, format=kind, taken=taken)
    for month in sorted({day[:7] for day in days}):
        correction_steps.note_correction(db, now, by, month, IMPORTED)
