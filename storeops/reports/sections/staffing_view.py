"""How many counters were open and how many were needed, by half hour. A read model."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, business_day
from storeops.base.months import DaySpan
from storeops.hall import hall_rows
from storeops.measuring import desk_fact_rows, stretches
from storeops.measuring.facts import CounterStretch, Second
from storeops.measuring.half_hours import HALF_HOUR_SECONDS, half_hour, seconds_by_half_hour
from storeops.measuring.opening_seconds import opening_seconds
from storeops.measuring.stretches import Stretch
from storeops.measuring.tally import Tally
from storeops.promises.erlang import counters_needed, ladder
from storeops.reports.sections import staffing_rows
from storeops.reports.sections.rows_of_month import COUNTER_SPANS, SIGNED_IN, TICKETS
from storeops.reports.sections.staffing_section import FloorStaffing, ShortHalfHour, StaffedHalfHour

STAFFING_FROM = (
    TICKETS.of("state", "issued_at"),
    SIGNED_IN.of("counter_id", "signed_out_at"),
    COUNTER_SPANS.of("counter_id", "kind", "ended_at"),
)

SHORT_BY = 0.5
"""Half a counter on average: less than that is somebody who came a few minutes late."""


def staffing(db: Database, span: DaySpan, now: datetime, tally: Tally) -> FloorStaffing:
    """Means over the open days, by local half hour in which anybody came or was signed in. `tally` is that of the days.

    `open`: counters signed in and not paused, over the days on which anybody was signed in; None where nobody ever was.
    `arrivals` an hour, over the days on which tickets were issued; whoever comes before opening counts from the opening
    on. `needed`: the smallest number of counters that keeps the hall's wait target for 80 % of the customers, where
    each keeps a counter busy as long as the month's mean visit does, from call to end. `ladder` tells what one counter
    less and one more would give. `planned` is None: no plan is kept yet.
    """
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    days = span.first_day.isoformat(), span.last_day.isoformat()
    opened = _opened(db, span, min(span.ends_at, now), hall.zone)
    arrivals = _arrivals_per_hour(staffing_rows.arrivals(db, *days), hours)
    handling = tally.at_counters.mean
    half_hours = [
        _half_hour(at, arrivals.get(at, 0.0), opened, handling, hall.wait_target_seconds)
        for at in sorted({*arrivals, *(opened or ())})
    ]
    return FloorStaffing(half_hours, _short(half_hours))


def _opened(db: Database, span: DaySpan, until: datetime, zone: ZoneInfo) -> dict[str, float] | None:
    """The mean number of open counters of each half hour; None where nobody was signed in."""
    signed_in = desk_fact_rows.signed_in(db, span.begins_at, until)
    if not signed_in:
        return None
    present = _present(signed_in, staffing_rows.paused(db, span.begins_at, until))
    whole = len(_days(signed_in, zone)) * HALF_HOUR_SECONDS
    return {at: seconds / whole for at, seconds in seconds_by_half_hour(present, zone).items()}


def _present(signed_in: Iterable[CounterStretch], paused: Iterable[CounterStretch]) -> list[Stretch]:
    """The time in which each counter was there for customers. A roster that names no counter tells of no pauses."""
    unnamed = [(span.begins_at, span.ends_at) for span in signed_in if span.counter_id is None]
    manned, away = _by_counter(signed_in), _by_counter(paused)
    named = [part for counter_id, spans in manned.items() for part in stretches.without(spans, away[counter_id])]
    return [*unnamed, *named]


def _by_counter(spans: Iterable[CounterStretch]) -> defaultdict[int, list[Stretch]]:
    found: defaultdict[int, list[Stretch]] = defaultdict(list)
    for span in spans:
        if span.counter_id is not None:
            found[span.counter_id].append((span.begins_at, span.ends_at))
    return found


def _days(spans: Iterable[CounterStretch], zone: ZoneInfo) -> set[date]:
    return {business_day(datetime.fromtimestamp(span.begins_at, UTC), zone) for span in spans}


def _arrivals_per_hour(arrivals: Mapping[tuple[str, Second], int], hours: OpeningHours) -> dict[str, float]:
    opens_at = opening_seconds(hours)
    days = {day for day, _ in arrivals}
    found: Counter[str] = Counter()
    for (day, issued_at), count in arrivals.items():
        found[half_hour(max(issued_at, opens_at(day, issued_at) or 0), hours.zone)] += count
    return {at: 2 * count / len(days) for at, count in found.items()}


def _half_hour(
    at: str, arrivals: float, opened: dict[str, float] | None, handling: float | None, target_seconds: int
) -> StaffedHalfHour:
    needed = counters_needed(arrivals, handling, target_seconds)
    rungs = ladder(arrivals, handling, target_seconds, needed) if needed and handling else []
    return StaffedHalfHour(
        half_hour=at,
        planned=None,
        needed=needed,
        open=None if opened is None else opened.get(at, 0.0),
        arrivals=arrivals,
        ladder=rungs,
    )


def _short(half_hours: Iterable[StaffedHalfHour]) -> list[ShortHalfHour]:
    return [
        ShortHalfHour(item.half_hour, item.needed, item.open)
        for item in half_hours
        if item.needed is not None and item.open is not None and item.needed - item.open >= SHORT_BY
    ]
