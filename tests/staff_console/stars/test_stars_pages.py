"""The pages of the service stars, over March of Ana and Bruno, told and redone by hand in tests/quality/stars."""

import csv
import re
from dataclasses import replace

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, BRUNO, CHEN, SUN, everything, rows
from tests.quality.stars.star_story import CLOSING, a_whole_march
from tests.staff_console.conftest import SignedIn

SHEET = "/stars/2026-03/sheets/1001"


@pytest.fixture
def march(db: HallDatabase, clock: FrozenClock) -> None:
    """March, on the morning of its closing."""
    a_whole_march(db)
    clock.instant = CLOSING


@pytest.fixture
def closed_march(db: HallDatabase, clock: FrozenClock, march: None) -> None:
    close_stars(db, clock, SUN.actor, "2026-03")


def test_a_sheet_shows_every_input_and_every_product(signed_in: SignedIn, closed_march: None) -> None:
    page = signed_in(ANA).open(SHEET)

    # (8 * 96 + 4 * 93) / (8 + 4) = 95; 95 * 0.4 = 38; 88.8462 * 0.2 = 17.7692; 91.6667 * 0.2 = 18.3333;
    # 61.1111 * 0.1 = 6.1111; 100 * 0.1 = 10; together 90.2137
    for told in ("(8 × 96 + 4 × 93) ÷ (8 + 4)", "38.0000", "17.7692", "18.3333", "6.1111", "10.0000", "90.21"):
        assert told in page


def test_a_clerk_sees_only_their_own_sheet(signed_in: SignedIn, closed_march: None) -> None:
    bruno = signed_in(BRUNO)

    assert bruno.client.get(SHEET).status_code == 403
    assert bruno.client.get("/stars/2026-03").status_code == 403
    assert "81.19" in bruno.open("/stars/2026-03/sheets/1002")


def test_the_ranking_names_the_star_of_the_month(signed_in: SignedIn, closed_march: None) -> None:
    page = signed_in(CHEN).open("/stars/2026-03")

    assert page.index("Ana") < page.index("Bruno")
    assert page.count("Service star</span>") == 1


def test_the_wall_list_holds_three_stars_and_up_without_points(
    db: HallDatabase, signed_in: SignedIn, closed_march: None
) -> None:
    page = signed_in(ANA).open("/stars/2026-03/wall")

    assert "Ana" in page
    assert "Bruno" in page
    assert "90.21" not in page
    assert "81.19" not in page

    db.execute("UPDATE hall SET stars_floor = 4")  # Bruno has three stars
    assert "Bruno" not in signed_in(ANA).open("/stars/2026-03/wall")


def test_the_pay_file_is_for_the_supervisor_and_a_closed_month(
    signed_in: SignedIn, db: HallDatabase, march: None, clock: FrozenClock
) -> None:
    sun = signed_in(SUN)
    assert sun.client.get("/stars/2026-03/pay.csv").status_code == 404

    close_stars(db, clock, SUN.actor, "2026-03")
    answer = sun.client.get("/stars/2026-03/pay.csv")

    assert list(csv.reader(answer.text.splitlines())) == [
        ["employee", "month", "total", "stars", "version"],
        ["1001", "2026-03", "90.21", "4", "1"],
        ["1002", "2026-03", "81.19", "3", "1"],
    ]
    assert "by-7001" in answer.headers["Content-Disposition"]
    assert signed_in(CHEN).client.get("/stars/2026-03/pay.csv").status_code == 403


def test_the_pay_file_says_who_made_it_also_in_chinese(
    signed_in: SignedIn, db: HallDatabase, march: None, clock: FrozenClock
) -> None:
    close_stars(db, clock, SUN.actor, "2026-03")
    db.execute("UPDATE employee SET code = '孙一' WHERE code = ?", (SUN.code,))

    answer = signed_in(replace(SUN, code="孙一")).client.get("/stars/2026-03/pay.csv")

    assert answer.status_code == 200
    assert "by-%E5%AD%99%E4%B8%80.csv" in answer.headers["Content-Disposition"]


def test_the_supervisor_closes_a_month_by_hand_once(signed_in: SignedIn, db: HallDatabase, march: None) -> None:
    sun = signed_in(SUN)
    sun.open("/stars/2026-03")

    for _ in range(2):
        begun = sun.send("/stars/2026-03/freeze")
        assert begun.status_code == 303
        assert "The month is closed as version 1." in sun.open(begun.headers["Location"])

    assert rows(db, "SELECT month, version FROM star_month") == [{"month": "2026-03", "version": 1}]


def test_a_month_that_is_still_open_is_not_closed_by_hand(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    a_whole_march(db)
    clock.instant = CLOSING.replace(day=1)
    sun = signed_in(SUN)
    sun.open("/stars/2026-03")
    before = everything(db)

    begun = sun.send("/stars/2026-03/freeze")

    assert sun.client.get(begun.headers["Location"]).status_code == 409
    assert everything(db) == before


def test_a_closing_of_which_nobody_knows_any_more_leads_to_the_month(signed_in: SignedIn, closed_march: None) -> None:
    answer = signed_in(SUN).client.get("/stars/2026-03/closing?made=before-a-restart")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/stars/2026-03")


def test_an_upheld_appeal_makes_version_two(signed_in: SignedIn, db: HallDatabase, closed_march: None) -> None:
    bruno, sun = signed_in(BRUNO), signed_in(SUN)
    complaint = rows(db, "SELECT id FROM care_entry WHERE kind = 'complaint_upheld'")[0]["id"]
    bruno.open("/stars/2026-03/sheets/1002/care")

    bruno.send("/star-appeals/2026-03", line="care", row_kind="care", row_id=str(complaint), grounds="It was a mix-up.")
    appeal = rows(db, "SELECT id FROM star_appeal")[0]["id"]
    sun.open("/star-appeals")
    sun.send(f"/star-appeals/answer/{appeal}", verdict="upheld", answer="It was another clerk.")

    assert [row["version"] for row in rows(db, "SELECT version FROM star_month ORDER BY version")] == [1, 2]
    # Care 80 becomes 100, a tenth of which is 2: 81.19 (81.186325) becomes 83.19 (83.186325).
    assert "81.19 → 83.19" in sun.open("/stars/2026-03")
    assert "81.19" in sun.open("/stars/2026-03/sheets/1002?version=1")


def test_the_form_of_an_appeal_stands_there_as_long_as_one_may_appeal(
    signed_in: SignedIn, clock: FrozenClock, closed_march: None
) -> None:
    asked = "What is wrong, and why"
    # Closed on Wednesday 8 April, 03:00 in the hall: the fifth working day after it is Wednesday 15 April.
    clock.instant = CLOSING.replace(day=14)
    bruno = signed_in(BRUNO)
    assert asked in bruno.open("/stars/2026-03/sheets/1002?lang=en")
    assert asked in bruno.open("/stars/2026-03/sheets/1002/care?lang=en")

    clock.instant = CLOSING.replace(day=15)
    bruno = signed_in(BRUNO)

    sheet = bruno.open("/stars/2026-03/sheets/1002?lang=en")
    assert "Appeals could be made until 2026-04-15." in sheet
    assert asked not in sheet
    assert asked not in bruno.open("/stars/2026-03/sheets/1002/care?lang=en")


def test_a_judge_sees_the_very_entry_that_an_appeal_is_about(
    signed_in: SignedIn, db: HallDatabase, closed_march: None
) -> None:
    bruno, sun = signed_in(BRUNO), signed_in(SUN)
    db.execute(
        "UPDATE stored_care_entry SET note = 'Shouted.', entered_by = (SELECT id FROM employee WHERE code = '9001')"
    )
    complaint = rows(db, "SELECT id FROM care_entry WHERE kind = 'complaint_upheld'")[0]["id"]
    bruno.open("/stars/2026-03/sheets/1002/care")
    bruno.send("/star-appeals/2026-03", line="care", row_kind="care", row_id=str(complaint), grounds="A mix-up.")

    told = sun.open("/star-appeals")

    assert "2026-03-06</span> · Upheld complaint: Shouted. · entered by Ada" in told
    assert "Shouted." not in bruno.open("/star-appeals")


def test_a_judge_sees_items_marks_inspector_and_reasons_of_an_appealed_check(
    signed_in: SignedIn, db: HallDatabase, closed_march: None
) -> None:
    bruno, sun = signed_in(BRUNO), signed_in(SUN)
    of_bruno = "SELECT max(id) AS id FROM spot_check WHERE employee_id = (SELECT id FROM employee WHERE code = '1002')"
    check = rows(db, of_bruno)[0]["id"]
    bruno.open("/stars/2026-03/sheets/1002/checklist")
    bruno.send("/star-appeals/2026-03", line="checklist", row_kind="check", row_id=str(check), grounds="I did say it.")

    told = sun.open("/star-appeals")

    assert "2026-03-09 11:00</span> · checked by Han 5002: 90.00" in told
    farewell = told[told.index("Closing question and farewell</th>") :].split("</tr>")[0]
    assert ('class="mark mark-none"' in farewell, "seen so" in farewell) == (True, True)
    assert told.count('<tr class="has-') == 15


def test_whoever_entered_something_does_not_answer_the_appeal(
    signed_in: SignedIn, db: HallDatabase, closed_march: None
) -> None:
    complaint = rows(db, "SELECT id FROM care_entry WHERE kind = 'complaint_upheld'")[0]["id"]
    db.execute("UPDATE stored_care_entry SET entered_by = (SELECT id FROM employee WHERE code = ?)", (SUN.code,))
    bruno, sun = signed_in(BRUNO), signed_in(SUN)
    bruno.open("/stars/2026-03/sheets/1002/care")
    bruno.send("/star-appeals/2026-03", line="care", row_kind="care", row_id=str(complaint), grounds="Not me.")
    assert "somebody else answers it." in sun.open("/star-appeals")
    assert "Answer, with the reason" not in sun.open("/star-appeals")
    before = everything(db)

    answer = sun.send("/star-appeals/answer/1", verdict="upheld", answer="Oh.")

    assert answer.status_code == 403
    assert everything(db) == before


def test_the_rules_are_printed_and_who_read_them_is_noted(signed_in: SignedIn, db: HallDatabase) -> None:
    ana = signed_in(ANA)

    assert "100 − 20 for each upheld complaint" in ana.open("/star-rules")
    ana.send("/star-rules/1/read")

    assert "Ana" in ana.open("/star-rules")
    assert len(rows(db, "SELECT * FROM policy_reading")) == 1


def test_a_care_entry_is_refused_beside_its_field_and_nothing_is_saved(signed_in: SignedIn, db: HallDatabase) -> None:
    sun = signed_in(SUN)
    sun.open("/star-care")
    before = everything(db)

    answer = sun.send("/star-care/care", employee="1001", day="2027-01-01", kind="praise", note="")

    assert answer.status_code == 422
    assert "Enter a day that is not in the future." in answer.text
    assert everything(db) == before


def test_care_and_skill_are_entered(signed_in: SignedIn, db: HallDatabase) -> None:
    sun = signed_in(SUN)
    sun.open("/star-care")

    sun.send("/star-care/care", employee="1001", day="2026-03-02", kind="praise", note="A letter")
    sun.send("/star-care/skill", employee="1002", day="2026-03-02", kind="contest", title="Counting", score="87")

    assert "A letter" in sun.open("/star-care")
    assert rows(db, "SELECT kind, score FROM skill_result") == [{"kind": "contest", "score": 87}]


def test_a_policy_whose_weights_do_not_add_up_is_refused(signed_in: SignedIn, db: HallDatabase) -> None:
    ada = signed_in(ADA)
    typed = _policy_form(ada.open("/setup/policies"))
    before = everything(db)

    answer = ada.send("/setup/policies", **{**typed, "valid_from": "2026-06", "weights.speed": "0.30"})

    assert answer.status_code == 422
    assert "The weights add up to 1.1" in answer.text
    assert everything(db) == before


def test_a_new_policy_is_the_next_version(signed_in: SignedIn, db: HallDatabase) -> None:
    ada = signed_in(ADA)
    typed = _policy_form(ada.open("/setup/policies"))

    changed = {"valid_from": "2026-06", "weights.speed": "0.15", "weights.skill": "0.05"}
    assert ada.send("/setup/policies", **{**typed, **changed}).status_code == 303

    assert rows(db, "SELECT version, valid_from FROM star_policy WHERE name = 'service_stars' ORDER BY version") == [
        {"version": 1, "valid_from": "1970-01"},
        {"version": 2, "valid_from": "2026-06"},
    ]
    author = "SELECT code FROM star_policy JOIN employee ON employee.id = created_by WHERE version = 2"
    assert rows(db, author) == [{"code": ADA.code}]


def _policy_form(page: str) -> dict[str, str]:
    """The fields of the form as the page shows them."""
    return dict(re.findall(r'name="([a-z_.0-9]+)" type="text" value="([^"]*)"', page))


def test_a_team_is_made_joined_and_left(signed_in: SignedIn, db: HallDatabase) -> None:
    ada = signed_in(ADA)
    ada.open("/setup/teams")

    ada.send("/setup/teams", name="Early", lead="4001")
    ada.send("/setup/teams/join", team="Early", employee="1001")
    assert "Ana" in ada.open("/setup/teams")
    ada.send("/setup/teams/leave", employee="1001")

    assert rows(db, "SELECT from_day, until_day FROM team_membership") == [
        {"from_day": "2026-03-02", "until_day": "2026-03-02"}
    ]


@pytest.mark.parametrize("path", ["/stars/2026-13", "/stars/2027-01", "/stars/%3Cb%3E", "/stars/2026-03?version=x"])
def test_a_strange_month_is_refused_in_words(signed_in: SignedIn, path: str) -> None:
    answer = signed_in(SUN).client.get(path)

    assert answer.status_code in (404, 422)
    assert "Traceback" not in answer.text
