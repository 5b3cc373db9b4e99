"""The check pages: what is due, the sheet, the result, appeals, and the set-up of sheets."""

import json
import re
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.quality.checks import check_rows, sheet_rows
from storeops.quality.checks.check_appeal_actions import appeal_item
from storeops.quality.checks.clean_photo import clean_photo
from storeops.quality.checks.plan_actions import make_plan
from storeops.quality.checks.sent_photo import LARGEST_PHOTO_BYTES
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    GRETA,
    HAN,
    MONDAY,
    SHAN,
    SUN,
    a_check,
    a_pair_of_checks,
    an_open_counter,
    everything,
    later,
    rows,
)
from tests.quality.checks.photos import a_photo
from tests.quality.checks.strict_sheet import a_strict_sheet
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

BEGUN = re.compile(r'name="begun" value="([^"]+)"')
PNG = a_photo("PNG")


def begun(page: str) -> str:
    found = BEGUN.search(page)
    assert found
    return found.group(1)


def marks(db: HallDatabase, kind: SheetKind = SheetKind.CLERK, **changes: str) -> dict[str, str]:
    """A form in which every item has a 1, unless told otherwise by item code."""
    sheet = sheet_rows.in_force(db, kind, date(2026, 3, 2))
    return {f"mark.{item.code}": changes.get(item.code, "1") for item in sheet.items}


def a_planned_check(db: HallDatabase, clock: FrozenClock) -> int:
    """Ana's check by Chen, due now."""
    make_plan(db, clock, SYSTEM, MONDAY)
    db.execute("DELETE FROM planned_check")
    db.execute(
        "INSERT INTO planned_check (business_day, employee_id, inspector_id, due_at)"
        " SELECT ?, employee.id, inspector.id, '2026-03-02T01:00:00.000Z' FROM employee, employee AS inspector"
        " WHERE employee.code = ? AND inspector.code = ?",
        (MONDAY, ANA.code, CHEN.code),
    )
    return rows(db, "SELECT id FROM planned_check")[0]["id"]


@pytest.fixture
def han(signed_in: SignedIn) -> Colleague:
    return signed_in(HAN)


@pytest.fixture
def sun(signed_in: SignedIn) -> Colleague:
    return signed_in(SUN)


# What is due


def test_a_due_check_is_one_tap_away(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    planned_id = a_planned_check(db, clock)

    page = chen.open("/checks")

    assert f"/checks/new?planned={planned_id}" in page
    assert "Ana" in chen.open(f"/checks/new?planned={planned_id}")


def test_the_duty_page_says_which_checks_are_due(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    planned_id = a_planned_check(db, clock)

    page = chen.open("/duty")

    assert "Checks due" in page
    assert "Ana, by Chen" in page
    assert f"/checks/new?planned={planned_id}" in page


def test_the_greeter_sees_no_due_checks_on_the_duty_page(
    db: HallDatabase, clock: FrozenClock, greta: Colleague
) -> None:
    a_planned_check(db, clock)

    assert "Checks due" not in greta.open("/duty")


def test_the_page_shows_how_far_the_day_is(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2")
    a_check(db, clock, of=ANA)

    page = chen.open("/checks")

    assert "1 / 2" in page
    assert "50 %" in page


def test_the_script_gets_the_fragment_alone(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    answer = chen.client.get("/checks/fragment", headers={"X-Fragment": "1"})

    assert answer.status_code == 200
    assert 'id="live"' in answer.text
    assert "<html" not in answer.text


def test_a_planned_check_is_dropped_with_a_reason(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    planned_id = a_planned_check(db, clock)
    chen.open("/checks")

    refused = chen.send(f"/checks/planned/{planned_id}/drop", reason=" ")
    dropped = chen.send(f"/checks/planned/{planned_id}/drop", reason="ill today")

    assert (refused.status_code, dropped.status_code) == (422, 303)
    assert "Enter 1 to 200 characters." in refused.text
    assert "ill today" in chen.open("/checks")


@pytest.mark.parametrize("person", [ANA, GRETA])
def test_whoever_does_not_inspect_comes_to_their_own_checks(signed_in: SignedIn, person) -> None:
    colleague = signed_in(person)

    answer = colleague.client.get("/checks")

    assert (answer.status_code, answer.location) == (303, "/checks/mine")
    for path in (
        "/checks/new?employee=1002",
        "/checks/fragment",
        "/checks/appeals",
        "/checks/month",
        "/checks/of/1002",
    ):
        assert colleague.client.get(path).status_code == 403


# The sheet


def test_every_item_starts_without_a_mark(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    page = chen.open("/checks/new?employee=1001")

    assert page.count('class="check-item') == 15
    assert " checked" not in page
    assert "15 not marked yet" in page


def test_a_check_is_saved_and_shown(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    token = begun(chen.open("/checks/new?employee=1001"))
    later(clock, "50s")

    answer = chen.send("/checks/new", begun=token, then="save", **marks(db, smile="0.5"), **{"reason.smile": "in_part"})

    (check,) = rows(db, "SELECT * FROM spot_check")
    assert answer.status_code == 303
    assert (check["started_at"], check["checked_at"]) == ("2026-03-02T01:00:00.000Z", "2026-03-02T01:00:50.000Z")
    page = chen.open(answer.location)
    assert "Saved." in page
    assert "96.00" in page  # half of the 8 points of smile are missing
    assert "Only in part" in page


def test_the_first_of_a_double_check_is_saved_and_shown_to_nobody(
    db: HallDatabase, clock: FrozenClock, chen: Colleague, han: Colleague, ana: Colleague
) -> None:
    first, _ = a_pair_of_checks(db, clock)
    token = begun(chen.open(f"/checks/new?planned={first}"))

    answer = chen.send("/checks/new", begun=token, then="save", **marks(db))

    (check,) = rows(db, "SELECT id FROM spot_check")
    assert answer.location.endswith("/checks")
    assert "Nobody sees it, you neither" in chen.open(answer.location)
    for reader in (chen, han, ana):
        assert reader.client.get(f"/checks/{check['id']}").status_code == 404
    assert "Take over" not in han.open("/checks")


def test_a_double_tap_saves_one_check(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    form = {"begun": begun(chen.open("/checks/new?employee=1001")), "then": "save", "idempotency_key": "tap"}

    answers = [chen.send("/checks/new", **form, **marks(db)) for _ in range(2)]

    assert [answer.location for answer in answers] == ["/checks/1", "/checks/1"]
    assert len(rows(db, "SELECT * FROM spot_check")) == 1


def test_a_refusal_stands_beside_its_item_and_nothing_is_lost(
    db: HallDatabase, clock: FrozenClock, chen: Colleague
) -> None:
    token = begun(chen.open("/checks/new?employee=1001"))
    before = everything(db)
    form = marks(db, smile="0", stand="0.5")
    del form["mark.farewell"]

    answer = chen.send("/checks/new", begun=token, then="save", **form, **{"note.stand": "leaned on the desk"})

    assert answer.status_code == 422
    assert everything(db) == before
    assert answer.text.count("is-refused") == 2
    assert "Mark this item" in answer.text
    assert "Give the reason for" in answer.text
    assert 'value="leaned on the desk"' in answer.text
    assert answer.text.count(" checked") == 14
    assert begun(answer.text) != ""


def test_a_check_that_took_too_long_says_so_with_the_marks_still_there(
    db: HallDatabase, clock: FrozenClock, chen: Colleague
) -> None:
    token = begun(chen.open("/checks/new?employee=1001"))
    later(clock, "10m1s")

    answer = chen.send("/checks/new", begun=token, then="save", **marks(db))

    assert answer.status_code == 409
    assert "within 10 minutes" in answer.text
    assert answer.text.count(" checked") == 15
    assert rows(db, "SELECT * FROM spot_check") == []


def test_the_rest_is_filled_after_the_first_mark_only(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    token = begun(chen.open("/checks/new?employee=1001"))

    untouched = chen.send("/checks/new", begun=token, then="rest")
    filled = chen.send("/checks/new", begun=token, then="rest", **{"mark.smile": "0"})

    assert " checked" not in untouched.text
    assert filled.text.count(" checked") == 15
    assert "92.00" in filled.text
    assert rows(db, "SELECT * FROM spot_check") == []


@pytest.mark.parametrize("token", ["", "nonsense", "WzFd.forged"])
def test_a_start_that_was_not_given_here_is_refused(db: HallDatabase, chen: Colleague, token: str) -> None:
    chen.open("/checks/new?employee=1001")

    answer = chen.send("/checks/new", begun=token, then="save", **marks(db))

    assert answer.status_code == 400
    assert rows(db, "SELECT * FROM spot_check") == []


def test_a_colleagues_start_is_refused(db: HallDatabase, chen: Colleague, han: Colleague) -> None:
    token = begun(chen.open("/checks/new?employee=1001"))
    han.open("/checks/new?employee=1001")

    assert han.send("/checks/new", begun=token, then="save", **marks(db)).status_code == 400


def test_the_environment_is_checked_on_its_own_sheet(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    page = chen.open("/checks/new?sheet=environment")

    answer = chen.send("/checks/new", begun=begun(page), then="save", **marks(db, SheetKind.ENVIRONMENT))

    assert answer.status_code == 303
    assert "Untidy" in page
    assert "The hall's environment" in chen.open(answer.location)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("employee=5001", 403),  # oneself
        ("employee=4711", 404),
        ("employee=1001&sheet=environment", 409),
        ("", 409),
        ("sheet=clerk", 409),
        ("planned=99", 404),
        ("planned=x", 404),
        ("planned=99999999999999999999", 404),
    ],
)
def test_what_cannot_be_checked_is_refused_by_name(chen: Colleague, asked: str, status: int) -> None:
    assert chen.client.get(f"/checks/new?{asked}").status_code == status


def test_the_score_so_far_is_told_by_the_server(db: HallDatabase, chen: Colleague) -> None:
    sheet = sheet_rows.in_force(db, SheetKind.CLERK, date(2026, 3, 2))

    answer = chen.client.get(f"/checks/running-score?sheet={sheet.id}&mark.smile=0.5&mark.stand=1&mark.dance=1")

    # (8 * 0.5 + 6) / 14 = 71.428...
    assert answer.json == {"score": "71.43", "left": "13 not marked yet"}
    assert chen.client.get("/checks/running-score?sheet=x").status_code == 404
    assert chen.client.get("/checks/running-score?sheet=99").status_code == 404


# The result


def test_the_checked_colleague_acknowledges_and_appeals(db: HallDatabase, clock: FrozenClock, ana: Colleague) -> None:
    check_id = a_check(db, clock, smile="0")
    assert f"/checks/{check_id}" in ana.open("/checks/mine")
    ana.open(f"/checks/{check_id}")

    acknowledged = ana.send(f"/checks/{check_id}/acknowledge")
    appealed = ana.send(f"/checks/{check_id}/appeal", item="smile", grounds="I did\nsmile")

    assert (acknowledged.status_code, appealed.status_code) == (303, 303)
    assert rows(db, "SELECT grounds FROM check_appeal") == [{"grounds": "I did smile"}]
    page = ana.open(f"/checks/{check_id}")
    assert "Seen on 2026-03-02 at 09:01." in page
    assert "waits for an answer" in page


def test_a_refused_appeal_stands_beside_its_item(db: HallDatabase, clock: FrozenClock, ana: Colleague) -> None:
    check_id = a_check(db, clock, smile="0")
    ana.open(f"/checks/{check_id}")

    answer = ana.send(f"/checks/{check_id}/appeal", item="smile", grounds=" ")

    assert answer.status_code == 422
    assert "Enter 1 to 500 characters." in answer.text
    assert rows(db, "SELECT * FROM check_appeal") == []


def test_nobody_opens_a_colleagues_check(db: HallDatabase, clock: FrozenClock, signed_in: SignedIn) -> None:
    check_id = a_check(db, clock, of=ANA)
    bruno = signed_in(BRUNO)
    bruno.open("/checks/mine")

    assert bruno.client.get(f"/checks/{check_id}").status_code == 403
    assert bruno.client.get("/checks/99").status_code == 404
    assert bruno.client.get("/checks/99999999999999999999").status_code == 404
    assert bruno.send(f"/checks/{check_id}/acknowledge").status_code == 403


def test_an_edit_shows_both_versions(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    check_id = a_check(db, clock, smile="0")
    assert "Not done" in chen.open(f"/checks/{check_id}/edit")

    without = chen.send(f"/checks/{check_id}/edit", version="1", reason="", **marks(db))
    edited = chen.send(f"/checks/{check_id}/edit", version="1", reason="wrong line", **marks(db))
    again = chen.send(f"/checks/{check_id}/edit", version="1", reason="wrong line", **marks(db, stand="NA"))

    assert [answer.status_code for answer in (without, edited, again)] == [422, 303, 409]
    assert len(check_rows.versions(db, check_id)) == 2
    page = chen.open(f"/checks/{check_id}")
    assert "wrong line" in page
    assert "92.00" in page
    assert "100.00" in page


def test_a_colleagues_check_is_not_edited(db: HallDatabase, clock: FrozenClock, han: Colleague) -> None:
    check_id = a_check(db, clock, by=CHEN)
    han.open(f"/checks/{check_id}")

    assert han.client.get(f"/checks/{check_id}/edit").status_code == 403


def test_an_appeal_is_answered_with_a_new_mark(db: HallDatabase, clock: FrozenClock, sun: Colleague) -> None:
    check_id = a_check(db, clock, smile="0")
    appeal_id = appeal_item(db, clock, ANA.actor, ANA.code, check_id, "smile", "I did smile")
    asked = sun.open("/checks/appeals")
    assert "I did smile" in asked
    assert "Check of 2026-03-02 by Chen" in asked
    # All items with marks and reasons are shown; the one in question is marked.
    assert asked.count('<tr class="has-') == 15
    smile = asked[asked.index("is-asked") :].split("</tr>")[0]
    assert ("Smile" in smile, 'class="mark mark-none"' in smile, "Not done" in smile) == (True, True, True)

    without = sun.send(f"/checks/appeals/{appeal_id}", verdict="upheld", answer="seen on the tape")
    answered = sun.send(f"/checks/appeals/{appeal_id}", verdict="upheld", answer="seen on the tape", new_mark="1")

    assert (without.status_code, answered.status_code) == (422, 303)
    assert "Choose the new mark" in without.text
    assert "seen on the tape" in without.text
    assert check_rows.versions(db, check_id)[-1].marks["smile"].mark.value == "1"
    assert "No appeal waits for an answer." in sun.open("/checks/appeals")


def test_an_inspector_does_not_answer_about_their_own_check(
    db: HallDatabase, clock: FrozenClock, chen: Colleague
) -> None:
    check_id = a_check(db, clock, by=CHEN, smile="0")
    appeal_id = appeal_item(db, clock, ANA.actor, ANA.code, check_id, "smile", "I did smile")
    assert "Somebody who had no hand in this check answers it." in chen.open("/checks/appeals")

    answer = chen.send(f"/checks/appeals/{appeal_id}", verdict="turned_down", answer="no")

    assert answer.status_code == 403
    assert rows(db, "SELECT answered_at FROM check_appeal") == [{"answered_at": None}]


# Photos


def test_a_photo_is_shown_to_those_who_may_see_the_check(
    db: HallDatabase, clock: FrozenClock, chen: Colleague, ana: Colleague, signed_in: SignedIn
) -> None:
    check_id = a_check(db, clock, smile="0")
    chen.open(f"/checks/{check_id}")

    sent = chen.send(f"/checks/{check_id}/photo", item="smile", photo=(BytesIO(PNG), "face.html"))  # type: ignore[arg-type]

    assert sent.status_code == 303
    for colleague in (chen, ana):
        photo = colleague.client.get("/checks/photos/1")
        assert (photo.status_code, photo.mimetype, photo.data) == (200, "image/jpeg", clean_photo("photo", PNG).content)
        assert photo.headers["X-Content-Type-Options"] == "nosniff"
    assert signed_in(BRUNO).client.get("/checks/photos/1").status_code == 403
    assert ana.client.get("/checks/photos/2").status_code == 404


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (PNG + b"\x00" * (LARGEST_PHOTO_BYTES - len(PNG)), 303),
        (PNG + b"\x00" * LARGEST_PHOTO_BYTES, 422),
        (PNG + b"\x00" * (LARGEST_PHOTO_BYTES + 100_000), 413),
        (b"<html>", 422),
        (b"", 422),
    ],
    ids=["largest", "too large", "far too large", "no image", "empty"],
)
def test_a_photo_has_a_kind_and_a_size(
    db: HallDatabase, clock: FrozenClock, chen: Colleague, content: bytes, status: int
) -> None:
    check_id = a_check(db, clock, smile="0")
    chen.open(f"/checks/{check_id}")

    sent = chen.send(f"/checks/{check_id}/photo", item="smile", photo=(BytesIO(content), "a.png"))  # type: ignore[arg-type]

    assert sent.status_code == status
    assert len(rows(db, "SELECT id FROM check_photo")) == (status == 303)


# Months


def test_a_month_lists_everybody_and_each_of_them(db: HallDatabase, clock: FrozenClock, sun: Colleague) -> None:
    a_check(db, clock, of=ANA, smile="0")
    a_check(db, clock, of=BRUNO, by=SHAN)

    page = sun.open("/checks/month")

    assert "/checks/of/1001?month=2026-03" in page
    assert "92.00" in page
    assert "92.00" in sun.open("/checks/of/1001?month=2026-03")
    assert "No check in this month." in sun.open("/checks/of/1001?month=2026-02")
    assert sun.client.get("/checks/of/4711").status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "nonsense", "0000-00", "9999-12", ""])
def test_a_month_that_is_none_shows_this_one(db: HallDatabase, clock: FrozenClock, ana: Colleague, month: str) -> None:
    assert ana.client.get(f"/checks/mine?month={month}").status_code == 200


# Set-up


def test_a_new_version_of_a_sheet_is_entered(db: HallDatabase, clock: FrozenClock, ada: Colleague) -> None:
    form = filled(db)
    form |= {"code.15": "extra", "name_zh.15": "加项", "name_en.15": "Extra", "kind.15": "points"}
    form |= {"weight.15": "2", "weight.0": "6"}
    assert "greet_arrival" in ada.open("/setup/sheets/clerk/new")

    answer = ada.send("/setup/sheets/clerk/new", **form)

    assert answer.status_code == 303
    newest = sheet_rows.versions(db, SheetKind.CLERK)[0]
    assert (newest.version, len(newest.items), newest.items[-1].code) == (2, 16, "extra")
    assert "valid from 2026-03-02" in ada.open("/setup/sheets")


def filled(db: HallDatabase) -> dict[str, str]:
    """The form of the clerk's sheet as it stands."""
    sheet = sheet_rows.in_force(db, SheetKind.CLERK, date(2026, 3, 2))
    form = {"valid_from": "2026-03-02"}
    for place, item in enumerate(sheet.items):
        form |= {
            f"code.{place}": item.code,
            f"name_zh.{place}": item.name_zh,
            f"name_en.{place}": item.name_en,
            f"kind.{place}": item.kind.value,
            f"weight.{place}": str(item.weight),
        }
    return form


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weight.0": "9"}, "The weights add up to 101"),
        ({"weight.0": "x"}, "Enter a whole number from 1 to 100."),
        ({"weight.0": "0"}, "Enter a whole number from 1 to 100."),
        ({"code.0": "smile"}, "stands here twice"),
        ({"code.0": "two words"}, "Enter 1 to 40 letters"),
        ({"name_en.0": ""}, "Enter 1 to 80 characters."),
        ({"valid_from": "2026-03-01"}, "Choose today or a later day."),
        ({"valid_from": "soon"}, "Enter a day such as"),
    ],
)
def test_a_refused_sheet_keeps_what_was_typed(
    db: HallDatabase, clock: FrozenClock, ada: Colleague, changes: dict[str, str], sentence: str
) -> None:
    ada.open("/setup/sheets/clerk/new")
    before = everything(db)

    answer = ada.send("/setup/sheets/clerk/new", **{**filled(db), "name_zh.1": "站着服务", **changes})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "站着服务" in answer.text
    assert everything(db) == before


def test_an_emptied_line_leaves_the_sheet(db: HallDatabase, clock: FrozenClock, ada: Colleague) -> None:
    ada.open("/setup/sheets/clerk/new")
    form = filled(db)
    for column in ("code", "name_zh", "name_en", "weight"):
        form[f"{column}.3"] = ""  # serve_first, 4 points
    form["weight.0"] = "12"

    assert ada.send("/setup/sheets/clerk/new", **form).status_code == 303

    newest = sheet_rows.versions(db, SheetKind.CLERK)[0]
    assert "serve_first" not in [item.code for item in newest.items]


def test_more_empty_lines_are_shown_without_saving(db: HallDatabase, clock: FrozenClock, ada: Colleague) -> None:
    ada.open("/setup/sheets/clerk/new")
    before = everything(db)

    answer = ada.send("/setup/sheets/clerk/new", then="more", **filled(db))

    assert answer.status_code == 200
    assert 'name="code.16"' in answer.text
    assert everything(db) == before


def test_only_the_administrator_sets_sheets_up(signed_in: SignedIn, chen: Colleague) -> None:
    assert chen.client.get("/setup/sheets").status_code == 403
    assert chen.client.get("/setup/sheets/clerk/new").status_code == 403


def test_a_sheet_that_is_none_is_refused(ada: Colleague) -> None:
    assert ada.client.get("/setup/sheets/dancer/new").status_code == 404


# Privacy


def test_no_event_tells_names_marks_or_words(
    db: HallDatabase, clock: FrozenClock, console: Flask, chen: Colleague
) -> None:
    token = begun(chen.open("/checks/new?employee=1001"))
    chen.send("/checks/new", begun=token, then="save", **marks(db, smile="0"), **{"note.smile": "she frowned"})
    appeal_item(db, clock, ANA.actor, ANA.code, 1, "smile", "I did smile")

    # The fingerprint of a chain's key is random, and may hold the digits of the score.
    told = json.dumps(rows(db, "SELECT data FROM event WHERE kind != 'chain_begun'"), ensure_ascii=False)

    assert "check_saved" in {row["kind"] for row in rows(db, "SELECT kind FROM event")}
    for private in ("Ana", "Chen", "frowned", "did smile", "92"):
        assert private not in told


def pasted(ada: Colleague, text: str) -> TestResponse:
    ada.open("/setup/sheets/clerk/new")
    return ada.send("/setup/sheets/clerk/new", then="paste", valid_from="2026-03-02", pasted=text)


TEN_ROWS = [f"项目{number}\t5" for number in range(1, 11)]
TWO_COLUMNS = "\n".join(["项目\t分值", *TEN_ROWS, "微笑服务\t10", "玩手机\t-3", "争吵\t一票否决"])


def test_pasted_lines_fill_the_form_and_say_what_would_change(
    db: HallDatabase, clock: FrozenClock, ada: Colleague
) -> None:
    before = everything(db)

    answer = pasted(ada, TWO_COLUMNS)

    assert (answer.status_code, everything(db)) == (200, before)
    for words in ("New: 项目1", "Changed: 微笑服务", "8 → <b>17</b>", "Left out: 站立服务", "−5 each time"):
        assert words in answer.text  # 10 of 60 are 17 of 100, 3 of 60 are 5
    form = dict(re.findall(r'<input id="([a-z_]+[.][0-9]+)"[^>]* value="([^"]*)"', answer.text))
    kinds = re.findall(r'<select id="(kind[.][0-9]+)".*?</select>', answer.text, re.S)
    chosen = dict(zip(kinds, re.findall(r'<option value="([a-z]+)" selected', answer.text), strict=False))
    saved = ada.send("/setup/sheets/clerk/new", valid_from="2026-03-02", **form, **chosen)
    assert saved.status_code == 303
    newest = sheet_rows.versions(db, SheetKind.CLERK)[0].items
    assert [(item.code, item.kind.value, item.weight) for item in newest[-3:]] == [
        ("smile", "points", 17),
        ("item_11", "deduct", 5),
        ("item_12", "veto", 100),
    ]


def test_pasted_lines_tell_all_their_faults_and_stay(db: HallDatabase, clock: FrozenClock, ada: Colleague) -> None:
    before = everything(db)

    answer = pasted(ada, "微笑服务\tviel\n站立服务\n微笑\t5\n微笑\t6")
    nothing = pasted(ada, " \n")

    assert (answer.status_code, nothing.status_code) == (422, 422)
    for line in (1, 2, 4):
        assert f"Line {line}" in answer.text
    assert "微笑服务\tviel" in answer.text
    assert "Paste the lines first" in nothing.text
    assert everything(db) == before


# Items that deduct or veto


def test_what_deducts_is_counted_on_the_sheet(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    a_strict_sheet(db, clock)
    page = chen.open("/checks/new?employee=1001")
    assert ("−3 each time" in page, 'value="0x5"' in page, "happened" in page) == (True, True, True)

    form = {"begun": begun(page), **marks(db, phone="0x2"), "reason.phone": "seen"}
    missing = chen.send("/checks/new", **{**form, "mark.quarrel": ""})
    score = chen.client.get("/checks/running-score?" + urlencode({"sheet": 5, **form})).json
    answer = chen.send("/checks/new", **form)

    assert "Say whether this happened: no, yes or N/A." in missing.text
    assert score == {"score": "94.00", "left": "all marked"}  # 100 - 2 * 3
    shown = chen.client.get(answer.location).text
    assert "94.00" in shown
    assert "times seen: 2" in shown
    assert "Seen by the inspector" in shown


def test_a_count_that_is_none_is_refused_beside_its_item(db: HallDatabase, clock: FrozenClock, chen: Colleague) -> None:
    a_strict_sheet(db, clock)
    form = {"begun": begun(chen.open("/checks/new?employee=1001")), "reason.phone": "seen"}

    for text in ("0x9", "0.5", "x"):
        answer = chen.send("/checks/new", **form, **marks(db, phone=text))

        assert "Say how often this was seen, 0 to 5 times, or N/A." in answer.text
    assert rows(db, "SELECT id FROM spot_check") == []


def test_an_appeal_is_answered_with_a_lower_count(db: HallDatabase, clock: FrozenClock, sun: Colleague) -> None:
    a_strict_sheet(db, clock)
    check_id = a_check(db, clock, phone="0x3")
    appeal_id = appeal_item(db, clock, ANA.actor, ANA.code, check_id, "phone", "It was once")
    assert 'name="new_mark" value="0x3"' in sun.open("/checks/appeals")

    answer = sun.send(f"/checks/appeals/{appeal_id}", verdict="upheld", answer="Twice.", new_mark="0x2")

    assert answer.status_code == 303
    assert check_rows.version_in_force(db, check_id).marks["phone"].times == 2
