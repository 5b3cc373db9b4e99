"""Taking care files: complaints, errors and praise, and a month that was closed before they came."""

import json
from pathlib import Path

import pytest

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.history.care_format import COLUMNS
from storeops.history.refusals import ImportRefused
from storeops.history.row_judgement import ImportResult
from storeops.store.database import HallDatabase
from tests import factories
from tests.factories import rows
from tests.history.imports import import_care
from tests.history.told_files import counts, refusals, write_rows

ADA = Actor("employee:9001")


def entry(kind: str = "error", note: str = "wrong amount", **told: str) -> dict[str, str]:
    """An entry about 1001 on 20 February 2026."""
    return {"employee": "1001", "day": "2026-02-20", "kind": kind, "note": note, **told}


@pytest.fixture
def take(db: HallDatabase, clock: FrozenClock, tmp_path: Path):
    """Import a file of these entries."""

    def take(*told: dict[str, str], strict: bool = False) -> ImportResult:
        return import_care(db, clock, ADA, write_rows(tmp_path / "care.csv", COLUMNS, told), strict)

    return take


def a_frozen_month(db: HallDatabase, month: str) -> None:
    """The stars of a month were counted and are kept."""
    db.execute(
        "INSERT INTO star_month (month, version, policy_id, frozen_at, frozen_by, inputs, checksum)"
        " VALUES (?, 1, 1, '2026-03-01T00:00:00.000Z', 'system', '{}', '')",
        (month,),
    )


def test_an_entry_is_written_as_it_came_and_the_import_is_noted(db: HallDatabase, take) -> None:
    result = take(entry(note="他说：“找错钱了”\n第二行"))

    assert counts(result) == (1, 0, 0)
    [row] = rows(db, "SELECT care_entry.*, code FROM care_entry JOIN employee ON employee.id = employee_id")
    assert row | {"employee_id": 0} == {
        "id": 1,
        "employee_id": 0,
        "code": "1001",
        "day": "2026-02-20",
        "kind": "error",
        "note": "他说：“找错钱了”\n第二行",
        "follow_up_id": None,
        "entered_at": "2026-03-02T01:00:00.000Z",
        "entered_by": None,
        "is_imported": 1,
        "import_id": 1,
    }
    event = factories.last_event(db)
    # The note is nobody's business on a public screen.
    assert (event["kind"], json.loads(event["data"])) == ("history_imported", {"format": "care", "taken": 1})


def test_the_same_entry_again_is_already_there_in_one_file_and_in_the_next(db: HallDatabase, take) -> None:
    told = [entry(), entry(), entry(note="another"), entry("praise", "")]

    assert counts(take(*told)) == (3, 1, 0)
    before = factories.everything(db)

    assert counts(take(*told)) == (0, 4, 0)
    assert factories.everything(db) == before


def test_strangers_become_clerks_who_have_left(db: HallDatabase, take) -> None:
    take(entry(employee="S01"))

    assert rows(db, "SELECT role, is_active FROM employee WHERE code = 'S01'") == [{"role": "clerk", "is_active": 0}]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"kind": "complaint"}, "kind complaint is not known"),
        ({"kind": ""}, "kind is missing"),
        ({"employee": ""}, "employee is missing"),
        ({"day": "20.2.2026"}, "day is not a day such as 2026-03-31"),
        ({"day": "2026-03-03"}, "day is in the future"),
        ({"note": "x" * 501}, "note is longer than 500 characters"),
        ({"note": "\x07"}, "note holds control characters"),
    ],
)
def test_what_cannot_be_true_is_refused_for_a_stated_reason(
    db: HallDatabase, take, told: dict[str, str], reason: str
) -> None:
    before = factories.everything(db)

    assert refusals(take(entry(**told))) == [(2, reason)]
    assert factories.everything(db) == before


def test_strict_takes_all_or_nothing(db: HallDatabase, take) -> None:
    with pytest.raises(ImportRefused):
        take(entry(), entry("gossip"), strict=True)

    assert rows(db, "SELECT * FROM care_entry") == []


def test_a_frozen_month_hears_of_it_and_no_other(db: HallDatabase, take) -> None:
    a_frozen_month(db, "2026-01")
    a_frozen_month(db, "2026-02")

    take(entry(day="2026-02-27"), entry(day="2026-02-28"), entry(day="2026-03-01"))

    assert rows(db, "SELECT month, noted_at, what FROM month_correction") == [
        {"month": "2026-02", "noted_at": "2026-03-02T01:00:00.000Z", "what": "history was imported"}
    ]


def test_a_file_that_brings_nothing_new_leaves_a_frozen_month_alone(db: HallDatabase, take) -> None:
    take(entry())
    a_frozen_month(db, "2026-02")

    take(entry(), entry("gossip"))

    assert rows(db, "SELECT * FROM month_correction") == []
