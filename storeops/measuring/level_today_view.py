"""The service level of today so far, for whoever looks at it all day. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.hall import hall_rows
from storeops.measuring import fact_rows
from storeops.measuring.service_metrics import service_level
from storeops.measuring.tallies_view import queue_targets
from storeops.measuring.tally import waits_tally


@dataclass(frozen=True)
class LevelToday:
    """`met` of the `counted` visits were called in time; the others were not, or can be no more."""

    met: int
    counted: int
    target_seconds: int

    @property
    def share(self) -> float | None:
        """None before anybody counts."""
        return self.met / self.counted if self.counted else None


def level_today(db: Database, now: datetime) -> LevelToday:
    """The service level of the business day up to `now`, by the very formula of the reports."""
    hall, targets = hall_rows.hall(db), queue_targets(db)
    day = business_day(now, hall.zone).isoformat()
    visits = fact_rows.waits_of_day(db, day, hall_rows.opening_hours(db, hall))
    met, counted = service_level(waits_tally(visits, int(now.timestamp())), targets)
    return LevelToday(round(met), round(counted), targets.wait_seconds)
