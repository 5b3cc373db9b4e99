"""Taking ratings files: whose tap it was, in which order they came, and what cannot be true."""

import json
from datetime import date
from pathlib import Path

import pytest

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.history.export_view import export_ratings
from storeops.history.ratings_format import COLUMNS, OPTIONAL_COLUMNS
from storeops.history.refusals import ImportRefused
from storeops.history.row_judgement import ImportResult
from storeops.store.database import HallDatabase
from tests import factories
from tests.factories import rows
from tests.history.imports import import_legs, import_ratings
from tests.history.legs_files import DAY, cells, write_legs
from tests.history.told_files import counts, refusals, write_rows
from tests.quality.ratings.phones import rated_from

ADA = Actor("employee:9001")


def rating(ticket: str = "A001", moment: str = "farewell", value: str = "5", **told: str) -> dict[str, str]:
    """A tap at 10:09 on the clerk 1001; the visit was issued at 10:00."""
    row = {"business_day": DAY, "answered_at": f"{DAY}T10:09:00", "employee": "1001"}
    return {**row, "ticket": ticket, "moment": moment, "value": value, **told}


@pytest.fixture
def take(db: HallDatabase, clock: FrozenClock, tmp_path: Path):
    """Import a file of these ratings into a hall that has taken the visits A001 and A002."""
    import_legs(db, clock, ADA, write_legs(tmp_path / "legs.csv", cells("A001"), cells("A002")))

    def take(*told: dict[str, str], strict: bool = False) -> ImportResult:
        columns = (*COLUMNS, *OPTIONAL_COLUMNS) if any("counts" in row for row in told) else COLUMNS
        return import_ratings(db, clock, ADA, write_rows(tmp_path / "ratings.csv", columns, told), strict)

    return take


def stored(db: HallDatabase) -> list[tuple[object, ...]]:
    """Number, moment, value and employee of each rating in the order in which they were written."""
    found = rows(
        db,
        "SELECT number, moment, value, employee.code AS employee FROM rating JOIN ticket ON ticket.id = ticket_id"
        " LEFT JOIN employee ON employee.id = rating.employee_id ORDER BY rating.id",
    )
    return [tuple(row.values()) for row in found]


def test_a_rating_stands_without_a_prompt_and_the_import_is_noted(db: HallDatabase, take) -> None:
    result = take(rating())

    assert counts(result) == (1, 0, 0)
    [row] = rows(db, "SELECT * FROM rating")
    ticket, ana = factories.ticket_row(db, "A001"), rows(db, "SELECT id FROM employee WHERE code = '1001'")[0]
    assert row == {
        "id": 1,
        "prompt_id": None,
        "ticket_id": ticket["id"],
        "moment": "farewell",
        "value": 5,
        "answered_at": "2026-03-01T02:09:00.000Z",
        "undone_at": None,
        "reason": None,
        "employee_id": ana["id"],
        "is_imported": 1,
        "import_id": 2,
        "place": None,
        "browser": None,
        "device_id": None,
    }
    event = factories.last_event(db)
    assert (event["kind"], event["actor"]) == ("history_imported", "employee:9001")
    assert json.loads(event["data"]) == {"format": "ratings", "taken": 1}


def test_ratings_are_taken_in_the_order_of_their_answers_then_of_their_rows(db: HallDatabase, take) -> None:
    result = take(
        rating(value="1", answered_at=f"{DAY}T10:20:00"),
        rating("A002", "waiting", "3"),
        rating(value="4"),
        rating("A002", "result", "2"),
    )

    # The tap of 10:20 repeats that of 10:09, although it stands first in the file.
    assert refusals(result) == [(2, "rating repeated")]
    assert stored(db) == [
        ("A002", "waiting", 3, "1001"),
        ("A001", "farewell", 4, "1001"),
        ("A002", "result", 2, "1001"),
    ]


def test_importing_again_takes_nothing_and_changes_nothing(db: HallDatabase, take) -> None:
    told = [rating(), rating(moment="waiting", employee="")]
    take(*told)
    before = factories.everything(db)

    result = take(*told)

    assert counts(result) == (0, 2, 0)
    assert factories.everything(db) == before


@pytest.mark.parametrize("changed", [{"value": "4"}, {"answered_at": f"{DAY}T10:10:00"}, {"employee": "1002"}])
def test_another_content_under_the_same_key_is_refused(take, changed: dict[str, str]) -> None:
    take(rating())

    assert refusals(take(rating(**changed))) == [(2, "rating repeated")]


def test_nobody_credited_is_the_hall_and_strangers_become_clerks_who_have_left(db: HallDatabase, take) -> None:
    take(rating(employee=""), rating(moment="result", employee="S 77"))

    assert {row[3] for row in stored(db)} == {None, "S 77"}
    [stranger] = rows(db, "SELECT role, is_active, pin_hash FROM employee WHERE code = 'S 77'")
    assert stranger == {"role": "clerk", "is_active": 0, "pin_hash": None}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"ticket": "A009"}, "ticket A009 is not known"),
        ({"business_day": "2026-02-28"}, "ticket A001 is not known"),
        ({"moment": "smile"}, "moment smile is not known"),
        ({"moment": ""}, "moment is missing"),
        ({"value": "0"}, "value is not from 1 to 5"),
        ({"value": "6"}, "value is not from 1 to 5"),
        ({"value": "4.5"}, "value is not a whole number from 0"),
        ({"value": ""}, "value is missing"),
        ({"answered_at": "soon"}, "answered_at is not a time such as 2026-03-31T09:05:00"),
        ({"answered_at": ""}, "answered_at is missing"),
        ({"answered_at": f"{DAY}T09:59:59"}, "answered before the ticket was issued"),
        # Today is 2 March.
        ({"answered_at": "2026-03-03T00:00:00"}, "answered_at is in the future"),
        ({"employee": "x" * 41}, "employee is longer than 40 characters"),
    ],
)
def test_what_cannot_be_true_is_refused_for_a_stated_reason(
    db: HallDatabase, take, told: dict[str, str], reason: str
) -> None:
    before = factories.everything(db)

    result = take(rating(**told))

    assert refusals(result) == [(2, reason)]
    assert factories.everything(db) == before


def test_refused_rows_do_not_stop_the_others_unless_all_is_asked_for(db: HallDatabase, take) -> None:
    told = [rating(value="9"), rating("A002")]

    with pytest.raises(ImportRefused):
        take(*told, strict=True)
    assert stored(db) == []

    assert counts(take(*told)) == (1, 0, 1)


def a_tap(db: HallDatabase, number: str, value: int, undone_at: str | None = None) -> None:
    """The hall asked about the result of a visit of its own on Monday, and was answered at 09:10."""
    ticket_id = factories.ticket_row(db, number)["id"]
    [prompt] = rows(
        db,
        "INSERT INTO prompt (ticket_id, moment, why_shown, place, shown_at, expires_at)"
        " VALUES (?, 'result', 'random', 'pad', '2026-03-02T01:09:00.000Z', '2026-03-02T01:11:00.000Z') RETURNING id",
        ticket_id,
    )
    db.execute(
        "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, undone_at)"
        " VALUES (?, ?, 'result', ?, '2026-03-02T01:10:00.000Z', ?)",
        (prompt["id"], ticket_id, value, undone_at),
    )


def own(ticket: str, moment: str, value: str) -> dict[str, str]:
    """A tap of Monday at 09:10, credited to nobody."""
    day = factories.MONDAY
    return rating(ticket, moment, value, business_day=day, answered_at=f"{day}T09:10:00", employee="")


def test_a_visit_of_the_halls_own_may_be_rated_but_not_over_its_own_tap(
    db: HallDatabase, clock: FrozenClock, take
) -> None:
    number = factories.a_served_ticket(db, clock).number
    a_tap(db, number, 4)

    result = take(own(number, "result", "2"), own(number, "result", "4"), own(number, "farewell", "5"))

    assert refusals(result) == [(2, "rating repeated")]
    assert (result.taken, result.already_there) == (1, 1)


def test_a_tap_that_the_customer_took_back_is_in_nobodys_way(db: HallDatabase, clock: FrozenClock, take) -> None:
    number = factories.a_served_ticket(db, clock).number
    a_tap(db, number, 4, undone_at="2026-03-02T01:10:03.000Z")

    assert counts(take(own(number, "result", "2"))) == (1, 0, 0)


def test_an_answer_that_counts_nowhere_is_not_taken_and_its_own_export_is_there_already(
    db: HallDatabase, clock: FrozenClock, take, tmp_path: Path
) -> None:
    doubted = rated_from(db, clock, "a phone", 5, 4, 1)[2]
    out = tmp_path / "out.csv"
    out.write_text("".join(export_ratings(db, date(2026, 3, 2), date(2026, 3, 2))), encoding="utf-8")
    before = factories.everything(db)

    at_home = import_ratings(db, clock, ADA, out)
    elsewhere = take({**rating(value="1"), "counts": "0"})

    assert counts(at_home) == (0, 3, 0)
    assert refusals(elsewhere) == [(2, "kept out of the figures where it was given")]
    assert factories.everything(db) == before
    assert doubted == 3


def test_what_counts_takes_its_place_beside_an_answer_in_doubt(db: HallDatabase, clock: FrozenClock, take) -> None:
    rated_from(db, clock, "a phone", 5, 4, 1)
    told = rating("A003", value="3", business_day=factories.MONDAY, answered_at=f"{factories.MONDAY}T09:10:00")

    assert counts(take(told)) == (1, 0, 0)
    assert [row["value"] for row in rows(db, "SELECT value FROM standing_rating ORDER BY id")] == [5, 4, 3]
