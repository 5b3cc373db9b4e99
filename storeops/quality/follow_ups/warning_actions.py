"""Warning of deadlines that come near. The action of a job: harmless twice, and however late."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.quality.follow_ups import follow_up_rows
from storeops.quality.follow_ups.deadlines import steps_due
from storeops.quality.follow_ups.warning_steps import give_due_warnings
from storeops.store.action import action
from storeops.store.database import HallDatabase


def cases_to_warn(db: HallDatabase, now: datetime) -> list[int]:
    """The open cases with a step that has come and was not warned, the earliest deadline first."""
    return [
        deadline.follow_up_id
        for deadline in follow_up_rows.open_deadlines(db)
        if not deadline.steps.issuperset(steps_due(deadline.opened_at, deadline.due_at, now))
    ]


@action
def warn(db: HallDatabase, now: datetime, by: Actor, follow_up_id: int) -> int:
    """Give the warnings of one case that have come; how many. Nothing happens once it is closed."""
    case = follow_up_rows.by_id(db, follow_up_id)
    return give_due_warnings(db, now, by, case) if case.is_open else 0
