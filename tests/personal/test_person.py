"""What is kept of one person is told and cleared on request."""

import json
from datetime import date

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.people.enrolment_actions import deactivate
from storeops.people.refusals import UnknownEmployee
from storeops.people.sign_in_actions import sign_in
from storeops.personal.employee_data_rows import OF_CUSTOMERS
from storeops.personal.kept_where import PLACES
from storeops.personal.person_actions import (
    clear_customer,
    clear_employee,
    clear_visit,
    tell_customer,
    tell_employee,
    tell_visit,
)
from storeops.personal.refusals import (
    CaseStillOpen,
    NothingOfCustomer,
    NothingOfVisit,
    StillWorksHere,
    VisitNotOver,
    WholePhoneNeeded,
)
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.quality.heard.wish_actions import note_wish
from storeops.queueing.serving import finish
from storeops.store.database import HallDatabase
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import (
    ANA,
    AT_DESK,
    BRUNO,
    MONDAY,
    PIN,
    a_check,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    everything,
    last_event,
    rows,
)
from tests.quality.follow_ups.cases import a_case

PHONE = "13812345678"
MONDAY_DAY = date.fromisoformat(MONDAY)


def test_an_employee_is_told_what_is_kept_less_secrets_and_answers(db: HallDatabase, clock: FrozenClock) -> None:
    sign_in(db, clock, ANA.actor, ANA.code, PIN, AT_DESK)
    a_check(db, clock, smile="0")
    a_case(db, clock)

    told = tell_employee(db, clock, SYSTEM, ANA.code)

    assert told["employee"][0]["name"] == ANA.name
    assert {"session", "spot_check", "follow_up", "event"} <= told.keys()
    assert not {"rating", "stored_rating", "prompt"} & told.keys()
    assert "hash" not in json.dumps(told)
    assert last_event(db)["kind"] == "personal_data_told"


def test_somebody_who_left_is_known_by_the_number_alone(db: HallDatabase, clock: FrozenClock) -> None:
    sign_in(db, clock, BRUNO.actor, BRUNO.code, PIN, AT_DESK)
    deactivate(db, clock, SYSTEM, BRUNO.code)

    clear_employee(db, clock, SYSTEM, BRUNO.code)

    [row] = rows(db, "SELECT id, name, pin_hash FROM employee WHERE code = ?", BRUNO.code)
    assert (row["name"], row["pin_hash"]) == (BRUNO.code, None)
    for table in ("session", "known_browser", "second_factor"):
        assert rows(db, f"SELECT 1 FROM {table} WHERE employee_id = ?", row["id"]) == []
    assert rows(db, "SELECT 1 FROM event WHERE local_part IS NOT NULL AND employee_id = ?", row["id"]) == []
    assert json.loads(last_event(db)["data"]) == {"what": "employee", "count": 1}
    assert list(replay_findings(db, db.path)) == []


def test_a_customer_is_told_and_cleared_by_the_phone_number(db: HallDatabase, clock: FrozenClock) -> None:
    case = a_case(db, clock, phone=PHONE)
    other = a_case(db, clock, phone="13987654321")
    for each in (case, other):
        resolve(db, clock, ANA.actor, ANA.code, each, "told so")

    [told] = tell_customer(db, clock, SYSTEM, "138 1234 5678")["follow_up"]
    cleared = clear_customer(db, clock, SYSTEM, PHONE)

    assert (told["id"], told["summary"], told["phone_masked"]) == (case, "The bill is wrong", "138****5678")
    assert cleared == 1
    assert rows(db, "SELECT summary, resolution FROM follow_up ORDER BY id") == [
        {"summary": "-", "resolution": "-"},
        {"summary": "The bill is wrong", "resolution": "told so"},
    ]
    assert rows(db, "SELECT count(*) AS kept FROM customer_contact WHERE customer_key IS NOT NULL") == [{"kept": 1}]
    assert json.loads(last_event(db)["data"]) == {"what": "customer", "count": 1}
    assert list(replay_findings(db, db.path)) == []
    with pytest.raises(NothingOfCustomer):
        tell_customer(db, clock, SYSTEM, PHONE)


@pytest.mark.parametrize(
    ("ask", "whom", "refusal"),
    [
        (tell_employee, "1999", UnknownEmployee),
        (clear_employee, "1999", UnknownEmployee),
        (clear_employee, ANA.code, StillWorksHere),
        (tell_customer, "13700000001", NothingOfCustomer),
        (clear_customer, "13700000001", NothingOfCustomer),
        (clear_customer, PHONE, CaseStillOpen),
    ],
)
def test_what_cannot_be_told_or_cleared_is_refused_and_changes_nothing(
    db: HallDatabase, clock: FrozenClock, ask, whom: str, refusal: type[StoreOpsError]
) -> None:
    a_case(db, clock, phone=PHONE)
    before = everything(db)

    with pytest.raises(refusal):
        ask(db, clock, SYSTEM, whom)

    assert everything(db) == before


def test_a_check_that_is_still_blind_is_told_to_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    check = a_check(db, clock, smile="0")
    seen = tell_employee(db, clock, SYSTEM, ANA.code)
    db.execute("UPDATE stored_spot_check SET is_blind = 1 WHERE id = ?", (check,))

    told = tell_employee(db, clock, SYSTEM, ANA.code)

    assert len(seen["spot_check"]) == 1
    assert "spot_check" not in told


def test_what_an_employee_did_is_told_and_no_door_to_a_visit(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_served_ticket(db, clock)

    told = tell_employee(db, clock, SYSTEM, ANA.code)

    assert "start" in {event["kind"] for event in told["event"]}
    assert rows(db, "SELECT token FROM ticket")[0]["token"] not in json.dumps(told)
    assert ticket.number in {row["number"] for row in told["ticket"]}


# A visit


def a_visit_with_notes(db: HallDatabase, clock: FrozenClock) -> str:
    """Served at counter 1, with a wish, a moment and a closed case."""
    ticket = a_serving_ticket(db, clock)
    note_wish(db, clock, ANA.actor, "1", "suggestion", "Ms Li wants chairs")
    finish(db, clock, ANA.actor, "1")
    case = a_case(db, clock, ticket=ticket.number, phone=PHONE)
    resolve(db, clock, ANA.actor, ANA.code, case, "Ms Li was called")
    return ticket.number


def test_a_visit_is_told_without_what_the_customer_tapped(db: HallDatabase, clock: FrozenClock) -> None:
    number = a_visit_with_notes(db, clock)

    told = tell_visit(db, clock, SYSTEM, number.lower(), MONDAY_DAY)

    assert told.keys() == {"ticket", "leg", "heard_wish", "follow_up"}
    assert told["heard_wish"][0]["note"] == "Ms Li wants chairs"
    assert told["follow_up"][0]["resolution"] == "Ms Li was called"
    assert json.loads(last_event(db)["data"]) == {"what": "visit"}


def test_a_visits_texts_go_and_its_times_stay(db: HallDatabase, clock: FrozenClock) -> None:
    number = a_visit_with_notes(db, clock)
    before = rows(db, "SELECT * FROM ticket")

    clear_visit(db, clock, SYSTEM, number, MONDAY_DAY)

    assert rows(db, "SELECT note, (SELECT resolution FROM follow_up) AS resolution FROM heard_wish") == [
        {"note": "", "resolution": "-"}
    ]
    assert rows(db, "SELECT phone_masked, customer_key FROM customer_contact") == [
        {"phone_masked": "", "customer_key": None}
    ]
    assert rows(db, "SELECT * FROM ticket") == before
    assert json.loads(last_event(db)["data"]) == {"what": "visit", "count": 1}
    assert list(replay_findings(db, db.path)) == []


def test_a_visit_that_goes_on_or_never_was_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_waiting_ticket(db, clock)
    before = everything(db)

    with pytest.raises(VisitNotOver):
        clear_visit(db, clock, SYSTEM, ticket.number, MONDAY_DAY)
    with pytest.raises(NothingOfVisit):
        tell_visit(db, clock, SYSTEM, "A999", MONDAY_DAY)

    assert everything(db) == before


def test_half_a_phone_number_is_none(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(WholePhoneNeeded):
        tell_customer(db, clock, SYSTEM, "1381234")


def test_every_table_of_people_has_its_words(db: HallDatabase) -> None:
    told_of = {
        table.removeprefix("stored_")
        for table in db.table_names()
        if any(key["table"] == "employee" for key in db.query(f"PRAGMA foreign_key_list({table})"))
    }
    placed = [table for place in PLACES for table in place.tables]

    assert told_of - set(OF_CUSTOMERS) - set(placed) == set()
    assert len(placed) == len(set(placed))
    assert set(placed) <= {table.removeprefix("stored_") for table in db.table_names()}
