"""Counters open and counters needed, by half hour."""

from datetime import timedelta
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.queueing.staffing import close_counter, pause, unpause
from storeops.reports.sections.section_json import written
from storeops.reports.sections.staffing_view import staffing
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, a_no_show, a_served_ticket, a_waiting_ticket, an_open_counter, later, open_daily
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs
from tests.reports.sections.march import EMPTY, MARCH, tally_of


def half_hours(db: HallDatabase, clock: FrozenClock) -> dict[str, dict]:
    return {
        item["half_hour"]: item for item in written(staffing(db, MARCH, clock.now(), tally_of(db, MARCH)))["half_hours"]
    }


def at_once(ticket: str, issued: str, **told: str) -> dict[str, str]:
    """A leg that is called and started when it is issued, and handled in three minutes."""
    minutes = int(issued[3:]) + 3
    ends = f"{int(issued[:2]) + minutes // 60:02d}:{minutes % 60:02d}"
    return cells(ticket, issued_at=issued, called_at=issued, started_at=issued, ended_at=ends, **told)


def test_counters_that_were_signed_in_and_not_paused(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    later(clock, "15m")
    an_open_counter(db, clock, "2")
    later(clock, "5m")
    pause(db, clock, ANA.actor, "1", "break")
    later(clock, "10m")
    unpause(db, clock, ANA.actor, "1")
    later(clock, "30m")
    close_counter(db, clock, ANA.actor, "1")
    close_counter(db, clock, BRUNO.actor, "2")

    found = half_hours(db, clock)

    # 09:00: 20 min at counter 1 and 15 min at counter 2 of 30 min; 09:30: both all the time.
    assert {at: item["open"] for at, item in found.items()} == {"09:00": pytest.approx(35 / 30), "09:30": 2}
    assert {item["needed"] for item in found.values()} == {None}
    assert {item["planned"] for item in found.values()} == {None}


def test_open_counters_are_a_mean_over_the_days_on_which_anybody_came_to_work(
    db: HallDatabase, clock: FrozenClock
) -> None:
    for minutes in ("30m", "15m"):
        an_open_counter(db, clock, "1")
        later(clock, minutes)
        close_counter(db, clock, ANA.actor, "1")
        clock.instant += timedelta(days=1) - timedelta(minutes=int(minutes[:-1]))

    # One counter for 30 min on Monday and 15 min on Tuesday.
    assert half_hours(db, clock)["09:00"]["open"] == 0.75


def test_whoever_is_still_signed_in_counts_until_now(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    later(clock, "6m")

    assert half_hours(db, clock) == {
        "09:00": {
            "half_hour": "09:00",
            "planned": None,
            "needed": None,
            "open": 0.2,
            "arrivals": 0.0,
            "ladder": [],
        }
    }


def test_needed_counters_follow_arrivals_and_handling(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    legs = [at_once(f"A{minute:03d}", f"10:{minute:02d}") for minute in range(20)]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    found = half_hours(db, clock)

    # 20 in a half hour of the only day are 40 an hour, at 180 s each: three counters (.916), as the tables say.
    assert list(found) == ["10:00"]
    assert (found["10:00"]["arrivals"], found["10:00"]["needed"], found["10:00"]["open"]) == (40, 3, None)
    levels = {rung["counters"]: rung["service_level"] for rung in found["10:00"]["ladder"]}
    assert levels == {2: 0, 3: pytest.approx(0.916, abs=5e-4), 4: pytest.approx(0.993, abs=1e-3)}


def test_arrivals_are_a_mean_over_the_days_with_tickets(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    legs = [at_once(f"A{minute:03d}", f"10:{minute:02d}") for minute in range(20)]
    legs += [at_once("A001", "15:10", business_day="2026-03-02"), cells("A002", 0, "void", issued_at="16:00")]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    found = half_hours(db, clock)

    # 20 and 1 over two days; at 20 an hour two counters keep .937.
    assert {at: (item["arrivals"], item["needed"]) for at, item in found.items()} == {"10:00": (20, 2), "15:00": (1, 1)}


def test_whoever_comes_before_opening_counts_from_the_opening_on(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    open_daily(db, "09:00", "18:00")
    legs = [at_once("A001", "08:40"), at_once("A002", "09:10")]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    assert {at: item["arrivals"] for at, item in half_hours(db, clock).items()} == {"09:00": 4}


def test_where_nobody_was_handled_nothing_is_known_of_the_need(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)

    assert [(item["arrivals"], item["needed"]) for item in half_hours(db, clock).values()] == [(2, None)]


def test_a_visit_keeps_a_counter_from_its_call_on(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="10m", walked="1m", handled="19m")

    # 20 min of one arrival, 2 an hour: a load of 2/3. One counter keeps 1 - 2/3 e^(-300/1200 x 1/3) = .387, two keep
    # C = B / (1 - 1/3 (1 - B)) with B = 2/17: C = 1/6, and 1 - 1/6 e^(-300/1200 x 4/3) = .881.
    found = half_hours(db, clock)["09:00"]
    assert found["needed"] == 2
    assert [rung["service_level"] for rung in found["ladder"]][:2] == [
        pytest.approx(0.387, abs=1e-3),
        pytest.approx(0.881, abs=1e-3),
    ]


def test_half_hours_that_lack_half_a_counter_are_short(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    legs = [at_once(f"A{minute:03d}", f"09:{minute:02d}") for minute in range(20)]
    legs += [at_once("B001", "09:40"), at_once("B002", "10:10")]
    legs = [{**leg, **at_monday(leg)} for leg in legs]
    an_open_counter(db, clock, "1")
    later(clock, "1h18m")
    close_counter(db, clock, ANA.actor, "1")
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *legs))

    found = written(staffing(db, MARCH, clock.now(), tally_of(db, MARCH)))

    # 09:00 lacks two of three; 09:30 has the one it needs; 10:00 has 18/30 of it and lacks less than half a counter.
    assert [item["open"] for item in found["half_hours"]] == [1, 1, 0.6]
    assert found["short_half_hours"] == [{"half_hour": "09:00", "needed": 3, "open": 1}]


def at_monday(leg: dict[str, str]) -> dict[str, str]:
    return {column: text.replace("2026-03-01", "2026-03-02") for column, text in leg.items()}


def test_an_empty_month_has_no_half_hours(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)

    assert written(staffing(db, EMPTY, clock.now(), tally_of(db, EMPTY))) == {"half_hours": [], "short_half_hours": []}
