"""Writing a care entry down. A step of every action that finds one."""

from dataclasses import dataclass
from datetime import date, datetime

from storeops.base.actor import Actor
from storeops.base.months import month_of
from storeops.month_end import correction_steps
from storeops.month_end.corrections import CARE_ENTERED
from storeops.quality.care import care_rows
from storeops.store import journal, traced_rows
from storeops.store.database import HallDatabase


@dataclass(frozen=True)
class CareFound:
    """What counts for somebody's care line. Ids of rows; `follow_up_id` None: it comes from no case."""

    employee_id: int
    day: date
    kind: str
    note: str
    follow_up_id: int | None
    entered_by: int


def book_care(db: HallDatabase, now: datetime, by: Actor, found: CareFound) -> int:
    """Write an entry down with its event; its id. A closed month is counted again."""
    entry_id = care_rows.add_care(
        db, found.employee_id, found.day, found.kind, found.note, found.follow_up_id, found.entered_by, now
    )
    correction_steps.note_correction(db, now, by, month_of(found.day), CARE_ENTERED)
    written = traced_rows.written(db, care_rows.TRACED_CARE, entry_id)
    journal.append(
        db, now, "care_entered", by.name, written=written, employee_id=found.employee_id, care_entry=entry_id
    )
    return entry_id
