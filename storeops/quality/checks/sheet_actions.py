"""New versions of the sheets. Action."""

from collections.abc import Sequence
from datetime import date, datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.each_field import each_field
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.quality.checks import sheet_rows
from storeops.quality.checks.refusals import DayPast, TooFewItems, WeightsNotHundred
from storeops.quality.checks.sheet_rules import NewItem, SheetKind, given_items
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def add_sheet_version(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    author_code: str,
    kind: SheetKind,
    valid_from: date,
    items: Sequence[NewItem],
) -> int:
    """Add the next version of a sheet, valid from today or a later day on; its id. Checks keep the version they used.

    DayPast (of `valid_from`), and the refusals of given_items.
    """
    with each_field(TooFewItems, WeightsNotHundred) as take:
        take(_refuse_past, db, now, valid_from)
        given = take(given_items, items)
    author = employee_rows.by_code(db, author_code)
    added = sheet_rows.add(db, kind, valid_from, now, author.id, given)
    journal.append(
        db,
        now,
        "sheet_added",
        by.name,
        written=traced_rows.written(db, sheet_rows.TRACED_SHEETS, added.id),
        sheet=kind.value,
        version=added.version,
        valid_from=valid_from.isoformat(),
    )
    return added.id


def _refuse_past(db: HallDatabase, now: datetime, valid_from: date) -> None:
    if valid_from < business_day(now, hall_rows.hall(db).zone):
        raise DayPast("valid_from")
