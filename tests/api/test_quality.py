"""Checks and stars over the API."""

from flask.testing import FlaskClient

from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.factories import CHEN, HAN, PIN, Person, a_check, a_pair_of_checks, everything, rows
from tests.quality.stars.star_story import CLOSING, a_whole_march


def marks(db: HallDatabase, **different: tuple[str, str]) -> list[dict[str, str]]:
    """Every item of the clerks' sheet in full, but for some."""
    items = rows(db, "SELECT code FROM sheet_item JOIN sheet ON sheet.id = sheet_id WHERE sheet.kind = 'clerk'")
    given = {item["code"]: ("1", "") for item in items} | different
    return [{"item": code, "mark": mark, "reason": reason} for code, (mark, reason) in given.items()]


def test_a_check_is_kept_and_scored(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    answer = program.post(
        "/checks",
        {
            "employee": "1001",
            "inspector": "5001",
            "started_at": stamp(clock.now()),
            "marks": marks(db, smile=("0.5", "Only in part")),
        },
    )

    # The smile weighs 8 of 100: half of it is 4.
    assert answer.status_code == 201
    assert (answer.json["employee"], answer.json["score"], answer.json["version"]) == ("1001", 96.0, 1)
    assert [check["check"] for check in program.get("/checks?month=2026-03").json["checks"]] == [answer.json["check"]]


def test_a_deduction_without_a_reason_is_refused(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    answer = program.post(
        "/checks",
        {
            "employee": "1001",
            "inspector": "5001",
            "started_at": stamp(clock.now()),
            "marks": marks(db, smile=("0", "")),
        },
    )

    assert answer.status_code == 422
    assert everything(db) == before


def test_a_reason_that_begins_with_a_zero_character_is_refused(
    program: Program, db: HallDatabase, clock: FrozenClock
) -> None:
    before = everything(db)

    answer = program.post(
        "/checks",
        {
            "employee": "1001",
            "inspector": "5001",
            "started_at": stamp(clock.now()),
            "marks": marks(db, smile=("0", "\0No smile")),
        },
    )

    assert answer.status_code == 422
    assert everything(db) == before


def test_a_check_of_oneself_is_refused(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    body = {"employee": "5001", "inspector": "5001", "started_at": stamp(clock.now()), "marks": marks(db)}

    assert program.post("/checks", body).status_code in (403, 409)


def test_an_item_twice_is_refused(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    twice = [*marks(db), {"item": "smile", "mark": "0", "reason": "No"}]
    body = {"employee": "1001", "inspector": "5001", "started_at": stamp(clock.now()), "marks": twice}

    assert program.post("/checks", body).status_code == 422


def test_the_stars_of_a_month(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    clock.instant = CLOSING

    stars = program.get("/stars/2026-03").json

    assert (stars["month"], stars["version"], stars["provisional"], stars["policy_version"]) == ("2026-03", 0, True, 1)
    assert [(sheet["employee"], sheet["total"], sheet["stars"]) for sheet in stars["sheets"]] == [
        ("1001", "90.21", 4),
        ("1002", "81.19", 3),
    ]
    assert stars["sheets"][0]["components"]["checklist"] == 95.0


def test_a_strange_month_is_refused(program: Program) -> None:
    assert program.get("/stars/2026-13").status_code == 422
    assert program.get("/checks").status_code == 422


def test_a_program_names_an_inspector_who_may_check(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    answer = program.post(
        "/checks",
        {"employee": "1001", "inspector": "1002", "started_at": stamp(clock.now()), "marks": marks(db)},
    )

    assert (answer.status_code, answer.json["type"]) == (403, "urn:storeops:problem:not-allowed")
    assert everything(db) == before


def test_nobody_is_told_of_a_check_that_a_colleague_still_doubles(
    client: FlaskClient, program: Program, db: HallDatabase, clock: FrozenClock
) -> None:
    first, second = a_pair_of_checks(db, clock)
    a_check(db, clock, by=CHEN, planned_id=first, smile="0")

    def scores(person: Person) -> list[float | None]:
        session = Program(client, None).post("/session", {"employee": person.code, "pin": PIN}).json
        answer = Program(client, session["access_token"]).get("/checks?month=2026-03")
        return [check["score"] for check in answer.json["checks"]]

    assert scores(CHEN) == scores(HAN) == program.get("/checks?month=2026-03").json["checks"] == []
    assert program.get("/stars/2026-03").json["sheets"] == []

    a_check(db, clock, by=HAN, planned_id=second)

    # The smile weighs 8 of 100.
    assert scores(CHEN) == scores(HAN) == [92.0, 100.0]
