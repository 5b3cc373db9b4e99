"""What staff observed, and what they may choose from when they write it down. A read model."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from storeops.base.months import month_span
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.quality.guideposts import moment_rows
from storeops.quality.guideposts.moment_rows import MomentName
from storeops.quality.heard import observed_rows
from storeops.quality.heard.observed_kinds import OBSERVABLE
from storeops.quality.heard.observed_rows import Observed


@dataclass(frozen=True)
class ObservedLine:
    """What a colleague saw, with the moment as people read it."""

    seen: Observed
    name: MomentName


@dataclass(frozen=True)
class ObservingChoices:
    """The moments that staff can see, and the colleagues, by number and name."""

    moments: Sequence[MomentName]
    employees: Sequence[tuple[str, str]]


def observed_in_month(db: Database, month: str) -> list[ObservedLine]:
    """What was observed on the local days of a month written YYYY-MM, newest first. BadValue for no month."""
    span = month_span(month, hall_rows.hall(db).zone)
    names = moment_rows.moment_names(db)
    return [ObservedLine(seen, names[seen.moment]) for seen in observed_rows.between(db, span.begins_at, span.ends_at)]


def observing_choices(db: Database) -> ObservingChoices:
    """What a colleague who saw something may choose from."""
    names = moment_rows.moment_names(db)
    return ObservingChoices(
        moments=[names[moment] for moment in names if moment in OBSERVABLE],
        employees=[(person.code, person.name) for person in employee_rows.all_employees(db) if person.is_active],
    )
