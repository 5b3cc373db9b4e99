"""The set-up pages: what is shown, what is saved, and what is said beside a form that cannot be saved."""

import json
import re

import pytest
from flask import Flask

from storeops.base.clock import FrozenClock
from storeops.people.roles import Role
from storeops.queueing.staffing import close_counter
from storeops.running.jobs import close_due_days
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    Person,
    a_waiting_ticket,
    an_open_counter,
    everything,
    last_event,
    later,
    open_daily,
    rows,
)
from tests.staff_console.colleague import Colleague

LONG = "x" * 10_000


def changed(db: HallDatabase) -> object:
    """What the newest event says was changed."""
    return json.loads(last_event(db)["data"]).get("changed")


def test_the_set_up_begins_with_the_hall(ada: Colleague) -> None:
    assert ada.client.get("/setup").location == "/setup/hall"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/setup/hall", "Promises and targets"),
        ("/setup/hours", "Special days"),
        ("/setup/categories", "Add a category"),
        ("/setup/categories/new", "Letter of the ticket numbers"),
        ("/setup/categories/edit?code=payment", "Edit payment"),
        ("/setup/services", "Add a service"),
        ("/setup/services/new", "Handling target of one transaction"),
        ("/setup/services/edit?code=payment", "Edit Pay a bill"),
        ("/setup/counters", "Add a counter"),
        ("/setup/counters/new", "What is served here"),
        ("/setup/counters/edit?code=3", "Edit counter 3"),
        ("/setup/employees", "Add an employee"),
        ("/setup/employees/new", "Employee number"),
        ("/setup/employees/edit?code=1001", "Edit employee 1001"),
    ],
)
def test_each_page_opens(ada: Colleague, path: str, words: str) -> None:
    assert words in ada.open(path)


@pytest.mark.parametrize("area", ["categories", "services", "counters", "employees"])
def test_what_does_not_exist_is_a_404_in_words(ada: Colleague, area: str) -> None:
    shown = ada.client.get(f"/setup/{area}/edit?code=nothing")
    sent = ada.send(f"/setup/{area}/edit?code=nothing", name="x", name_zh="x", name_en="x", prefix="Z", role="clerk")

    assert (shown.status_code, sent.status_code) == (404, 404)
    assert "There is no" in shown.text


# The hall


def test_the_hall_is_renamed(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/hall")

    response = ada.send("/setup/hall/name", name_zh="新街口营业厅", name_en="Xinjiekou hall")

    assert response.location == "/setup/hall"
    assert rows(db, "SELECT name_zh, name_en FROM hall") == [{"name_zh": "新街口营业厅", "name_en": "Xinjiekou hall"}]
    assert last_event(db)["kind"] == "hall_renamed"
    assert "Saved." in ada.open("/setup/hall")


@pytest.mark.parametrize("name", ["", "   ", LONG, "a\x00b"])
def test_an_impossible_name_is_refused_beside_its_field(ada: Colleague, db: HallDatabase, name: str) -> None:
    before = everything(db)
    ada.open("/setup/hall")

    response = ada.send("/setup/hall/name", name_zh="新街口", name_en=name)

    assert response.status_code == 422
    assert 'id="name_en-refusal"' in response.text
    assert 'value="新街口"' in response.text
    assert everything(db) == before


TARGETS = {
    "standard_wait_seconds": "300",
    "assisted_wait_seconds": "120",
    "vip_wait_seconds": "120",
    "appointment_wait_seconds": "60",
    "wait_target_seconds": "300",
    "walk_target_seconds": "60",
    "recall_gap_seconds": "0",
    "calls_before_no_show": "1",
    "tickets_before_opening_minutes": "30",
    "last_ticket_minutes": "0",
    "issue_burst": "5",
    "kiosk_gap_seconds": "2",
    "program_gap_seconds": "0",
}


def test_targets_are_changed(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/hall")

    ada.send("/setup/hall/targets", **{**TARGETS, "wait_target_seconds": "240", "calls_before_no_show": "3"})

    assert rows(db, "SELECT wait_target_seconds, calls_before_no_show FROM hall") == [
        {"wait_target_seconds": 240, "calls_before_no_show": 3}
    ]
    assert changed(db) == {"wait_target_seconds": [300, 240], "calls_before_no_show": [1, 3]}


@pytest.mark.parametrize("text", ["", "soon", "-1", "0", "86401", "5.5", LONG, "٣", "9" * 40, "1e3"])
def test_a_target_that_is_no_number_in_its_limits_is_refused(ada: Colleague, db: HallDatabase, text: str) -> None:
    before = everything(db)
    ada.open("/setup/hall")

    response = ada.send("/setup/hall/targets", **{**TARGETS, "wait_target_seconds": text})

    assert response.status_code == 422
    assert "Enter a whole number from 1 to 86400." in response.text
    assert everything(db) == before


def test_a_form_with_nothing_in_it_is_no_500(ada: Colleague, db: HallDatabase) -> None:
    before = everything(db)
    ada.open("/setup/hall")
    posts = {
        "/setup/hall/name",
        "/setup/hall/targets",
        "/setup/hours/week",
        "/setup/hours/special-day",
        "/setup/hours/special-day/remove",
        "/setup/categories/new",
        "/setup/categories/edit?code=payment",
        "/setup/services/new",
        "/setup/services/edit?code=payment",
        "/setup/counters/new",
        "/setup/counters/edit?code=1",
        "/setup/employees/new",
        "/setup/employees/edit?code=1001",
    }

    for path in posts:
        assert ada.send(path).status_code in (404, 409, 422), path

    assert everything(db) == before


# Opening hours


def test_mondays_hours_fill_all_days_and_are_not_kept_yet(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/hours")
    before = everything(db)
    monday = {"opens_1": "09:00", "closes_1": "12:00", "opens_1_2": "13:30", "closes_1_2": "18:00"}

    page = ada.send("/setup/hours/week", then="as_monday", rule="never_closes", opens_3="07:00", **monday).text

    for name, value in (("opens_3", "09:00"), ("closes_7_2", "18:00")):
        assert f'name="{name}" value="{value}"' in page
    assert everything(db) == before


def test_weekly_hours_are_set(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/hours")

    ada.send("/setup/hours/week", rule="weekly", opens_1="09:00", closes_1="18:00", opens_6="10:00", closes_6="16:30")

    assert rows(db, "SELECT * FROM opening_hours ORDER BY weekday") == [
        {"weekday": 1, "opens": "09:00", "closes": "18:00"},
        {"weekday": 6, "opens": "10:00", "closes": "16:30"},
    ]
    assert changed(db) == {"1": [None, "09:00-18:00"], "6": [None, "10:00-16:30"]}
    assert 'value="16:30"' in ada.open("/setup/hours")


def test_a_hall_that_closes_at_noon_opens_again(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/hours")

    ada.send(
        "/setup/hours/week", rule="weekly", opens_1="09:00", closes_1="12:00", opens_1_2="13:30", closes_1_2="18:00"
    )

    assert changed(db) == {"1": [None, "09:00-12:00 13:30-18:00"]}
    shown = ada.open("/setup/hours")
    assert 'name="closes_1_2" value="18:00"' in shown
    assert 'name="opens_1_3"' in shown  # a third span can be typed once two are used


def test_a_hall_may_never_close(ada: Colleague, db: HallDatabase) -> None:
    db.execute("INSERT INTO opening_hours VALUES (1, '09:00', '18:00')")
    ada.open("/setup/hours")

    ada.send("/setup/hours/week", rule="never_closes", opens_1="09:00", closes_1="rubbish")

    assert rows(db, "SELECT * FROM opening_hours") == []
    assert last_event(db)["kind"] == "hours_changed"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, "rule"),
        ({"opens_1": "09:00"}, "closes_1"),
        ({"opens_1": "18:00", "closes_1": "09:00"}, "closes_1"),
        ({"opens_1": "09:00", "closes_1": "09:00"}, "closes_1"),
        ({"opens_1": "09:00", "closes_1": "13:00", "opens_1_2": "12:00", "closes_1_2": "18:00"}, "closes_1"),
        ({"opens_1": "09:00", "closes_1": "12:00", "opens_1_2": "13:00"}, "closes_1_2"),
        ({"opens_1": "nine", "closes_1": "18:00"}, "opens_1"),
        ({"opens_1": LONG, "closes_1": "18:00"}, "opens_1"),
        ({"opens_1": "25:00", "closes_1": "26:00"}, "opens_1"),
    ],
)
def test_impossible_hours_are_refused_beside_their_field(
    ada: Colleague, db: HallDatabase, fields: dict[str, str], place: str
) -> None:
    before = everything(db)
    ada.open("/setup/hours")

    response = ada.send("/setup/hours/week", rule="weekly", **fields)

    assert response.status_code == 422
    assert f'id="{place}-refusal"' in response.text
    assert everything(db) == before


def test_a_special_day_is_set_and_taken_back(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/hours")

    ada.send("/setup/hours/special-day", day="2026-10-01", opens="", closes="", note="国庆节")
    assert rows(db, "SELECT * FROM special_day") == [{"day": "2026-10-01", "note": "国庆节"}]
    assert last_event(db)["kind"] == "special_day_set"
    ada.send("/setup/hours/special-day", day="2026-10-01", opens="10:00", closes="15:00", note="")
    assert [row["opens"] for row in rows(db, "SELECT * FROM special_hours")] == ["10:00"]
    assert "10:00–15:00" in ada.open("/setup/hours")

    ada.send("/setup/hours/special-day/remove", day="2026-10-01")
    assert rows(db, "SELECT * FROM special_day") == []
    assert last_event(db)["kind"] == "special_day_removed"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"day": "tomorrow"}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": LONG}, "day"),
        ({"day": "2026-10-01", "opens": "10:00"}, "closes"),
        ({"day": "2026-10-01", "opens": "10:00", "closes": "09:00"}, "closes"),
        ({"day": "2026-10-01", "note": LONG}, "note"),
    ],
)
def test_an_impossible_special_day_is_refused(
    ada: Colleague, db: HallDatabase, fields: dict[str, str], place: str
) -> None:
    before = everything(db)
    ada.open("/setup/hours")

    response = ada.send("/setup/hours/special-day", **fields)

    assert response.status_code == 422
    assert f'id="{place}-refusal"' in response.text
    assert everything(db) == before


# Hours that touch who is in the hall


WEEK = {f"{end}_{weekday}": at for weekday in range(1, 8) for end, at in (("opens", "08:00"), ("closes", "09:03"))}


def thirty_wait(db: HallDatabase, clock: FrozenClock) -> None:
    """It is Monday 09:10; the hall is open until 18:00, thirty people wait, and counter 2 was closed at 09:05."""
    open_daily(db, "08:00", "18:00")
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2")
    later(clock, "5m")
    close_counter(db, clock, BRUNO.actor, "2")
    later(clock, "5m")
    for _ in range(30):
        a_waiting_ticket(db, clock)


def test_hours_that_make_people_wait_beyond_closing_time_are_asked_about(
    ada: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    thirty_wait(db, clock)
    before = everything(db)
    ada.open("/setup/hours")

    asked = ada.send("/setup/hours/week", rule="weekly", **WEEK)

    assert asked.status_code == 422
    assert "Waiting now with a turn after closing time by these hours: 30." in asked.text
    assert 'name="closes_1" value="09:03"' in asked.text  # the form is kept
    assert everything(db) == before
    ada.send("/setup/hours/week", rule="weekly", confirmed="1", **WEEK)
    assert last_event(db)["kind"] == "hours_changed"
    close_due_days(db, clock)
    assert {row["state"] for row in rows(db, "SELECT state FROM ticket")} == {"waiting"}


def test_hours_that_would_end_visits_say_how_many(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    thirty_wait(db, clock)
    close_counter(db, clock, ANA.actor, "1")  # now no counter is open, and the last was closed after 09:03
    ada.open("/setup/hours")

    asked = ada.send("/setup/hours/week", rule="weekly", **WEEK)

    assert "no counter is open: 30." in asked.text
    assert ada.send("/setup/hours/week", rule="weekly", confirmed="1", **WEEK).location == "/setup/hours"


def test_a_special_day_is_asked_about_both_ways(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    thirty_wait(db, clock)
    ada.open("/setup/hours")

    asked = ada.send("/setup/hours/special-day", day="2026-03-02", note="停电")

    assert "after closing time by these hours: 30." in asked.text
    assert 'value="停电"' in asked.text
    ada.send("/setup/hours/special-day", day="2026-03-02", opens="08:00", closes="20:00")  # longer than ever
    asked = ada.send("/setup/hours/special-day/remove", day="2026-03-02")
    assert asked.location == "/setup/hours"  # 18:00 is still to come, and everybody's turn before it


def test_a_special_day_that_is_removed_may_shut_the_hall(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    thirty_wait(db, clock)
    ada.open("/setup/hours")
    ada.send("/setup/hours/special-day", day="2026-03-02", opens="08:00", closes="18:00")
    open_daily(db, "08:00", "09:08")

    asked = ada.send("/setup/hours/special-day/remove", day="2026-03-02")

    assert "after closing time by these hours: 30." in asked.text
    assert rows(db, "SELECT day FROM special_day") == [{"day": "2026-03-02"}]
    ada.send("/setup/hours/special-day/remove", day="2026-03-02", confirmed="1")
    assert rows(db, "SELECT day FROM special_day") == []


def test_hours_that_touch_nobody_are_saved_at_once(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    thirty_wait(db, clock)
    ada.open("/setup/hours")
    week = {name: at.replace("09:03", "17:00") for name, at in WEEK.items()}

    assert ada.send("/setup/hours/week", rule="weekly", **week).location == "/setup/hours"


# Categories


def test_a_category_is_added_and_changed(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/categories")

    ada.send("/setup/categories/new", code="bills", prefix="e", name_zh="账单", name_en="Bills")
    ada.send("/setup/categories/edit?code=bills", prefix="F", name_zh="账单详单", name_en="Bills")

    assert rows(db, "SELECT prefix, name_zh FROM category WHERE code = 'bills'") == [
        {"prefix": "F", "name_zh": "账单详单"}
    ]
    assert changed(db) == {"prefix": ["E", "F"], "name_zh": ["账单", "账单详单"]}


@pytest.mark.parametrize(
    ("fields", "status", "place"),
    [
        ({"code": "payment"}, 409, "code"),
        ({"code": "with space"}, 422, "code"),
        ({"code": LONG}, 422, "code"),
        ({"prefix": "A"}, 409, "prefix"),
        ({"prefix": "AB"}, 422, "prefix"),
        ({"prefix": "é"}, 422, "prefix"),
        ({"name_zh": ""}, 422, "name_zh"),
        ({"name_en": LONG}, 422, "name_en"),
    ],
)
def test_an_impossible_category_is_refused_beside_its_field(
    ada: Colleague, db: HallDatabase, fields: dict[str, str], status: int, place: str
) -> None:
    before = everything(db)
    ada.open("/setup/categories/new")

    sent = {"code": "bills", "prefix": "E", "name_zh": "账单", "name_en": "Bills", **fields}
    response = ada.send("/setup/categories/new", **sent)

    assert response.status_code == status
    assert f'id="{place}-refusal"' in response.text
    assert everything(db) == before


# Services

SERVICE = {
    "code": "esim",
    "category": "payment",
    "name_zh": "办理eSIM",
    "name_en": "Get an eSIM",
    "target_seconds": "240",
    "standard_minutes": "2.5",
    "bring_zh": "身份证",
    "bring_en": "identity card",
    "is_active": "1",
}


def test_a_service_is_added(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/services/new")

    assert ada.send("/setup/services/new", **SERVICE).location == "/setup/services"

    row = rows(db, "SELECT * FROM service WHERE code = 'esim'")[0]
    assert (row["target_seconds"], row["standard_minutes"], row["is_active"]) == (240, 2.5, 1)
    assert last_event(db)["kind"] == "service_added"


def test_a_service_is_changed_and_taken_off_offer(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/services/new")
    ada.send("/setup/services/new", **SERVICE)

    ada.send(
        "/setup/services/edit?code=esim", **{**SERVICE, "target_seconds": "", "is_active": "", "category": "plans"}
    )

    assert changed(db) == {"target_seconds": [240, None], "is_active": [True, False], "category": ["payment", "plans"]}
    assert "not offered" in ada.open("/setup/services")


@pytest.mark.parametrize(
    ("fields", "status", "place"),
    [
        ({"code": "payment"}, 409, "code"),
        ({"code": "../etc"}, 422, "code"),
        ({"category": "nothing"}, 404, "category"),
        ({"target_seconds": "soon"}, 422, "target_seconds"),
        ({"target_seconds": "0"}, 422, "target_seconds"),
        ({"target_seconds": LONG}, 422, "target_seconds"),
        ({"standard_minutes": "0"}, 422, "standard_minutes"),
        ({"standard_minutes": "nan"}, 422, "standard_minutes"),
        ({"standard_minutes": "1e9"}, 422, "standard_minutes"),
        ({"standard_minutes": "-2"}, 422, "standard_minutes"),
        ({"name_zh": LONG}, 422, "name_zh"),
        ({"bring_en": LONG}, 422, "bring_en"),
    ],
)
def test_an_impossible_service_is_refused_beside_its_field_and_the_values_stay(
    ada: Colleague, db: HallDatabase, fields: dict[str, str], status: int, place: str
) -> None:
    before = everything(db)
    ada.open("/setup/services/new")

    response = ada.send("/setup/services/new", **{**SERVICE, **fields})

    assert response.status_code == status
    assert f'id="{place}-refusal"' in response.text
    for name, value in SERVICE.items():
        if name.startswith("name") and name not in fields:
            assert f'value="{value}"' in response.text
    assert everything(db) == before


def test_what_is_left_empty_is_made_up(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/categories/new")

    ada.send("/setup/categories/new", code="", prefix="", name_zh="政企业务", name_en="")
    ada.send("/setup/services/new", category="category_1", name_zh="专线", target_seconds="400", is_active="1")

    made = "SELECT code, prefix, name_en FROM category WHERE name_zh = '政企业务'"
    assert rows(db, made) == [{"code": "category_1", "prefix": "C", "name_en": "政企业务"}]
    assert rows(db, "SELECT code, name_en, standard_minutes FROM service WHERE name_zh = '专线'") == [
        {"code": "service_1", "name_en": "专线", "standard_minutes": 7.0}  # 400 s are 6:40
    ]


def test_lists_call_everything_by_name_and_the_code_stands_where_it_is_edited(ada: Colleague) -> None:
    for page in ("/setup/categories", "/setup/services", "/setup/sheets"):
        assert "<code>" not in ada.open(page), page
    for page in ("/setup/categories/edit?code=payment", "/setup/services/edit?code=payment"):
        assert "<code>payment</code>" in ada.open(page), page


def test_a_service_without_a_name_is_told_once(ada: Colleague) -> None:
    ada.open("/setup/services/new")

    page = ada.send("/setup/services/new", category="payment", name_zh="", target_seconds="180").text

    assert page.count("Enter 1 to 80 characters.") == 1


def test_the_catalogue_is_offered_as_long_as_some_of_it_is_free_and_says_what_stays_out(
    ada: Colleague, db: HallDatabase
) -> None:
    page = ada.open("/setup/categories")
    assert "Take the nine categories" in page
    assert "Left out, because their letter or code is used here already: Payment, " in page

    assert ada.send("/setup/categories/catalogue").status_code == 303

    assert "Take the nine categories" not in ada.open("/setup/categories")
    assert ada.send("/setup/categories/catalogue").status_code == 409


def test_a_category_without_services_is_deleted_by_a_button(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/categories/new")
    ada.send("/setup/categories/new", name_zh="维修", name_en="Repairs", prefix="Z", code="")
    page = ada.open("/setup/categories")
    assert re.findall(r'aria-label="Delete ([^"]+)"', page) == ["Repairs"]

    assert ada.send("/setup/categories/remove", category="repairs").status_code == 303

    assert "Repairs" not in ada.open("/setup/categories")
    refused = ada.send("/setup/categories/remove", category="payment")
    assert refused.status_code == 409
    assert "Category A has services or had tickets" in refused.text


# Counters


def test_a_counter_is_added_for_chosen_services(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/counters/new")

    ada.send("/setup/counters/new", code="4", rule="chosen", services=["payment", "invoice"])

    assert rows(db, "SELECT serves_all, state FROM counter WHERE code = '4'") == [{"serves_all": 0, "state": "closed"}]
    assert last_event(db)["kind"] == "counter_added"
    assert "Pay a bill, Print an invoice" in ada.open("/setup/counters")


def test_a_closed_counter_is_taken_out_of_use_and_back(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/counters")

    ada.send("/setup/counters/edit?code=1", rule="all")
    assert rows(db, "SELECT is_active FROM counter WHERE code = '1'") == [{"is_active": 0}]
    assert changed(db) == {"is_active": [True, False]}
    assert "not in use" in ada.open("/setup/counters")

    ada.send("/setup/counters/edit?code=1", rule="all", is_active="1")
    assert rows(db, "SELECT is_active FROM counter WHERE code = '1'") == [{"is_active": 1}]


def test_an_open_counter_stays_in_use(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    ada.open("/setup/counters")

    response = ada.send("/setup/counters/edit?code=1", rule="all")

    assert response.status_code == 409
    assert "Counter 1 is open now; close it there first." in response.text
    assert rows(db, "SELECT is_active FROM counter WHERE code = '1'") == [{"is_active": 1}]


@pytest.mark.parametrize(
    ("fields", "status", "place"),
    [
        ({"code": "1"}, 409, "code"),
        ({"code": ""}, 422, "code"),
        ({"code": LONG}, 422, "code"),
        ({"rule": "chosen"}, 422, "services"),
        ({"rule": "chosen", "services": ["nothing"]}, 404, "services"),
    ],
)
def test_an_impossible_counter_is_refused_beside_its_field(
    ada: Colleague, db: HallDatabase, fields: dict[str, str | list[str]], status: int, place: str
) -> None:
    before = everything(db)
    ada.open("/setup/counters/new")

    response = ada.send("/setup/counters/new", **{"code": "4", "rule": "all", **fields})

    assert response.status_code == status
    assert f'id="{place}-refusal"' in response.text
    assert everything(db) == before


# Employees


def one_time_pins(page: str) -> list[str]:
    """The PINs that a page tells."""
    return re.findall(r'<dd class="digits">(\d{6})</dd>', page)


def test_an_employee_is_added_and_can_sign_in(ada: Colleague, db: HallDatabase, console: Flask) -> None:
    ada.open("/setup/employees/new")

    told = ada.send("/setup/employees/new", code="1004", name="Eva", role="clerk")

    assert rows(db, "SELECT name, role FROM employee WHERE code = '1004'") == [{"name": "Eva", "role": "clerk"}]
    assert last_event(db)["kind"] == "employee_added"
    (pin,) = one_time_pins(told.text)
    assert one_time_pins(ada.open("/setup/employees")) == []
    eva = Colleague(console.test_client(), Person("1004", "Eva", Role.CLERK))
    assert eva.sign_in(pin=pin).status_code == 303


def test_an_employee_changes_role_and_leaves(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/employees")

    ada.send("/setup/employees/edit?code=1001", name="Ana", role="team_lead", is_active="1")
    assert rows(db, "SELECT role FROM employee WHERE code = '1001'") == [{"role": "team_lead"}]
    ada.send("/setup/employees/edit?code=1001", name="Ana", role="team_lead")

    assert rows(db, "SELECT is_active FROM employee WHERE code = '1001'") == [{"is_active": 0}]
    assert last_event(db)["kind"] == "employee_changed"


def test_a_pin_for_one_time_ends_the_old_sessions(ada: Colleague, ana: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/employees")

    assert len(one_time_pins(ada.send("/setup/employees/pin?code=1001").text)) == 1

    assert ana.client.get("/").location.startswith("/sign-in")
    assert last_event(db)["kind"] == "pin_set"


@pytest.mark.parametrize(
    ("fields", "status", "place"),
    [
        ({"code": "1001"}, 409, "code"),
        ({"code": ""}, 422, "code"),
        ({"code": LONG}, 422, "code"),
        ({"name": ""}, 422, "name"),
        ({"name": LONG}, 422, "name"),
        ({"role": "king"}, 422, "role"),
    ],
)
def test_an_impossible_employee_is_refused_beside_its_field(
    ada: Colleague, db: HallDatabase, fields: dict[str, str], status: int, place: str
) -> None:
    before = everything(db)
    ada.open("/setup/employees/new")

    sent = {"code": "1004", "name": "Eva", "role": "clerk", **fields}
    response = ada.send("/setup/employees/new", **sent)

    assert response.status_code == status
    assert f'id="{place}-refusal"' in response.text
    assert everything(db) == before


def test_the_administrator_chooses_no_pin_for_anybody(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/employees")

    told = ada.send("/setup/employees/pin?code=1001", pin="864205")

    assert one_time_pins(told.text) != ["864205"]
    assert rows(db, "SELECT pin_is_one_time FROM employee WHERE code = '1001'") == [{"pin_is_one_time": 1}]
    assert "one-time PIN" in ada.open("/setup/employees")


def test_an_unknown_number_gets_no_pin(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/employees")
    before = everything(db)

    assert ada.send("/setup/employees/pin?code=4711").status_code == 404

    assert everything(db) == before


def test_the_last_administrator_stays(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/employees")

    response = ada.send("/setup/employees/edit?code=9001", name="Ada", role="clerk", is_active="1")

    assert response.status_code == 409
    assert "Employee 9001 is the last active administrator" in response.text
    assert rows(db, "SELECT role FROM employee WHERE code = '9001'") == [{"role": "administrator"}]


def test_whoever_sits_at_a_counter_does_not_leave(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    ada.open("/setup/employees")

    response = ada.send("/setup/employees/edit?code=1001", name="Ana", role="clerk")

    assert response.status_code == 409
    assert "Employee 1001 is signed in at counter 1; close it there first." in response.text
