"""The periods that a month is compared with."""

import json
from datetime import datetime, timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.base.months import MonthSpan, month_span
from storeops.hall import hall_rows
from storeops.reports.comparison.comparison_view import base_comparison, comparisons
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import a_served_ticket, everything

EARLY_APRIL = timedelta(days=31)
"""From Monday 2 March to Thursday 2 April 2026."""


def span(db: HallDatabase, month: str) -> MonthSpan:
    return month_span(month, hall_rows.hall(db).zone)


def close_with(db: HallDatabase, month: str, version: int, issued: int, now: datetime) -> None:
    """A closed version whose report says that so many tickets were issued."""
    payment = {"transactions": {"value": 50, "unit": "count"}, "handling_mean": {"value": 120.5, "unit": "s"}}
    body = {"metrics": {"issued": {"value": issued, "unit": "count"}}, "by_service": {"payment": payment}}
    db.conn.execute(
        "INSERT INTO report_month (month, version, definitions_version, closed_at, closed_by, reason,"
        " inputs_checksum, checksum, body) VALUES (?, ?, 1, ?, 'system', ?, '', '', ?)",
        (month, version, now.isoformat(), None if version == 1 else "an appeal was upheld", json.dumps(body)),
    )


def test_a_new_hall_has_nothing_to_compare_with(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)

    assert written(comparisons(db, span(db, "2026-03"), clock.now())) == {"previous": None, "last_year": None}


def test_the_first_month_of_the_calendar_has_none_before(db: HallDatabase, clock: FrozenClock) -> None:
    assert written(comparisons(db, span(db, "1970-01"), clock.now())) == {"previous": None, "last_year": None}


def test_the_month_before_is_counted_while_it_is_not_closed(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    clock.instant += timedelta(days=60)  # 1 May: April is over
    before = everything(db)

    found = written(comparisons(db, span(db, "2026-04"), clock.now()))["previous"]

    assert found is not None
    assert (found["month"], found["version"], found["provisional"]) == ("2026-03", 0, False)
    assert (found["metrics"]["issued"], found["metrics"]["csat"], found["last_day"]) == (1, None, "2026-03-31")
    assert everything(db) == before


def test_a_month_that_runs_is_compared_with_the_same_days(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)  # 2 March
    clock.instant += timedelta(days=3)
    a_served_ticket(db, clock)  # 5 March
    clock.instant += timedelta(days=28)

    on_the_second = written(comparisons(db, span(db, "2026-04"), clock.now()))["previous"]
    clock.instant += timedelta(days=3)
    on_the_fifth = written(comparisons(db, span(db, "2026-04"), clock.now()))["previous"]

    assert on_the_second is not None
    assert on_the_fifth is not None
    assert (on_the_second["last_day"], on_the_second["metrics"]["issued"]) == ("2026-03-02", 1)
    assert (on_the_fifth["last_day"], on_the_fifth["metrics"]["issued"]) == ("2026-03-05", 2)
    assert on_the_second["provisional"]


def test_a_day_that_has_begun_is_compared_until_the_same_hour(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)  # 2 March, nine o'clock
    clock.instant += timedelta(hours=5)
    a_served_ticket(db, clock)  # and two o'clock
    clock.instant += timedelta(days=31) - timedelta(hours=1)

    at_one = comparisons(db, span(db, "2026-04"), clock.now()).previous
    at_two = comparisons(db, span(db, "2026-04"), clock.now() + timedelta(hours=2)).previous

    assert at_one is not None
    assert at_two is not None
    assert (at_one.metrics["issued"], at_two.metrics["issued"]) == (1, 2)


def test_a_longer_month_is_compared_with_all_of_a_shorter_one(db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant -= timedelta(days=2)  # Saturday 28 February
    a_served_ticket(db, clock)
    clock.instant += timedelta(days=30)  # 30 March

    found = written(comparisons(db, span(db, "2026-03"), clock.now()))["previous"]

    assert found is not None
    assert (found["last_day"], found["metrics"]["issued"]) == ("2026-02-28", 1)


def test_a_closed_month_speaks_with_its_version_in_force(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    close_with(db, "2026-03", 1, 70, clock.now())
    close_with(db, "2026-03", 2, 71, clock.now())
    close_with(db, "2025-04", 1, 60, clock.now())
    clock.instant += timedelta(days=60)

    found = written(comparisons(db, span(db, "2026-04"), clock.now()))

    assert found["previous"] is not None
    assert {judged["is_more"] for judged in found["previous"].pop("judged").values()} == {False}
    assert found["previous"] == {
        "month": "2026-03",
        "version": 2,
        "provisional": False,
        "first_day": "2026-03-02",
        "last_day": "2026-03-31",
        "metrics": {"issued": 71},
        "by_service": {"payment": {"transactions": 50, "handling_mean": 120.5}},
        "open_days": 1,
    }
    assert found["last_year"] is not None
    assert (found["last_year"]["month"], found["last_year"]["metrics"]) == ("2025-04", {"issued": 60})


def test_the_latest_earlier_month_stands_in_where_neither_has_any(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    clock.instant += timedelta(days=120)  # 30 June

    found = comparisons(db, span(db, "2026-06"), clock.now())

    assert (found.previous, found.last_year) == (None, None)
    assert found.earlier is not None
    assert (found.earlier.month, found.earlier.metrics["issued"], found.earlier.open_days) == ("2026-03", 1, 1)


def test_a_base_month_is_any_that_has_begun(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    clock.instant += EARLY_APRIL

    base = written(base_comparison(db, "2026-04", "2026-03", clock.now()))

    assert base is not None
    assert (base["month"], base["last_day"], base["metrics"]["issued"]) == ("2026-03", "2026-03-31", 1)
    assert written(base_comparison(db, "2026-04", "2025-12", clock.now())) is None


@pytest.mark.parametrize("month", ["2026-13", "march", "2026-05", ""])
def test_what_is_no_month_or_still_to_come_is_no_base(db: HallDatabase, clock: FrozenClock, month: str) -> None:
    clock.instant += EARLY_APRIL

    with pytest.raises(BadValue):
        written(base_comparison(db, "2026-04", month, clock.now()))
