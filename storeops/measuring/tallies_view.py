"""The tallies of days: kept ones where there are some, else counted from the tickets. A read model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlite_utils import Database

from storeops.hall import hall_rows, offer_rows
from storeops.measuring import day_summary_rows
from storeops.measuring.counted_day_rows import counted_days, counted_halls, day_until, lived_days
from storeops.measuring.day_tally import DayTally
from storeops.measuring.metric import QueueTargets
from storeops.measuring.tally import Tally


@dataclass(frozen=True)
class PeriodTally:
    """The tallies of some days, as day_tallies gives them, and what they come to together."""

    days: Sequence[DayTally]

    @cached_property
    def hall(self) -> Tally:
        return Tally.merged(day.hall for day in self.days)


def period_tally(db: Database, first_day: date, last_day: date, now: datetime) -> PeriodTally:
    """What the days, both ends included, add up to: for whoever tells more than one thing of them."""
    return PeriodTally(day_tallies(db, first_day, last_day, now))


def day_tallies(db: Database, first_day: date, last_day: date, now: datetime) -> list[DayTally]:
    """The tallies of the days, both ends included, that had tickets or somebody signed in; earliest first."""
    kept = [DayTally.from_bodies(day, bodies) for day, bodies in day_summary_rows.bodies(db, first_day, last_day)]
    days = lived_days(db, first_day, last_day, now) - {tally.business_day for tally in kept}
    return sorted([*kept, *counted_days(db, sorted(days), now)], key=lambda tally: tally.business_day)


def hall_days(
    db: Database, first_day: date, last_day: date, now: datetime, cut: datetime | None = None
) -> dict[date, Tally]:
    """The hall's tallies of the days, both ends included, that had tickets or somebody signed in; earliest first.

    `cut`: the last day counts only as it stood then, and not at all where nothing had happened yet.
    """
    whole = last_day if cut is None else last_day - timedelta(days=1)
    kept = {day: Tally.from_json(body) for day, body in day_summary_rows.hall_bodies(db, first_day, whole)}
    days = lived_days(db, first_day, whole, now) - kept.keys()
    found = dict(sorted({**kept, **dict(counted_halls(db, sorted(days), now))}.items()))
    if cut is not None:
        begun = day_until(db, last_day, cut)
        if begun.issued or begun.desk.days:
            found[last_day] = begun
    return found


def hall_tally(db: Database, first_day: date, last_day: date, now: datetime) -> Tally:
    """The hall's tally of these days together, both ends included."""
    return Tally.merged(hall_days(db, first_day, last_day, now).values())


def queue_targets(db: Database) -> QueueTargets:
    """The targets in force: they hold for every earlier day too."""
    targets = {service.code: service.target_seconds for service in offer_rows.all_services(db)}
    return QueueTargets(
        wait_seconds=hall_rows.hall(db).wait_target_seconds,
        handling_seconds={code: seconds for code, seconds in targets.items() if seconds is not None},
    )
