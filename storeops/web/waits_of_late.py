"""How long people waited on this weekday of late, kept in memory: it changes once a day, and is asked in the rush."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from storeops.measuring.quieter_hours_view import waits_of_late
from storeops.measuring.sums import Total
from storeops.store.database import HallDatabase

READ_ANEW_AFTER = timedelta(minutes=10)


class WaitsOfLate:
    """Remembers what was read last, and for which day."""

    def __init__(self) -> None:
        self._read: tuple[date, datetime, Mapping[str, Sequence[Total]]] | None = None

    def on(self, db: HallDatabase, today: date, now: datetime) -> Mapping[str, Sequence[Total]]:
        """See waits_of_late; at most READ_ANEW_AFTER old."""
        read = self._read
        if read is None or read[0] != today or not read[1] <= now < read[1] + READ_ANEW_AFTER:
            # Two that find it too old at once read it twice: no harm, and nobody waits for the other.
            read = self._read = (today, now, waits_of_late(db, today))
        return read[2]
