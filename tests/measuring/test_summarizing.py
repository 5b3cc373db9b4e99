"""Summaries of days: when they are kept, what drops them, and that nobody reads a wrong one."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.business_time import Hours, local_instant
from storeops.base.clock import FrozenClock
from storeops.hall.offer_actions import change_counter
from storeops.hall.set_up_actions import change_weekly_hours, remove_special_day, rename_hall, set_special_day
from storeops.history.roster_format import COLUMNS as ROSTER_COLUMNS
from storeops.history.transactions_format import COLUMNS as TRANSACTION_COLUMNS
from storeops.measuring import day_summary_rows
from storeops.measuring.due_day_rows import days_due
from storeops.measuring.summary_actions import keep_summary, summarize_day
from storeops.measuring.sums import Total
from storeops.measuring.tallies_view import day_tallies, hall_tally
from storeops.queueing.close_day import close_day
from storeops.queueing.staffing import close_counter
from storeops.running import integrity_view
from storeops.running.heavy_jobs import SUMMARIES_AT_ONCE, summarize_days
from storeops.store.database import HallDatabase
from tests import factories
from tests.factories import ADA, MONDAY, everything, later, rows
from tests.history.imports import import_legs, import_roster, import_transactions
from tests.history.legs_files import cells, write_legs
from tests.history.told_files import write_rows

SUNDAY, MONDAY_DATE, TUESDAY = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)


def due(db: HallDatabase, clock: FrozenClock) -> list[date]:
    return list(days_due(db, clock.now()))


def kept(db: HallDatabase) -> list[date]:
    return sorted(day_summary_rows.kept_days(db, date(2026, 1, 1), date(2026, 12, 31)))


def at(clock: FrozenClock, day: date, clock_time: str) -> None:
    """It is this time in the hall."""
    clock.instant = local_instant(day, time.fromisoformat(clock_time), ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def monday_kept(db: HallDatabase, clock: FrozenClock) -> HallDatabase:
    """Sunday was imported, Monday had one customer; on Wednesday the summaries of both are kept."""
    change_weekly_hours(db, clock, factories.ADA.actor, {day: (Hours(time(9), time(18)),) for day in range(1, 8)})
    factories.a_served_ticket(db, clock, waited="2m", handled="3m")
    close_counter(db, clock, factories.ANA.actor, "1")
    import_legs(db, clock, SYSTEM, write_legs(Path(str(db.path) + ".csv"), cells()))
    at(clock, date(2026, 3, 4), "10:00")
    summarize_days(db, clock)
    return db


# When a day is settled


def test_a_day_is_due_when_it_is_over_and_its_tickets_cannot_come_back(db: HallDatabase, clock: FrozenClock) -> None:
    factories.open_daily(db)
    factories.a_served_ticket(db, clock)
    close_counter(db, clock, factories.ANA.actor, "1")

    at(clock, MONDAY_DATE, "23:59")
    assert due(db, clock) == []
    at(clock, TUESDAY, "00:00")
    assert due(db, clock) == [MONDAY_DATE]


def test_in_a_hall_that_never_closes_a_day_is_due_half_an_hour_after_its_close(
    db: HallDatabase, clock: FrozenClock
) -> None:
    factories.a_served_ticket(db, clock)

    at(clock, TUESDAY, "04:29")
    assert due(db, clock) == []
    at(clock, TUESDAY, "04:30")
    assert due(db, clock) == [MONDAY_DATE]


def test_a_day_with_a_live_ticket_and_the_day_after_it_are_not_due(db: HallDatabase, clock: FrozenClock) -> None:
    factories.a_waiting_ticket(db, clock)
    at(clock, TUESDAY, "12:00")
    factories.a_cancelled_ticket(db, clock)

    at(clock, date(2026, 3, 5), "12:00")
    assert due(db, clock) == []
    close_day(db, clock, SYSTEM, MONDAY)
    assert due(db, clock) == [TUESDAY, MONDAY_DATE]


def test_a_forgotten_counter_holds_its_day_back_until_it_is_closed(db: HallDatabase, clock: FrozenClock) -> None:
    factories.open_daily(db)
    factories.an_open_counter(db, clock)

    at(clock, TUESDAY, "12:00")
    assert due(db, clock) == []
    close_day(db, clock, SYSTEM, MONDAY)
    assert due(db, clock) == [MONDAY_DATE]


def test_a_ticket_that_ended_late_may_be_reopened_so_its_day_is_not_due_yet(
    db: HallDatabase, clock: FrozenClock
) -> None:
    factories.open_daily(db)
    factories.a_waiting_ticket(db, clock)
    at(clock, TUESDAY, "09:00")
    factories.an_open_counter(db, clock)
    number = rows(db, "SELECT number FROM ticket")[0]["number"]
    factories.call_ticket(db, clock, factories.ANA.actor, "1", number)
    factories.start(db, clock, factories.ANA.actor, "1")
    factories.finish(db, clock, factories.ANA.actor, "1")

    later(clock, "29m59s")
    assert due(db, clock) == []
    later(clock, "1s")
    assert due(db, clock) == [MONDAY_DATE]


# Keeping


def test_a_summary_is_kept_once_and_is_no_event(monday_kept: HallDatabase, clock: FrozenClock) -> None:
    before = everything(monday_kept)

    summarize_days(monday_kept, clock)

    assert kept(monday_kept) == [SUNDAY, MONDAY_DATE]
    assert everything(monday_kept) == before
    assert "summar" not in " ".join(row["kind"] for row in rows(monday_kept, "SELECT kind FROM event"))


def test_the_job_keeps_the_latest_days_first_and_a_few_at_a_time(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    days = [f"2026-02-{day:02d}" for day in range(1, SUMMARIES_AT_ONCE + 3)]
    import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *(cells(business_day=day) for day in days)))

    summarize_days(db, clock)

    assert [day.isoformat() for day in kept(db)] == days[2:]
    summarize_days(db, clock)
    assert [day.isoformat() for day in kept(db)] == days


def test_what_was_counted_before_an_import_is_not_kept_after_it(
    monday_kept: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    (stale,) = day_tallies(monday_kept, SUNDAY, SUNDAY, clock.now())
    seq = rows(monday_kept, "SELECT max(seq) AS seq FROM event")[0]["seq"]
    import_legs(monday_kept, clock, SYSTEM, write_legs(tmp_path / "legs.csv", cells("A002")))

    keep_summary(monday_kept, clock, SYSTEM, SUNDAY, stale.bodies(), seq)

    assert kept(monday_kept) == [MONDAY_DATE]
    assert hall_tally(monday_kept, SUNDAY, SUNDAY, clock.now()).issued == 2


def test_a_summary_of_a_release_with_other_sums_is_as_good_as_none(
    monday_kept: HallDatabase, clock: FrozenClock
) -> None:
    before = hall_tally(monday_kept, SUNDAY, MONDAY_DATE, clock.now())
    summaries = rows(monday_kept, "SELECT * FROM day_summary ORDER BY business_day, part")
    monday_kept.execute("UPDATE day_summary SET sums = '', body = '{\"issued\":9,\"smiles\":3}'")

    assert kept(monday_kept) == []
    assert hall_tally(monday_kept, SUNDAY, MONDAY_DATE, clock.now()) == before
    assert [day.business_day for day in day_tallies(monday_kept, SUNDAY, MONDAY_DATE, clock.now())] == [
        SUNDAY,
        MONDAY_DATE,
    ]
    assert integrity_view.findings(monday_kept) == []
    assert due(monday_kept, clock) == [MONDAY_DATE, SUNDAY]
    summarize_days(monday_kept, clock)
    assert rows(monday_kept, "SELECT * FROM day_summary ORDER BY business_day, part") == summaries


# What drops a summary

Change = Callable[[HallDatabase, FrozenClock, Path], object]


def import_a_leg(db: HallDatabase, clock: FrozenClock, folder: Path) -> object:
    return import_legs(db, clock, SYSTEM, write_legs(folder / "legs.csv", cells("A009")))


def import_a_transaction(db: HallDatabase, clock: FrozenClock, folder: Path) -> object:
    row = dict.fromkeys(TRANSACTION_COLUMNS, "") | {
        "business_day": "2026-03-01",
        "ticket": "A001",
        "leg": "0",
        "service": "invoice",
        "class": "normal",
        "started_at": "2026-03-01T10:06",
        "ended_at": "2026-03-01T10:07",
    }
    return import_transactions(db, clock, SYSTEM, write_rows(folder / "t.csv", TRANSACTION_COLUMNS, [row]))


def import_a_stretch(db: HallDatabase, clock: FrozenClock, folder: Path) -> object:
    row = dict(zip(ROSTER_COLUMNS, ["1002", "2026-03-01T22:00", "2026-03-02T05:00"], strict=True))
    return import_roster(db, clock, SYSTEM, write_rows(folder / "r.csv", ROSTER_COLUMNS, [row]))


def open_earlier(db: HallDatabase, clock: FrozenClock, folder: Path) -> object:
    return change_weekly_hours(db, clock, ADA.actor, {1: (Hours(time(8), time(18)),)})


def make_sunday_special(db: HallDatabase, clock: FrozenClock, folder: Path) -> object:
    return set_special_day(db, clock, ADA.actor, SUNDAY, (Hours(time(11), time(12)),), "")


def let_a_counter_serve_less(db: HallDatabase, clock: FrozenClock, folder: Path) -> object:
    return change_counter(db, clock, ADA.actor, "1", False, ["payment"], True)


def take_a_counter_out_of_use(db: HallDatabase, clock: FrozenClock, folder: Path) -> object:
    return change_counter(db, clock, ADA.actor, "1", True, [], False)


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (import_a_leg, [MONDAY_DATE]),
        (import_a_transaction, [MONDAY_DATE]),
        (import_a_stretch, []),
        (open_earlier, []),
        (make_sunday_special, [MONDAY_DATE]),
        (let_a_counter_serve_less, []),
        (take_a_counter_out_of_use, [SUNDAY, MONDAY_DATE]),
        (lambda db, clock, _: rename_hall(db, clock, ADA.actor, "新厅", "New hall"), [SUNDAY, MONDAY_DATE]),
    ],
)
def test_whatever_changes_a_settled_day_drops_its_summary(
    monday_kept: HallDatabase, clock: FrozenClock, tmp_path: Path, change: Change, left: list[date]
) -> None:
    change(monday_kept, clock, tmp_path)

    assert kept(monday_kept) == left
    summarize_days(monday_kept, clock)
    assert kept(monday_kept) == [SUNDAY, MONDAY_DATE]
    assert integrity_view.findings(monday_kept) == []


def test_a_day_that_is_no_longer_special_is_counted_again(monday_kept: HallDatabase, clock: FrozenClock) -> None:
    make_sunday_special(monday_kept, clock, Path())
    summarize_days(monday_kept, clock)
    # It opened at eleven, and a ticket was drawn at ten.
    assert hall_tally(monday_kept, SUNDAY, SUNDAY, clock.now()).pre_open == Total(1, 3600)

    remove_special_day(monday_kept, clock, ADA.actor, SUNDAY)

    assert kept(monday_kept) == [MONDAY_DATE]
    assert hall_tally(monday_kept, SUNDAY, SUNDAY, clock.now()).pre_open == Total()


# What the check finds


def test_the_check_names_each_day_whose_summary_is_wrong(monday_kept: HallDatabase) -> None:
    monday_kept.execute("UPDATE stored_ticket SET segment = 'assisted' WHERE business_day = ?", (MONDAY,))

    assert [sentence for sentence in integrity_view.findings(monday_kept) if not sentence.startswith("ticket")] == [
        "the summary of 2026-03-02 is not what the day's tickets and counters add up to"
    ]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("UPDATE day_summary SET body = 'torn' WHERE part = 'hall'", "cannot be read"),
        ("DELETE FROM day_summary WHERE part = 'hall'", "is not what"),
        ("DELETE FROM day_summary WHERE part = 'services'", "is not what"),
    ],
)
def test_the_check_names_each_summary_that_is_torn(monday_kept: HallDatabase, change: str, finding: str) -> None:
    monday_kept.execute(change)

    found = integrity_view.findings(monday_kept)
    assert [sentence.split(finding)[0] for sentence in found] == [
        "the summary of 2026-03-01 ",
        "the summary of 2026-03-02 ",
    ]


def test_a_day_on_which_somebody_was_only_signed_in_is_kept_too(db: HallDatabase, clock: FrozenClock) -> None:
    factories.open_daily(db)
    factories.an_open_counter(db, clock)
    later(clock, "1h")
    close_counter(db, clock, factories.ANA.actor, "1")
    at(clock, date(2026, 3, 4), "10:00")

    summarize_day(db, clock, SYSTEM, MONDAY_DATE)

    (monday,) = day_tallies(db, SUNDAY, TUESDAY, datetime(2026, 3, 4, tzinfo=clock.now().tzinfo))
    assert (monday.business_day, monday.hall.issued, monday.hall.desk.signed_in) == (MONDAY_DATE, 0, 3600)
