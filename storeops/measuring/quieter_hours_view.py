"""How long people waited by half hour on this weekday of late. A read model."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlite_utils import Database

from storeops.measuring import day_summary_rows
from storeops.measuring.quieter_hours import LAST_WEEKS
from storeops.measuring.sums import Total


def waits_of_late(db: Database, today: date) -> Mapping[str, Sequence[Total]]:
    """By half hour, HH:MM, the waits of those who came in it, of each of the last days of today's weekday apart.

    It reads kept summaries alone: it is asked for by a kiosk with a crowd before it, and counts no day.
    """
    return day_summary_rows.waits_by_half_hour(db, [today - timedelta(weeks=week) for week in range(1, LAST_WEEKS + 1)])
