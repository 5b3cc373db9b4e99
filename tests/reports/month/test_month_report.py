"""The month's report: its shape, its closing, and that its parts add up."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.queueing.calling import call_next, mark_no_show
from storeops.queueing.moving import reinstate
from storeops.queueing.serving import finish, next_transaction, start
from storeops.queueing.staffing import after_work, close_counter, pause, ready, unpause
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.sample.founding_actions import found_hall
from storeops.store.database import HallDatabase, create
from tests import factories
from tests.factories import clerk_at, later
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs


def value(report: dict, metric: str) -> Any:
    return report["metrics"][metric]["value"]


def test_a_report_says_whose_and_what_it_is_and_goes_into_json(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_served_ticket(db, clock, waited="1m", handled="2m")

    report = as_json(month_report(db, "2026-03", clock.now()))

    assert (report["hall"], report["hall_en"]) == ("测试厅", "Test hall")
    assert (report["month"], report["version"], report["definitions_version"]) == ("2026-03", 0, 2)
    assert report["metrics"]["wait_mean"] == {"value": 60, "unit": "s"}
    assert json.loads(json.dumps(report)) == report


def test_a_month_without_data_has_zeros_and_nothing_else(db: HallDatabase, clock: FrozenClock) -> None:
    report = as_json(month_report(db, "2025-12", clock.now()))

    assert (value(report, "issued"), value(report, "wait_mean")) == (0, None)
    assert (report["by_service"], report["by_half_hour"], report["days"]) == ({}, {}, {})
    assert [value({"metrics": day}, "issued") for day in report["by_weekday"].values()] == [0] * 7


@pytest.mark.parametrize("month", ["2026-04", "2026-13", "2026-3", "March", "0000-01", "2026-03-01", ""])
def test_no_month_and_a_month_to_come_are_refused(db: HallDatabase, clock: FrozenClock, month: str) -> None:
    said = "has not begun yet" if month == "2026-04" else "is no month; write it like 2026-03"
    with pytest.raises(BadValue, match=said):
        as_json(month_report(db, month, clock.now()))


def test_a_month_is_provisional_until_the_eighth_of_the_next_at_three(db: HallDatabase) -> None:
    # 8 March, 03:00 in Shanghai is 7 March, 19:00 UTC.
    closing = datetime(2026, 3, 7, 19, 0, tzinfo=UTC)

    assert as_json(month_report(db, "2026-02", closing - timedelta(seconds=1)))["provisional"] is True
    assert as_json(month_report(db, "2026-02", closing))["provisional"] is False


def test_the_first_and_the_last_business_day_belong_to_the_month(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    days = ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *(cells(business_day=day) for day in days)))

    assert value(as_json(month_report(db, "2026-02", clock.now())), "issued") == 2


def test_half_hours_weekdays_and_services_add_up_to_the_month(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    legs = [
        cells("A001", 0, "transferred", called_at="10:01", started_at="10:02", ended_at="10:04"),
        cells("A001", 1, service="plan_change", issued_at="10:04", called_at="10:05"),
        cells("A002", issued_at="10:29:59", called_at="10:35", started_at="10:36", ended_at="10:38"),
        cells("A003", issued_at="10:30", called_at="10:35", started_at="10:36", ended_at="10:37"),
        cells("A004", 0, "cancelled", issued_at="00:10", ended_at="00:40", segment="assisted"),
        cells("A005", 0, "void", issued_at="12:00"),
        # Monday.
        cells("A001", business_day="2026-03-02", service="invoice"),
    ]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    report = as_json(month_report(db, "2026-03", clock.now()))

    assert {half_hour: value({"metrics": part}, "issued") for half_hour, part in report["by_half_hour"].items()} == {
        "00:00": 1,
        "10:00": 3,
        "10:30": 1,
    }
    assert [value({"metrics": part}, "issued") for part in report["by_weekday"].values()] == [1, 0, 0, 0, 0, 0, 4]
    assert {code: value({"metrics": part}, "transactions") for code, part in report["by_service"].items()} == {
        "payment": 2,
        "plan_change": 1,
        "invoice": 1,
    }
    assert [value({"metrics": report["days"][day]}, "issued") for day in ("2026-03-01", "2026-03-02")] == [4, 1]
    # On Sunday at half past ten A003 waited from 10:30 to 10:35; on Monday A001 at ten from 10:00 to 10:01.
    assert report["by_weekday_half_hour"]["7"]["10:30"] == {
        "issued": 1,
        "service_level": 1,
        "wait_median": 300,
        "late": 0,
        "wait_p90": 300,
    }
    assert {day: list(parts) for day, parts in report["by_weekday_half_hour"].items() if parts} == {
        "1": ["10:00"],
        "7": ["00:00", "10:00", "10:30"],
    }
    for parts in ("by_half_hour", "by_weekday", "by_service", "days"):
        for count in ("issued", "served", "transactions", "assisted_count"):
            whole = sum(part[count]["value"] for part in report[parts].values())
            assert whole == value(report, count), (parts, count)


def test_half_hours_are_those_of_the_halls_wall_clock(tmp_path: Path) -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    db = create(tmp_path / "hall.db")
    found_hall(db, FrozenClock(now), SYSTEM, "Europe/Berlin")
    times = ["2026-10-24T02:30:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00"]
    legs = [cells(str(n), outcome="cancelled", business_day=at[:10], issued_at=at) for n, at in enumerate(times)]
    import_legs(db, FrozenClock(now), SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    report = as_json(month_report(db, "2026-10", now))

    db.conn.close()
    assert {at: part["issued"]["value"] for at, part in report["by_half_hour"].items()} == {"02:30": 4}


def test_waits_are_cut_at_opening(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    factories.open_daily(db, "09:00", "18:00")
    legs = [
        cells("A001", issued_at="08:40", called_at="09:01", started_at="09:01", ended_at="09:02"),
        cells("A002", issued_at="09:10", called_at="09:13", started_at="09:13", ended_at="09:14"),
    ]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    report = as_json(month_report(db, "2026-03", clock.now()))

    # 60 s from opening and 180 s; the first came 20 min early.
    assert value(report, "wait_mean") == 120
    assert (value(report, "pre_open"), value(report, "pre_open_share")) == (1200, 1 / 2)


@pytest.fixture
def a_morning(db: HallDatabase, clock: FrozenClock) -> HallDatabase:
    """Counter 1 is open for an hour.

    09:00 opens, 09:10 a ticket, 09:12 called, 09:13 started, 09:15 next transaction, 09:18 finished, after-work until
    09:20; 09:30 pause until 09:40; 09:35 a ticket, 09:41 called, 09:42 no-show; 09:44 back, 09:46 called, 09:46
    started, 09:50 finished; 10:00 closes.
    """
    ana = factories.ANA.actor
    factories.an_open_counter(db, clock, "1")
    later(clock, "10m")
    factories.a_waiting_ticket(db, clock, waited="2m")
    call_next(db, clock, ana, "1")
    later(clock, "1m")
    start(db, clock, ana, "1")
    later(clock, "2m")
    next_transaction(db, clock, ana, "1", "invoice")
    later(clock, "3m")
    finish(db, clock, ana, "1")
    after_work(db, clock, ana, "1")
    later(clock, "2m")
    ready(db, clock, ana, "1")
    later(clock, "10m")
    pause(db, clock, ana, "1", "break")
    later(clock, "5m")
    late = factories.a_waiting_ticket(db, clock, waited="5m")
    unpause(db, clock, ana, "1")
    later(clock, "1m")
    call_next(db, clock, ana, "1")
    later(clock, "1m")
    mark_no_show(db, clock, ana, "1")
    later(clock, "2m")
    reinstate(db, clock, ana, late.number)
    later(clock, "2m")
    call_next(db, clock, ana, "1")
    start(db, clock, ana, "1")
    later(clock, "4m")
    finish(db, clock, ana, "1")
    later(clock, "10m")
    close_counter(db, clock, ana, "1")
    return db


def test_the_time_at_a_counter_is_accounted_for(a_morning: HallDatabase, clock: FrozenClock) -> None:
    report = as_json(month_report(a_morning, "2026-03", clock.now()))

    # Three transactions in one hour; handled 2 + 3 + 4 min and 2 min after-work in 60 - 10 min.
    assert value(report, "transactions_per_hour") == 3
    assert value(report, "occupancy") == 11 / 50
    # Free while somebody waited: 09:10-09:12, 09:40-09:41 after the pause, 09:44-09:46.
    assert value(report, "idle_while_waiting") == 300


def test_a_counter_is_not_idle_for_what_it_does_not_serve(a_morning: HallDatabase, clock: FrozenClock) -> None:
    factories.an_open_counter(a_morning, clock, "3")
    before = value(as_json(month_report(a_morning, "2026-03", clock.now())), "idle_while_waiting")
    factories.a_waiting_ticket(a_morning, clock, service="plan_change", waited="5m")

    assert value(as_json(month_report(a_morning, "2026-03", clock.now())), "idle_while_waiting") == before
    factories.a_waiting_ticket(a_morning, clock, service="payment", waited="5m")
    assert value(as_json(month_report(a_morning, "2026-03", clock.now())), "idle_while_waiting") == before + 300


def test_imported_work_does_not_count_against_the_hours_of_other_days(
    a_morning: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    import_legs(a_morning, clock, SYSTEM, write_legs(tmp_path / "legs.csv", cells("X1"), cells("X2")))

    report = as_json(month_report(a_morning, "2026-03", clock.now()))

    assert value(report, "transactions") == 5
    assert value(report, "transactions_per_hour") == 3
    assert value(report, "occupancy") == 11 / 50


def test_who_is_signed_in_at_the_end_of_the_month_counts_up_to_it(db: HallDatabase) -> None:
    # 31 March, 23:30 in Shanghai.
    clock = FrozenClock(datetime(2026, 3, 31, 15, 30, tzinfo=UTC))
    factories.a_served_ticket(db, clock, waited="10m", handled="5m")
    factories.a_waiting_ticket(db, clock, waited="40m")

    march = as_json(month_report(db, "2026-03", clock.now()))
    april = as_json(month_report(db, "2026-04", clock.now()))

    # The counter opened at 23:40, and the second ticket waited from 23:45: 15 min until midnight, 25 min after.
    assert value(march, "transactions_per_hour") == 3
    assert value(march, "idle_while_waiting") == 15 * 60
    assert value(april, "idle_while_waiting") == 25 * 60


def test_estimates_and_pauses_of_the_systems_reach_the_report(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_serving_ticket(db, clock, waited="4m", counter="1")
    db.execute("UPDATE stored_ticket SET estimate_low_seconds = 0, estimate_high_seconds = 300")
    later(clock, "3m")
    finish(db, clock, clerk_at(db, "1"), "1")
    db.execute(
        "INSERT INTO system_pause (transaction_id, reason, started_at, ended_at)"
        " SELECT id, 'system_fault', started_at, strftime('%Y-%m-%dT%H:%M:%fZ', started_at, '+50 seconds')"
        " FROM leg_transaction"
    )

    report = as_json(month_report(db, "2026-03", clock.now()))

    # 240 s against the middle of 0 to 300 s; 180 s less 50 s.
    assert value(report, "estimate_error_median") == 90
    assert value(report, "handling_mean") == 130
    assert value(report, "handling_gross_mean") == 180
