"""Setting how long personal data are kept. Action."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.each_field import each_field
from storeops.base.errors import WholeNumberNeeded
from storeops.base.retention import HOUR, KEPT_KINDS
from storeops.hall import retention_period_rows
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def set_retention_periods(db: HallDatabase, now: datetime, by: Actor, periods: Mapping[str, timedelta]) -> None:
    """Keep these kinds for so long from the next run on; an event for each that changed. WholeNumberNeeded."""
    with each_field() as take:
        for name, kept in periods.items():
            take(_refuse_out_of_range, name, kept)
    before = retention_period_rows.periods(db)
    for name, kept in periods.items():
        if kept != before[name]:
            retention_period_rows.set_period(db, name, kept)
            journal.append(
                db,
                now,
                "retention_period_set",
                by.name,
                written=traced_rows.written(db, retention_period_rows.TRACED_PERIODS, name),
                what=name,
                kept_hours=int(kept / HOUR),
                kept_hours_before=int(before[name] / HOUR),
            )


def _refuse_out_of_range(name: str, kept: timedelta) -> None:
    kind = KEPT_KINDS[name]
    if not kind.shortest <= kept <= kind.longest:
        raise WholeNumberNeeded(name, low=kind.in_units(kind.shortest), high=kind.in_units(kind.longest))
