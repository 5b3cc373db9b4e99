"""Taking roster files: who was signed in when, once."""

import json
from pathlib import Path

import pytest

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.history.refusals import ImportRefused
from storeops.history.roster_format import COLUMNS
from storeops.history.row_judgement import ImportResult
from storeops.queueing.staffing import close_counter, open_counter
from storeops.store.database import HallDatabase
from tests import factories
from tests.factories import ANA, rows
from tests.history.imports import import_roster
from tests.history.legs_files import DAY
from tests.history.told_files import counts, refusals, write_rows

ADA = Actor("employee:9001")


def stretch(begin: str = "09:00", end: str = "12:00", employee: str = "1001") -> dict[str, str]:
    """From one time of 1 March to another; a time may be told in full."""
    times = [at if len(at) > 5 or not at else f"{DAY}T{at}" for at in (begin, end)]
    return dict(zip(COLUMNS, [employee, *times], strict=True))


@pytest.fixture
def take(db: HallDatabase, clock: FrozenClock, tmp_path: Path):
    """Import a file of these stretches."""

    def take(*told: dict[str, str], strict: bool = False) -> ImportResult:
        return import_roster(db, clock, ADA, write_rows(tmp_path / "roster.csv", COLUMNS, told), strict)

    return take


def test_a_stretch_is_a_signed_in_span_at_no_counter(db: HallDatabase, take) -> None:
    result = take(stretch())

    assert counts(result) == (1, 0, 0)
    [span] = rows(db, "SELECT * FROM signed_in_span")
    assert span | {"employee_id": 0} == {
        "id": 1,
        "employee_id": 0,
        "counter_id": None,
        "signed_in_at": "2026-03-01T01:00:00.000Z",
        "signed_out_at": "2026-03-01T04:00:00.000Z",
        "left_open": 0,
        "is_imported": 1,
        "import_id": 1,
    }
    event = factories.last_event(db)
    assert (event["kind"], json.loads(event["data"])) == ("history_imported", {"format": "roster", "taken": 1})


def test_importing_again_takes_nothing_and_changes_nothing(db: HallDatabase, take) -> None:
    told = [stretch(), stretch("12:00", "17:30"), stretch("12:00", "17:30", "S01"), stretch()]
    assert counts(take(*told)) == (3, 1, 0)
    before = factories.everything(db)

    assert counts(take(*told)) == (0, 4, 0)
    assert factories.everything(db) == before


@pytest.mark.parametrize("other", [("11:59", "13:00"), ("08:00", "09:01"), ("10:00", "11:00"), ("08:00", "13:00")])
def test_stretches_of_one_employee_do_not_overlap(db: HallDatabase, take, other: tuple[str, str]) -> None:
    expected = "overlaps another stretch of the same employee"

    assert refusals(take(stretch(), stretch(*other))) == [(3, expected)]
    assert refusals(take(stretch(*other))) == [(2, expected)]
    assert counts(take(stretch(*other, employee="1002"))) == (1, 0, 0)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (("09:00", "08:59"), "signed out before signing in"),
        ((f"{DAY}T09:00", "2026-03-02T09:01"), "signed in for more than 24 h"),
        (("09:00", ""), "signed_out_at is missing"),
        (("", "09:00"), "signed_in_at is missing"),
        (("nine", "10:00"), "signed_in_at is not a time such as 2026-03-31T09:05:00"),
        (("2026-03-03T00:00", "2026-03-03T08:00"), "signed_in_at is in the future"),
        (("09:00", "12:00", ""), "employee is missing"),
    ],
)
def test_what_cannot_be_true_is_refused_for_a_stated_reason(
    db: HallDatabase, take, told: tuple[str, ...], reason: str
) -> None:
    before = factories.everything(db)

    assert refusals(take(stretch(*told))) == [(2, reason)]
    assert factories.everything(db) == before


def test_a_whole_day_and_the_night_shift_are_taken(take) -> None:
    whole_day = stretch("2026-02-27T09:00", "2026-02-28T09:00")

    assert counts(take(whole_day, stretch("22:00", "2026-03-02T06:00"))) == (2, 0, 0)


def test_what_the_hall_saw_itself_stands(db: HallDatabase, clock: FrozenClock, take) -> None:
    open_counter(db, clock, ANA.actor, "1", ANA.code)
    factories.later(clock, "3h")
    close_counter(db, clock, ANA.actor, "1")
    open_counter(db, clock, ANA.actor, "1", ANA.code)

    # Monday from 9 to 12 at counter 1, and since then.
    day = factories.MONDAY
    result = take(
        stretch(f"{day}T09:00", f"{day}T12:00"),
        stretch(f"{day}T08:00", f"{day}T10:00"),
        stretch(f"{day}T13:00", f"{day}T14:00"),
        stretch(f"{day}T08:00", f"{day}T09:00"),
    )

    expected = "overlaps another stretch of the same employee"
    assert refusals(result) == [(3, expected), (4, expected)]
    assert (result.taken, result.already_there) == (1, 1)


def test_strict_takes_all_or_nothing(db: HallDatabase, take) -> None:
    with pytest.raises(ImportRefused):
        take(stretch(), stretch("09:00", "08:00"), strict=True)

    assert rows(db, "SELECT * FROM signed_in_span") == []


def test_both_months_of_a_night_hear_of_it(db: HallDatabase, take) -> None:
    for month in ("2026-01", "2026-02"):
        db.execute(
            "INSERT INTO star_month (month, version, policy_id, frozen_at, frozen_by, inputs, checksum)"
            " VALUES (?, 1, 1, '2026-03-01T00:00:00.000Z', 'system', '{}', '')",
            (month,),
        )

    take(stretch("2026-01-31T22:00", "2026-02-01T06:00"))

    assert [row["month"] for row in rows(db, "SELECT month FROM month_correction")] == ["2026-01", "2026-02"]


@pytest.mark.parametrize("code", ["=1001", "+1001", "-1001", "@1001", "10/01", "10\\01", "10\u202e01", "\u200e1001"])
def test_a_number_that_a_spreadsheet_or_an_address_would_read_otherwise_is_refused(
    db: HallDatabase, take, code: str
) -> None:
    before = len(rows(db, "SELECT * FROM employee"))

    result = take(stretch(employee=code))

    assert counts(result) == (0, 0, 1)
    assert [reason for _, reason in refusals(result)] == [
        "employee holds a slash, a mark of direction, or begins with = + - or @"
    ]
    assert len(rows(db, "SELECT * FROM employee")) == before
