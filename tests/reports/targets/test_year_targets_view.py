"""The year's targets, what the year has reached, and how much of it is gone."""

from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.months import MonthSpan, month_span
from storeops.hall import hall_rows
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.reports.sections.section_json import written
from storeops.reports.targets.target_actions import set_year_targets
from storeops.reports.targets.year_targets_view import target_lines, year_targets
from storeops.store.database import HallDatabase
from tests.factories import ADA, a_served_ticket, everything


def span(db: HallDatabase, month: str) -> MonthSpan:
    return month_span(month, hall_rows.hall(db).zone)


def test_a_year_without_targets_says_only_how_much_is_gone(db: HallDatabase, clock: FrozenClock) -> None:
    # 2 March is the 61st of 365 days: 31 + 28 + 2.
    assert written(year_targets(db, span(db, "2026-03"), clock.now())) == {
        "year": 2026,
        "time_gone": 61 / 365,
        "targets": {},
    }


def test_a_month_that_is_over_sees_the_year_at_its_own_end(db: HallDatabase, clock: FrozenClock) -> None:
    # 31 + 28 days of 365 are gone at the end of February.
    assert written(year_targets(db, span(db, "2026-02"), clock.now()))["time_gone"] == 59 / 365


def test_a_leap_year_has_a_day_more(db: HallDatabase, clock: FrozenClock) -> None:
    assert written(year_targets(db, span(db, "2024-12"), clock.now()))["time_gone"] == 1
    assert written(year_targets(db, span(db, "2024-01"), clock.now()))["time_gone"] == 31 / 366


def test_the_year_adds_up_over_its_months(db: HallDatabase, clock: FrozenClock) -> None:
    set_year_targets(db, clock, ADA.actor, 2026, {"served": 100, "csat": 0.9})
    a_served_ticket(db, clock)
    a_served_ticket(db, clock)
    clock.instant += timedelta(days=31)
    a_served_ticket(db, clock)

    march, april = (
        written(year_targets(db, span(db, month), clock.now()))["targets"] for month in ("2026-03", "2026-04")
    )

    assert (march["served"]["target"], march["served"]["year_to_date"]) == (100, 2)
    assert (april["served"]["target"], april["served"]["year_to_date"]) == (100, 3)
    assert (april["csat"]["target"], april["csat"]["year_to_date"]) == (0.9, None)
    # One day alone tells nothing of chance.
    assert march["served"]["judged"] == {"chance": None, "is_more": False}


def test_a_year_before_the_first_ticket_reached_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    set_year_targets(db, clock, ADA.actor, 2026, {"served": 100})

    targets = written(year_targets(db, span(db, "2026-03"), clock.now()))["targets"]

    assert targets == {"served": {"target": 100, "year_to_date": None}}


def test_the_report_holds_the_years_part(db: HallDatabase, clock: FrozenClock) -> None:
    set_year_targets(db, clock, ADA.actor, 2026, {"served": 100})
    a_served_ticket(db, clock)

    year = as_json(month_report(db, "2026-03", clock.now()))["year"]

    assert (year["targets"]["served"]["target"], year["targets"]["served"]["year_to_date"]) == (100, 1)
    # The first ticket was drawn on 2 March: no target was due before.
    assert year["begins"] == "2026-03-02"
    assert (year["time_gone"], year["time_due"]) == (pytest.approx(61 / 365), pytest.approx(1 / 365))


def test_the_lines_show_both_years_beside_the_target(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    set_year_targets(db, clock, ADA.actor, 2027, {"served": 100})
    before = everything(db)

    this_year = {line.metric.id: line for line in target_lines(db, 2026, clock.now())}
    next_year = {line.metric.id: line for line in target_lines(db, 2027, clock.now())}

    assert (this_year["served"].target, this_year["served"].last_year, this_year["served"].so_far) == (None, None, 1)
    assert (next_year["served"].target, next_year["served"].last_year, next_year["served"].so_far) == (100, 1, None)
    assert everything(db) == before
