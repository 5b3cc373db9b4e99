"""Programs that sign in with an employee's number and PIN, and sign out."""

from flask.testing import FlaskClient

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.people.pin_actions import reset_pin
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.factories import ADA, CHEN, PIN, Person, everything, last_event


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
