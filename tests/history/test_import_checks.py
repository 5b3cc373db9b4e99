"""Taking checks files: rows that make a check, the sheet on which it was made, and what cannot be true."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.history.checks_format import COLUMNS
from storeops.history.export_view import export_checks
from storeops.history.refusals import ImportRefused
from storeops.history.row_judgement import ImportResult
from storeops.store.database import HallDatabase, connect
from tests import factories
from tests.factories import MONDAY_NINE, rows
from tests.history.imports import import_checks
from tests.history.legs_files import DAY
from tests.history.told_files import counts, refusals, write_rows
from tests.quality.checks.strict_sheet import a_strict_sheet

ADA = Actor("employee:9001")
CLERKS_ITEMS = ["greet_arrival", "stand", "smile", "farewell", "appearance"]


def item(item: str = "smile", mark: str = "1", reason: str = "", **told: str) -> dict[str, str]:
    """An item of the check of 1001 by 5001 on 1 March at 10:00."""
    row = {"employee": "1001", "inspector": "5001", "checked_at": f"{DAY}T10:00:00"}
    return {**row, "item": item, "mark": mark, "reason": reason, **told}


@pytest.fixture
def take(db: HallDatabase, clock: FrozenClock, tmp_path: Path):
    """Import a file of these items."""

    def take(*told: dict[str, str], strict: bool = False) -> ImportResult:
        return import_checks(db, clock, ADA, write_rows(tmp_path / "checks.csv", COLUMNS, told), strict)

    return take


def marks(db: HallDatabase, version: int = 1) -> list[tuple[object, ...]]:
    """Sheet, employee, item, mark and reason of all checks in one of their versions."""
    found = rows(
        db,
        "SELECT sheet.kind, employee.code AS employee, sheet_item.code AS item, mark, check_mark.reason"
        " FROM check_mark JOIN check_version ON check_version.id = version_id AND check_version.version = ?"
        " JOIN spot_check ON spot_check.id = check_id JOIN sheet ON sheet.id = spot_check.sheet_id"
        " JOIN sheet_item ON sheet_item.id = item_id LEFT JOIN employee ON employee.id = employee_id"
        " ORDER BY checked_at, employee.code, sheet_item.position",
        version,
    )
    return [tuple(row.values()) for row in found]


def test_rows_of_one_employee_inspector_and_time_are_one_check(db: HallDatabase, take) -> None:
    result = take(
        item("smile"), item("stand", "0.5", "leaned"), item("amounts", "0", "said nothing"), item("farewell", "NA")
    )

    assert counts(result) == (4, 0, 0)
    [check] = rows(db, "SELECT * FROM spot_check")
    people = {row["code"]: row["id"] for row in rows(db, "SELECT code, id FROM employee")}
    assert check == {
        "id": 1,
        "sheet_id": 1,
        "employee_id": people["1001"],
        "inspector_id": people["5001"],
        "business_day": DAY,
        "started_at": "2026-03-01T02:00:00.000Z",
        "checked_at": "2026-03-01T02:00:00.000Z",
        "planned_id": None,
        "is_imported": 1,
        "import_id": 1,
        "is_blind": 0,
    }
    assert rows(db, "SELECT version, entered_at, entered_by, reason FROM check_version") == [
        {"version": 1, "entered_at": "2026-03-01T02:00:00.000Z", "entered_by": people["5001"], "reason": None}
    ]
    assert marks(db) == [
        ("clerk", "1001", "stand", 0.5, "leaned"),
        ("clerk", "1001", "smile", 1.0, ""),
        ("clerk", "1001", "amounts", 0.0, "said nothing"),
        ("clerk", "1001", "farewell", None, ""),
    ]
    event = factories.last_event(db)
    assert (event["kind"], json.loads(event["data"])) == ("history_imported", {"format": "checks", "taken": 4})


def test_another_time_inspector_or_employee_is_another_check(db: HallDatabase, take) -> None:
    take(
        item(),
        item(checked_at=f"{DAY}T10:00:01"),
        item(inspector="5002"),
        item(employee="1002"),
        # The same instant as the first, on another clock.
        item("stand", checked_at=f"{DAY}T02:00:00Z"),
    )

    assert rows(db, "SELECT count(*) AS checks FROM spot_check") == [{"checks": 4}]


def test_a_check_just_after_midnight_belongs_to_the_halls_day(db: HallDatabase, take) -> None:
    take(item(checked_at="2026-02-28T16:30:00Z"))

    assert rows(db, "SELECT business_day FROM spot_check") == [{"business_day": DAY}]


def test_strangers_are_added_out_of_sight_and_inspectors_as_duty_managers(db: HallDatabase, take) -> None:
    # D1 inspects S1 and was checked by D2 before.
    take(item(employee="D1", inspector="D2"), item(employee="S1", inspector="D1"))

    assert rows(db, "SELECT code, role, is_active FROM employee WHERE code IN ('D1', 'D2', 'S1') ORDER BY code") == [
        {"code": "D1", "role": "duty_manager", "is_active": 0},
        {"code": "D2", "role": "duty_manager", "is_active": 0},
        {"code": "S1", "role": "clerk", "is_active": 0},
    ]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"inspector": "1001"}, "nobody checks themself"),
        ({"item": "whistling"}, "item whistling is not known"),
        ({"item": ""}, "item is missing"),
        ({"mark": "0"}, "a mark of 0 needs a reason"),
        ({"mark": "0.5", "reason": "  "}, "a mark of 0.5 needs a reason"),
        ({"mark": "0.7"}, "mark 0.7 is not known"),
        ({"mark": ""}, "mark is missing"),
        ({"inspector": ""}, "inspector is missing"),
        # Without an employee it is the environment's sheet.
        ({"employee": ""}, "item smile is not known"),
        ({"checked_at": "2026-03-03T00:00:00"}, "checked_at is in the future"),
        ({"reason": "x" * 501}, "reason is longer than 500 characters"),
    ],
)
def test_what_cannot_be_true_is_refused_for_a_stated_reason(
    db: HallDatabase, take, told: dict[str, str], reason: str
) -> None:
    before = factories.everything(db)

    assert refusals(take(item(**told))) == [(2, reason)]
    assert factories.everything(db) == before


def test_a_refused_row_leaves_its_item_out_and_takes_no_other_with_it(db: HallDatabase, take) -> None:
    result = take(item("smile", "0"), item("stand"), item("stand", "0", "sat"), item("stand"))

    # The second mark of the item stand is another; the third is the first again.
    assert refusals(result) == [(2, "a mark of 0 needs a reason"), (4, "item repeated")]
    assert (result.taken, result.already_there) == (1, 1)
    assert marks(db) == [("clerk", "1001", "stand", 1.0, "")]


def test_importing_again_takes_nothing_and_changes_nothing(db: HallDatabase, take) -> None:
    told = [item("smile"), item("stand", "0", "sat"), item("farewell", "NA", employee="1002")]
    take(*told)
    before = factories.everything(db)

    assert counts(take(*told)) == (0, 3, 0)
    assert factories.everything(db) == before


def test_another_mark_or_reason_in_a_later_file_is_refused(take) -> None:
    take(item("smile", "0.5", "tired"))

    assert refusals(take(item("smile", "0", "tired"))) == [(2, "item repeated")]
    assert refusals(take(item("smile", "0.5", "sad"))) == [(2, "item repeated")]


def test_an_item_that_comes_later_makes_a_new_version_of_the_check(db: HallDatabase, clock: FrozenClock, take) -> None:
    take(item("smile", "0.5", "tired"), item("stand", "0"))
    factories.later(clock, "1h")

    result = take(item("smile", "0.5", "tired"), item("stand", "0", "sat"))

    assert counts(result) == (1, 1, 0)
    assert marks(db, 1) == [("clerk", "1001", "smile", 0.5, "tired")]
    assert marks(db, 2) == [("clerk", "1001", "stand", 0.0, "sat"), ("clerk", "1001", "smile", 0.5, "tired")]
    [later] = rows(db, "SELECT entered_at, reason FROM check_version WHERE version = 2")
    assert later["entered_at"] == "2026-03-02T02:00:00.000Z"
    assert "imported later" in later["reason"]


def test_a_file_is_still_known_after_the_hall_changed_a_mark(db: HallDatabase, take) -> None:
    take(item("smile"))
    db.execute(
        "INSERT INTO check_version (check_id, version, entered_at, entered_by, reason) SELECT id, 2, checked_at,"
        " inspector_id, 'appeal' FROM spot_check"
    )
    db.execute("INSERT INTO check_mark SELECT 2, item_id, 0.5, 'half', 1 FROM check_mark")

    assert counts(take(item("smile"))) == (0, 1, 0)
    assert counts(take(item("smile", "0.5", "half"))) == (0, 1, 0)
    assert refusals(take(item("smile", "NA"))) == [(2, "item repeated")]


def test_a_check_of_the_halls_own_gets_no_further_items(db: HallDatabase, take) -> None:
    take(item("smile"))
    db.execute("UPDATE stored_spot_check SET is_imported = 0")

    result = take(item("smile"), item("stand"))

    assert refusals(result) == [(3, "the hall recorded this check itself")]
    assert result.already_there == 1


@pytest.mark.parametrize(
    ("employee", "items", "kind"),
    [
        ("1001", ["smile", "first_asked", "appearance"], "clerk"),
        ("3001", ["calm", "first_asked", "appearance"], "greeter"),
        ("4001", ["coaching", "appearance"], "shift_lead"),
        ("", ["floor", "seats"], "environment"),
        # Known to clerks, greeters and shift leads alike.
        ("3001", ["appearance"], "clerk"),
    ],
)
def test_the_sheet_is_the_one_that_knows_the_items(
    db: HallDatabase, take, employee: str, items: list[str], kind: str
) -> None:
    result = take(*(item(code, employee=employee) for code in items))

    assert counts(result) == (len(items), 0, 0)
    assert {row[0] for row in marks(db)} == {kind}
    assert counts(take(*(item(code, employee=employee) for code in items))) == (0, len(items), 0)


def test_an_item_of_another_sheet_is_not_known(db: HallDatabase, take) -> None:
    result = take(item("coaching"), item("smile"), item("stand"))

    assert refusals(result) == [(2, "item coaching is not known")]
    assert {row[0] for row in marks(db)} == {"clerk"}


def test_the_sheet_is_the_version_in_force_on_that_day(db: HallDatabase, take) -> None:
    db.execute("INSERT INTO sheet VALUES (9, 'clerk', 2, '2026-03-01', '2026-02-01T00:00:00.000Z', NULL)")
    db.execute(
        "INSERT INTO sheet_item VALUES (900, 9, 'smile', '微笑', 'Smile', 50, 0, 'points'),"
        " (901, 9, 'wave', '招手', 'Wave', 50, 1, 'points')"
    )

    result = take(item("wave"), item("smile"), item("wave", checked_at="2026-02-28T23:59:59"))

    assert refusals(result) == [(4, "item wave is not known")]
    assert rows(db, "SELECT sheet_id FROM spot_check") == [{"sheet_id": 9}]


def test_strict_takes_all_or_nothing(db: HallDatabase, take) -> None:
    with pytest.raises(ImportRefused):
        take(item("smile"), item("whistling"), strict=True)

    assert rows(db, "SELECT * FROM spot_check") == []


ITEMS = st.builds(
    item,
    item=st.sampled_from([*CLERKS_ITEMS, "calm", "whistling"]),
    mark=st.sampled_from(["1", "0.5", "0", "NA", "2"]),
    reason=st.sampled_from(["", "seen"]),
    employee=st.sampled_from(["1001", "3001", "S1"]),
    inspector=st.sampled_from(["5001", "3001"]),
    checked_at=st.sampled_from([f"{DAY}T10:00:00", f"{DAY}T11:00:00"]),
)
# One mark for each item of a check: which of two comes first does matter.
FILES = st.lists(ITEMS, max_size=12, unique_by=lambda row: tuple(row[name] for name in COLUMNS[:4]))


@given(st.data())
def test_the_order_of_the_rows_does_not_matter_and_a_second_time_takes_nothing(
    founded_hall: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    told = data.draw(FILES)
    shuffled = data.draw(st.permutations(told))
    folder, clock = tmp_path_factory.mktemp("checks"), FrozenClock(MONDAY_NINE)
    found: list[object] = []
    for order in (told, shuffled):
        path = folder / f"{len(found)}.db"
        path.write_bytes(founded_hall.read_bytes())
        db = connect(path)
        db.execute("PRAGMA synchronous = OFF")
        file = write_rows(folder / "checks.csv", COLUMNS, order)

        first, again = import_checks(db, clock, ADA, file), import_checks(db, clock, ADA, file)

        assert (again.taken, again.already_there) == (0, first.taken)
        assert len(again.refused) == len(first.refused)
        found.append((first.taken, sorted(marks(db), key=repr)))
        db.conn.close()
    assert found[0] == found[1]


def test_how_often_it_was_seen_is_taken_and_must_fit_the_item(db: HallDatabase, clock: FrozenClock, take) -> None:
    a_strict_sheet(db, clock)
    at = {"checked_at": "2026-03-02T08:00:00"}

    result = take(
        item("ten_1", **at),
        item("phone", "0x3", "on the phone", **at),
        item("quarrel", "0.5", "half", **at),
        item("ten_2", "0x2", "twice", **at),
    )

    assert counts(result) == (2, 0, 2)
    assert [words for _, words in refusals(result)] == ["this mark does not fit the kind of the item"] * 2
    found = rows(db, "SELECT code, mark, times FROM check_mark JOIN sheet_item ON sheet_item.id = item_id")
    assert found == [{"code": "ten_1", "mark": 1, "times": 1}, {"code": "phone", "mark": 0, "times": 3}]
    lines = list(csv.DictReader(export_checks(db, date(2026, 3, 2), date(2026, 3, 2))))
    assert [(line["item"], line["mark"]) for line in lines] == [("ten_1", "1"), ("phone", "0x3")]
