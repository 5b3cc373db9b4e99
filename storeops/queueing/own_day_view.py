"""A clerk's own day as the desk shows it. A read model."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.queueing import desk_rows


@dataclass(frozen=True)
class OwnDay:
    """What a clerk has finished on a day. `mean_seconds` and `in_time_share` are None where nothing normal is finished.

    `visits` counts customers; mean and share count normal transactions, the share those with a target alone.
    """

    visits: int
    mean_seconds: int | None
    in_time_share: float | None


def own_day(db: Database, now: datetime, employee_code: str) -> OwnDay:
    """The day of an employee up to now."""
    day: date = business_day(now, hall_rows.hall(db).zone)
    done = desk_rows.finished_by(db, employee_rows.by_code(db, employee_code).id, day.isoformat())
    normal = [line for line in done if line.is_normal]
    measured = [line for line in normal if line.target_seconds is not None]
    in_time = sum(line.handling_seconds <= (line.target_seconds or 0) for line in measured)
    return OwnDay(
        visits=len({line.ticket_id for line in done}),
        mean_seconds=round(sum(line.handling_seconds for line in normal) / len(normal)) if normal else None,
        in_time_share=in_time / len(measured) if measured else None,
    )
