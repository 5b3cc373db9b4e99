"""The visits behind a figure of any days. A read model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from storeops.base.errors import BadValue
from storeops.base.i18n import N_
from storeops.base.paging import page_of
from storeops.hall import hall_rows, offer_rows
from storeops.hall.offer_rows import Service
from storeops.measuring import fact_rows
from storeops.measuring.behind import LineBehind
from storeops.measuring.facts import Second
from storeops.measuring.measures import measured_visits
from storeops.measuring.tallies_view import queue_targets
from storeops.queueing.ticket import State
from storeops.reports.periods.period import Period
from storeops.reports.periods.visits_behind import WITH_VISITS, lines_behind

MOST_DAYS = 31
"""Longer periods are read month by month: nobody pages through a hundred thousand visits."""


@dataclass(frozen=True)
class VisitLine:
    """One line as the page shows it: instants in UTC, None where it did not happen or is not known."""

    business_day: str
    number: str
    service: Service
    state: State
    issued_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    counter: str | None
    employee: str | None
    seconds: float | None
    counts: bool | None


@dataclass(frozen=True)
class VisitsBehind:
    """One page of the lines behind a figure. `counting` is how many of all count for a share, None where it is none."""

    lines: list[VisitLine]
    line_count: int
    counting: int | None
    page: int
    page_count: int


def visits_behind(
    db: Database, metric: str, period: Period, now: datetime, page: int, lines_on_a_page: int
) -> VisitsBehind:
    """The lines behind a metric in these days up to `now`, worst first.

    BadValue for a metric without visits or too many days.
    """
    if metric not in WITH_VISITS:
        raise BadValue(N_("No single visits stand behind this figure; choose one whose value is a link."))
    if period.day_count > MOST_DAYS:
        raise BadValue(N_("Visits are listed for at most %(most)s days at once; choose fewer days."), most=MOST_DAYS)
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    visits = fact_rows.visits_of_days(db, period.first_day.isoformat(), period.last_day.isoformat(), hours)
    lines = lines_behind(metric, measured_visits(visits, int(now.timestamp())), queue_targets(db))
    shown = page_of(lines, page, lines_on_a_page)
    services = {service.code: service for service in offer_rows.all_services(db)}
    told = [line.counts for line in lines if line.counts is not None]
    return VisitsBehind(
        lines=[_line(line, services) for line in shown.items],
        line_count=len(lines),
        counting=sum(told) if told else None,
        page=shown.number,
        page_count=shown.count,
    )


def _line(line: LineBehind, services: Mapping[str, Service]) -> VisitLine:
    leg = line.leg or line.visit.legs[-1]
    work = line.transaction or leg
    return VisitLine(
        business_day=line.visit.business_day,
        number=line.visit.number,
        service=services[work.service],
        state=State(line.visit.state),
        issued_at=_instant(line.visit.issued_at),
        called_at=_instant_or_none(leg.first_called_at),
        started_at=_instant_or_none(work.started_at),
        ended_at=_instant_or_none(work.ended_at),
        counter=leg.counter,
        employee=leg.employee,
        seconds=line.seconds,
        counts=line.counts,
    )


def _instant(second: Second) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def _instant_or_none(second: Second | None) -> datetime | None:
    return None if second is None else _instant(second)
