"""Setting what the hall wants to reach in a year. An action.

Each changed target is one event; a target that stays as it was writes nothing.
"""

from collections.abc import Mapping
from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.each_field import each_field
from storeops.reports.targets import year_target_rows
from storeops.reports.targets.target_metrics import refuse_other_year, refuse_out_of_range, target_metric
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def set_year_targets(
    db: HallDatabase, now: datetime, by: Actor, year: int, targets: Mapping[str, float | None]
) -> None:
    """Set the targets of metrics, each in its metric's unit, all or none; None takes a target away.

    Refuses with BadValue (the year), NoTargetForMetric or TargetOutOfRange.
    """
    refuse_other_year(year)
    with each_field() as take:
        for metric_id, target in targets.items():
            metric = take(target_metric, metric_id)
            if metric and target is not None:
                take(refuse_out_of_range, metric, target)
    before = year_target_rows.targets_of_year(db, year)
    for metric_id, target in targets.items():
        if target != before.get(metric_id):
            _write(db, now, by, year, metric_id, target)
            changed = [before.get(metric_id), target]
            written = traced_rows.written(db, year_target_rows.TRACED_TARGETS, f"{year} {metric_id}")
            journal.append(
                db, now, "year_target_set", by.name, written=written, year=year, metric=metric_id, changed=changed
            )


def _write(db: HallDatabase, now: datetime, by: Actor, year: int, metric: str, target: float | None) -> None:
    if target is None:
        year_target_rows.remove_target(db, year, metric)
    else:
        year_target_rows.write_target(db, year, metric, target, now, by.name)
