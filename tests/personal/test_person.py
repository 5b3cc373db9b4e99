"""What is kept of one person is told and cleared on request."""

import json

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.people.enrolment_actions import deactivate
from storeops.people.refusals import UnknownEmployee
from storeops.people.sign_in_actions import sign_in
from storeops.personal.person_actions import clear_customer, clear_employee, tell_customer, tell_employee
from storeops.personal.refusals import CaseStillOpen, NothingOfCustomer, StillWorksHere
from storeops.quality.follow_ups.follow_up_actions import resolve
from storeops.store.database import HallDatabase
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import ANA, AT_DESK, BRUNO, PIN, a_check, everything, last_event, rows
from tests.quality.follow_ups.cases import a_case

PHONE = "13812345678"


def test_an_employee_is_told_what_is_kept_less_secrets_and_answers(db: HallDatabase, clock: FrozenClock) -> None:
    sign_in(db, clock, ANA.actor, ANA.code, PIN, AT_DESK)
    a_check(db, clock, smile="0")
    a_case(db, clock)

    told = tell_employee(db, clock, SYSTEM, ANA.code)

    assert told["employee"][0]["name"] == ANA.name
    assert {"session", "spot_check", "follow_up", "event"} <= told.keys()
    assert not {"rating", "prompt"} & told.keys()
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
    assert list(replay_findings(db)) == []


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
    assert list(replay_findings(db)) == []
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
