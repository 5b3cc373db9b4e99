"""Programs that sign in with an employee's number and PIN, and sign out."""

from flask.testing import FlaskClient

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.people.device_actions import revoke_device
from storeops.people.enrolment_actions import add_device
from storeops.people.pin_actions import reset_pin
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.factories import ADA, ANA, CHEN, PIN, Person, everything, last_event, rows


def token_of(client: FlaskClient, person: Person) -> str:
    answer = client.post("/session", json={"employee": person.code, "pin": PIN})
    token: str = answer.get_json()["access_token"]
    return token


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_program_signs_out_and_its_token_opens_nothing_any_more(client: FlaskClient, db: HallDatabase) -> None:
    token, other = token_of(client, CHEN), token_of(client, CHEN)

    answer = client.delete("/session", headers=bearer(token))

    assert (answer.status_code, answer.data) == (204, b"")
    assert last_event(db)["kind"] == "sign_out"
    assert Program(client, token).get("/services").status_code == 401
    assert Program(client, other).get("/services").status_code == 200
    assert client.delete("/session", headers=bearer(token)).status_code == 401


def test_a_refused_sign_in_is_not_told_as_an_act_of_whoever_has_the_number(
    client: FlaskClient, db: HallDatabase
) -> None:
    assert client.post("/session", json={"employee": ANA.code, "pin": "111111"}).status_code == 401

    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("sign_in_refused", "api")
    assert rows(db, "SELECT code FROM employee WHERE id = ?", event["employee_id"]) == [{"code": ANA.code}]


def test_what_a_stranger_types_as_a_number_does_not_stay_in_the_journal(client: FlaskClient, db: HallDatabase) -> None:
    assert client.post("/session", json={"employee": "864205", "pin": "1001"}).status_code == 401

    assert "864205" not in str(last_event(db))


def test_nobody_and_a_device_have_no_session_to_end(client: FlaskClient, db: HallDatabase, program: Program) -> None:
    before = everything(db)

    assert client.delete("/session").status_code == 401
    assert client.delete("/session", headers=program._headers({})).status_code == 401

    assert everything(db) == before
    assert program.get("/services").status_code == 200


def test_a_pin_for_one_time_opens_the_console_only(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> None:
    pin = reset_pin(db, clock, SYSTEM, ADA.code)

    answer = client.post("/session", json={"employee": ADA.code, "pin": pin})

    assert answer.status_code == 403
    assert answer.get_json()["type"] == "urn:storeops:problem:pin-change-needed"


def test_a_token_of_somebody_who_sees_data_of_others_ends_when_nobody_uses_it(
    client: FlaskClient, clock: FrozenClock
) -> None:
    program = Program(client, token_of(client, CHEN))
    for _ in range(3):
        clock.advance(minutes=14)
        assert program.get("/services").status_code == 200

    clock.advance(minutes=15)
    assert program.get("/services").status_code == 401


def test_strangers_lock_nobody_out_of_the_device_whose_program_they_used_before(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    """The greeter's tablet shows its own token as it signs Ana in."""
    used, other = (bearer(add_device(db, clock, ADA.actor, name, "greeter")) for name in ("Used", "Other"))
    right, wrong = ({"employee": ANA.code, "pin": pin} for pin in (PIN, "135791"))
    assert client.post("/session", json=right, headers=used).status_code == 200
    for _ in range(5):
        assert client.post("/session", json=wrong).status_code == 401

    assert client.post("/session", json=right).status_code == 429
    assert client.post("/session", json=right, headers=other).status_code == 429
    assert client.post("/session", json=right, headers=bearer("made up")).status_code == 429
    assert client.post("/session", json=right, headers=used).status_code == 200

    # It has tries of its own, and no more.
    for _ in range(5):
        assert client.post("/session", json=wrong, headers=used).status_code == 401
    assert client.post("/session", json=right, headers=used).status_code == 429


def test_a_revoked_device_is_a_stranger(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> None:
    tablet = bearer(add_device(db, clock, ADA.actor, "Tablet", "greeter"))
    right, wrong = ({"employee": ANA.code, "pin": pin} for pin in (PIN, "135791"))
    client.post("/session", json=right, headers=tablet)
    revoke_device(db, clock, ADA.actor, rows(db, "SELECT id FROM device")[0]["id"])
    for _ in range(5):
        client.post("/session", json=wrong)

    assert client.post("/session", json=right, headers=tablet).status_code == 429
