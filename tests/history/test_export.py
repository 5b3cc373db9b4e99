"""What the hall gives out, and that it can be taken back."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storeops.actor import SYSTEM
from storeops.clock import FrozenClock
from storeops.database import HallDatabase, create
from storeops.hall.founding import found_hall
from storeops.history.export import VISIT_COLUMNS, export_legs, export_visits
from storeops.history.import_legs import import_legs
from storeops.history.legs_format import COLUMNS, OPTIONAL_COLUMNS
from storeops.queueing.moving import resume, transfer
from storeops.queueing.serving import finish, next_transaction, start
from tests import factories
from tests.factories import clerk_at, later
from tests.history.legs_files import cells, write_legs

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def records(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(lines))


@pytest.fixture
def empty_hall(tmp_path: Path, clock: FrozenClock):
    """Make an empty hall in a zone of one's own."""
    made: list[HallDatabase] = []

    def make(zone: str = "Asia/Shanghai") -> HallDatabase:
        db = create(tmp_path / f"empty{len(made)}.db")
        made.append(db)
        found_hall(db, clock, SYSTEM, zone)
        return db

    yield make
    for db in made:
        db.conn.close()


def a_day(db: HallDatabase, clock: FrozenClock) -> None:
    """One ticket of each fate; the held one comes back after 2 min, and one is served by two counters."""
    held = factories.a_held_ticket(db, clock)
    later(clock, "2m")
    resume(db, clock, SYSTEM, held.number)
    moved = factories.a_serving_ticket(db, clock, waited="90s", walked="1500ms", counter="2")
    later(clock, "1m")
    transfer(db, clock, clerk_at(db, "2"), "2", "plan_change")
    factories.a_no_show(db, clock)
    factories.a_cancelled_ticket(db, clock)
    factories.a_void_ticket(db, clock)
    for number in (held.number, moved.number):
        factories.call_ticket(db, clock, clerk_at(db, "1"), "1", number)
        later(clock, "20s")
        start(db, clock, clerk_at(db, "1"), "1")
        later(clock, "3m")
        finish(db, clock, clerk_at(db, "1"), "1")


def test_what_goes_out_comes_back_the_same(db: HallDatabase, clock: FrozenClock, tmp_path: Path, empty_hall) -> None:
    a_day(db, clock)
    out = "".join(export_legs(db, FIRST, LAST))
    path = tmp_path / "out.csv"
    path.write_text(out, encoding="utf-8")

    home = import_legs(db, clock, SYSTEM, path)
    other = empty_hall()
    abroad = import_legs(other, clock, SYSTEM, path)

    # Seven legs: two each of the held and the transferred visit, and three visits of one.
    assert (home.taken, home.already_there, home.refused) == (0, 7, [])
    assert (abroad.taken, abroad.already_there, abroad.refused) == (7, 0, [])
    assert "".join(export_legs(other, FIRST, LAST)) == out


def test_a_leg_goes_out_on_the_halls_wall_clock_with_its_offset(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_held_ticket(db, clock)
    later(clock, "2m")
    resume(db, clock, SYSTEM, "A001")
    factories.call_ticket(db, clock, clerk_at(db, "1"), "1", "A001")
    later(clock, "30s")
    start(db, clock, clerk_at(db, "1"), "1")
    finish(db, clock, clerk_at(db, "1"), "1")

    lines = list(export_legs(db, FIRST, LAST))

    assert lines == [
        ",".join([*COLUMNS, *OPTIONAL_COLUMNS]) + "\n",
        "2026-03-02,A001,0,payment,standard,2026-03-02T09:00:00+08:00,2026-03-02T09:00:00+08:00,"
        "2026-03-02T09:00:00+08:00,2026-03-02T09:00:00+08:00,1,1001,held,2026-03-02T09:00:00+08:00,120,0\n",
        "2026-03-02,A001,1,payment,standard,2026-03-02T09:02:00+08:00,2026-03-02T09:02:00+08:00,"
        "2026-03-02T09:02:30+08:00,2026-03-02T09:02:30+08:00,1,1001,served,2026-03-02T09:02:00+08:00,,0\n",
    ]


def test_an_hour_that_comes_twice_survives_the_way_out_and_back(tmp_path: Path, empty_hall) -> None:
    clock = FrozenClock(datetime(2026, 11, 1, tzinfo=UTC))
    berlin, other = empty_hall("Europe/Berlin"), empty_hall("Europe/Berlin")
    second = "2026-10-25T02:30:00+01:00"
    told = cells(
        business_day="2026-10-25",
        issued_at="2026-10-25T02:30:00",
        called_at=second,
        started_at=second,
        ended_at="2026-10-25T02:40:00+01:00",
    )
    import_legs(berlin, clock, SYSTEM, write_legs(tmp_path / "in.csv", told))
    out = "".join(export_legs(berlin, FIRST, LAST))
    (tmp_path / "out.csv").write_text(out, encoding="utf-8")

    result = import_legs(other, clock, SYSTEM, tmp_path / "out.csv")

    assert result.taken == 1
    assert "2026-10-25T02:30:00+02:00,2026-10-25T02:30:00+01:00" in out
    assert "".join(export_legs(other, FIRST, LAST)) == out
    # From the first 02:30 to the second it is an hour.
    assert records(export_visits(other, FIRST, LAST))[0]["wait_seconds"] == "3600"


def test_the_days_at_both_ends_are_given_and_no_others(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    days = ["2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "in.csv", *(cells(business_day=day) for day in days)))

    for export in (export_legs, export_visits):
        lines = records(export(db, date(2026, 2, 27), date(2026, 2, 28)))

        assert [line["business_day"] for line in lines] == ["2026-02-27", "2026-02-28"]


def test_a_visit_that_goes_on_is_not_given_out(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_serving_ticket(db, clock)
    factories.a_waiting_ticket(db, clock)

    assert records(export_legs(db, FIRST, LAST)) == []
    assert records(export_visits(db, FIRST, LAST)) == []


def test_a_forgotten_leg_of_the_halls_own_goes_out_as_left_open(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    factories.a_served_ticket(db, clock, handled="4h1m")
    out = "".join(export_legs(db, FIRST, LAST))
    (tmp_path / "out.csv").write_text(out, encoding="utf-8")

    assert records(out.splitlines())[0]["left_open"] == "1"
    assert import_legs(db, clock, SYSTEM, tmp_path / "out.csv").already_there == 1


def test_time_on_hold_told_by_a_log_is_kept_and_not_handled(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "in.csv", cells(held_seconds="60")))

    assert records(export_legs(db, FIRST, LAST))[0]["held_seconds"] == "60"
    # 10:05 to 10:08 less the 60 s.
    assert records(export_visits(db, FIRST, LAST))[0]["handling_seconds"] == "120"


def test_a_visit_goes_out_with_the_sums_of_its_legs(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_serving_ticket(db, clock, waited="90s", walked="10s", counter="2")
    later(clock, "1m")
    next_transaction(db, clock, clerk_at(db, "2"), "2", "invoice")
    later(clock, "2m")
    transfer(db, clock, clerk_at(db, "2"), "2", "plan_change")
    later(clock, "30s")
    factories.an_open_counter(db, clock, "1")
    factories.call_ticket(db, clock, clerk_at(db, "1"), "1", "A001")
    later(clock, "20s")
    start(db, clock, clerk_at(db, "1"), "1")
    later(clock, "4m")
    finish(db, clock, clerk_at(db, "1"), "1")

    [visit] = records(export_visits(db, FIRST, LAST))

    assert tuple(visit) == VISIT_COLUMNS
    assert visit == {
        "business_day": "2026-03-02",
        "ticket": "A001",
        "segment": "standard",
        "service": "payment",
        "issued_at": "2026-03-02T09:00:00+08:00",
        "legs": "2",
        # The payment and the plan change; the invoice was cut off by the transfer.
        "transactions": "2",
        "outcome": "served",
        # 90 + 30, 10 + 20, 60 + 240; 90 + 10 + 60 + 120 + 30 + 20 + 240 in all.
        "wait_seconds": "120",
        "walk_seconds": "30",
        "handling_seconds": "300",
        "visit_seconds": "570",
        "estimate_low_seconds": "",
        "estimate_high_seconds": "",
        "peak_end": "",
        "average": "",
        "peak_end_2": "",
        "ratings_valid": "0",
    }


def test_what_did_not_happen_is_empty(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_cancelled_ticket(db, clock)
    factories.a_void_ticket(db, clock)

    visits = records(export_visits(db, FIRST, LAST))

    assert [visit["outcome"] for visit in visits] == ["cancelled", "void"]
    for visit in visits:
        assert (visit["wait_seconds"], visit["walk_seconds"], visit["handling_seconds"]) == ("", "", "")
