"""What pages say where a copy of the database was put back today: what happened since it was made is not known."""

from storeops.base.business_time import business_day
from storeops.store import restoration_rows
from storeops.store.restoration_rows import Restoration
from storeops.web.filters import clock_time, local_date
from storeops.web.request import clock, db, hall


def restored_today() -> Restoration | None:
    """The copy that was put back on this business day; None if none was."""
    found = restoration_rows.latest(db())
    zone = hall().zone
    is_todays = found is not None and business_day(found.restored_at, zone) == business_day(clock().now(), zone)
    return found if is_todays else None


def restored_to(restoration: Restoration) -> str:
    """As of when the hall is known: the time, with its day where that was another one."""
    zone = hall().zone
    time = clock_time(restoration.copy_at)
    is_of_today = business_day(restoration.copy_at, zone) == business_day(restoration.restored_at, zone)
    return time if is_of_today else f"{local_date(restoration.copy_at)} {time}"
