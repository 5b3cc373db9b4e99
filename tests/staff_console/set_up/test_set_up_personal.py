"""The set-up page of personal data: one person's are shown, exported and cleared; how long each kind is kept."""

import json

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.retention import DAY, KEPT_KINDS
from storeops.hall import retention_period_rows
from storeops.people.enrolment_actions import deactivate
from storeops.personal.clearing_actions import clear_what_is_due
from storeops.quality.follow_ups.contact_actions import clear_contacts
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, MONDAY, a_served_ticket, everything, last_event, later, rows
from tests.quality.follow_ups.cases import a_case
from tests.staff_console.colleague import Colleague

PAGE = "/setup/personal"
PHONE = "13812345678"


def typed_periods() -> dict[str, str]:
    return {name: str(kind.in_units(kind.usual)) for name, kind in KEPT_KINDS.items()}


def a_closed_case(db: HallDatabase, clock: FrozenClock) -> int:
    case = a_case(db, clock, phone=PHONE)
    resolve(db, clock, ANA.actor, ANA.code, case, "Ms Li was called on 13812345678")
    return case


# One person


def test_an_employee_is_found_by_number_and_by_part_of_the_name(ada: Colleague, db: HallDatabase) -> None:
    ada.open(PAGE)
    for typed in (ANA.code, "ana"):
        page = ada.send(f"{PAGE}/person", who="employee", employee=typed).text
        assert "Kept of: Employee 1001" in page
        assert "to sign in, and to name who did something" in page
    assert last_event(db)["kind"] == "personal_data_told"


def test_of_several_with_the_name_one_is_chosen(ada: Colleague, db: HallDatabase) -> None:
    ada.open(PAGE)

    page = ada.send(f"{PAGE}/person", who="employee", employee="an").text

    assert "Several have this name" in page  # Ana, Shan, Han
    assert ">5002<" in page
    assert rows(db, "SELECT 1 FROM event WHERE kind = 'personal_data_told'") == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"who": "employee", "employee": "1999"}, "There is no employee 1999"),
        ({"who": "employee", "employee": ""}, "Several have this name"),
        ({"who": "customer", "phone": "138"}, "Enter the whole phone number"),
        ({"who": "customer", "phone": PHONE}, "has this phone number"),
        ({"who": "visit", "number": "A001", "day": "2026-03-02"}, "There was no ticket A001 on 2026-03-02"),
        ({"who": "visit", "number": "A001", "day": "soon"}, "Enter a day"),
    ],
)
def test_who_is_not_found_is_said_beside_the_field_and_what_was_typed_stays(
    ada: Colleague, db: HallDatabase, typed: dict[str, str], sentence: str
) -> None:
    ada.open(PAGE)
    before = everything(db)

    for door in ("person", "export"):
        page = ada.send(f"{PAGE}/{door}", **typed)
        if sentence.startswith("Several") and door == "export":
            continue
        assert page.status_code < 500
        assert sentence in page.text
        assert all(f'value="{value}"' in page.text for value in typed.values() if value)

    assert everything(db) == before


def test_a_customer_is_shown_with_texts_whose_numbers_are_starred(
    ada: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_closed_case(db, clock)
    ada.open(PAGE)

    page = ada.send(f"{PAGE}/person", who="customer", phone="138 1234 5678").text

    assert "Customer with 138 **** 5678" in page
    assert "Ms Li was called on 138****5678" in page
    assert "730 days after the case is closed" in page


def test_the_file_holds_all_of_it_is_kept_by_nobody_and_leaves_a_trace(
    ada: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_closed_case(db, clock)
    ada.open(PAGE)

    answer = ada.send(f"{PAGE}/export", who="customer", phone=PHONE)

    assert json.loads(answer.text)["follow_up"][0]["resolution"] == "Ms Li was called on 13812345678"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="customer.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert [event["kind"] for event in rows(db, "SELECT kind FROM event ORDER BY seq DESC LIMIT 2")] == [
        "file_downloaded",
        "personal_data_told",
    ]


def test_clearing_says_first_what_goes_and_what_stays(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_closed_case(db, clock)
    ada.open(PAGE)
    before = everything(db)

    page = ada.send(f"{PAGE}/clear", who="customer", phone=PHONE)

    assert "The phone number, its mask and its code." in page.text
    assert "This stays, and why" in page.text
    assert everything(db) == before

    done = ada.send(f"{PAGE}/clear", who="customer", phone=PHONE, is_confirmed="1")

    assert (done.status_code, done.location) == (303, "/setup/personal")
    assert rows(db, "SELECT summary, resolution FROM follow_up") == [{"summary": "-", "resolution": "-"}]
    event = last_event(db)
    assert (event["kind"], event["actor"], json.loads(event["data"])) == (
        "personal_data_cleared",
        "employee:9001",
        {"what": "customer", "count": 1},
    )


def test_a_visit_and_somebody_who_left_are_cleared_too(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_served_ticket(db, clock)
    deactivate(db, clock, SYSTEM, BRUNO.code)
    ada.open(PAGE)

    ada.send(f"{PAGE}/clear", who="visit", number=ticket.number, day=MONDAY, is_confirmed="1")
    ada.send(f"{PAGE}/clear", who="employee", employee=BRUNO.code, is_confirmed="1")

    cleared = rows(db, "SELECT data ->> 'what' AS what FROM event WHERE kind = 'personal_data_cleared' ORDER BY seq")
    assert [event["what"] for event in cleared] == ["visit", "employee"]


def test_what_may_not_be_cleared_yet_is_said_on_the_page(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock, phone=PHONE)
    ada.open(PAGE)
    before = everything(db)

    still_here = ada.send(f"{PAGE}/clear", who="employee", employee=ANA.code, is_confirmed="1")
    still_open = ada.send(f"{PAGE}/clear", who="customer", phone=PHONE, is_confirmed="1")

    assert (still_here.status_code, still_open.status_code) == (409, 409)
    assert "still works here" in still_here.text
    assert "is still open" in still_open.text
    assert everything(db) == before


def test_nobody_is_named_by_a_bent_form(ada: Colleague) -> None:
    ada.open(PAGE)

    assert [ada.send(f"{PAGE}/{door}", who="x").status_code for door in ("person", "export", "clear")] == [422] * 3


# How long


def test_the_page_shows_each_kind_with_its_bounds(ada: Colleague) -> None:
    page = ada.open(PAGE)

    assert [name for name in KEPT_KINDS if f'name="{name}"' not in page] == []
    assert "Network logs are kept for six months" in page
    assert "The job has not run here yet" in page


def test_periods_are_saved_and_their_changes_told(ada: Colleague, db: HallDatabase) -> None:
    ada.open(PAGE)

    answer = ada.send(f"{PAGE}/periods", **{**typed_periods(), "check_photos": "200"})

    assert answer.status_code == 303
    assert retention_period_rows.periods(db)["check_photos"] == 200 * DAY
    changed = [
        json.loads(event["data"]) for event in rows(db, "SELECT data FROM event WHERE kind = 'retention_period_set'")
    ]
    # 200 days are 4800 h, 400 days 9600 h.
    assert changed == [{"what": "check_photos", "kept_hours": 4800, "kept_hours_before": 9600}]


@pytest.mark.parametrize("typed", ["92", "1097", "-1", "many", "", "1e5"])
def test_a_time_beyond_the_bounds_is_refused_beside_its_field(ada: Colleague, db: HallDatabase, typed: str) -> None:
    ada.open(PAGE)
    before = everything(db)

    answer = ada.send(f"{PAGE}/periods", **{**typed_periods(), "check_photos": typed})

    assert answer.status_code == 422
    assert "Enter a whole number from 93 to 1096." in answer.text
    assert everything(db) == before


def test_trying_tells_how_much_would_go_and_changes_nothing(
    ada: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_closed_case(db, clock)
    later(clock, "25h")
    ada.sign_in()
    ada.open(PAGE)
    before = everything(db)

    page = ada.send(f"{PAGE}/due").text

    assert "Would go now" in page
    line = page.split('<label for="contact_numbers">')[1].split("</tr>")[0]
    assert line.rstrip().endswith(">1</td>")
    assert everything(db) == before


def test_the_page_shows_what_was_cleared_and_the_next_run(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_closed_case(db, clock)
    later(clock, "25h")
    clear_contacts(db, clock, SYSTEM)
    clear_what_is_due(db, clock, SYSTEM)
    ada.sign_in()

    page = ada.open(PAGE)

    # Tuesday 10:00; the next run is an hour later.
    assert "Last run 10:00, next run 11:00." in page
    assert "Customers' phone numbers" in page.split("What was cleared")[1]

    later(clock, "2h1s")
    ada.sign_in()
    assert "The job has not run since" in ada.open(PAGE)
