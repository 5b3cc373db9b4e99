"""Signing in and out: right and wrong PINs, the lock, and the life of a session."""

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.people import employee_rows
from storeops.people.enrolment_actions import change_employee, set_pin
from storeops.people.refusals import SignInLocked, SignInRefused
from storeops.people.secrets import token_hash
from storeops.people.sign_in_actions import sign_in, sign_out
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, LARS, PIN, Person, everything, last_event, later, rows

WRONG = "135791"


def fail(db: HallDatabase, clock: FrozenClock, times: int, person: Person = ANA) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            sign_in(db, clock, CUSTOMER, person.code, WRONG)


def holder(db: HallDatabase, clock: FrozenClock, token: str) -> str | None:
    """The number of the employee whose session a token opens."""
    employee = employee_rows.of_session(db, token_hash(token), clock.now())
    return employee.code if employee else None


def test_the_right_pin_begins_a_session(db: HallDatabase, clock: FrozenClock) -> None:
    signed_in = sign_in(db, clock, ANA.actor, ANA.code, PIN)

    assert (signed_in.employee.code, signed_in.employee.name) == (ANA.code, ANA.name)
    assert holder(db, clock, signed_in.token) == ANA.code
    assert last_event(db)["kind"] == "sign_in"


def test_the_token_is_kept_only_as_a_hash(db: HallDatabase, clock: FrozenClock) -> None:
    token = sign_in(db, clock, ANA.actor, ANA.code, PIN).token

    assert token not in str(everything(db))


@pytest.mark.parametrize(
    ("code", "pin"), [(ANA.code, WRONG), (LARS.code, PIN), ("4711", PIN), ("", ""), (ANA.code, "")]
)
def test_a_wrong_pin_an_unknown_number_and_somebody_who_left_are_refused_alike(
    db: HallDatabase, clock: FrozenClock, code: str, pin: str
) -> None:
    with pytest.raises(SignInRefused) as refusal:
        sign_in(db, clock, CUSTOMER, code, pin)

    assert refusal.value.status == 401
    assert str(refusal.value) == str(SignInRefused())
    assert everything(db)["session"] == []


def test_a_wrong_pin_is_counted_and_told_to_the_journal(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 2)

    assert employee_rows.by_code(db, ANA.code).failed_sign_ins == 2
    assert last_event(db)["kind"] == "sign_in_refused"


def test_an_unknown_number_leaves_no_trace(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(SignInRefused):
        sign_in(db, clock, CUSTOMER, "4711", PIN)

    assert everything(db) == before


def test_after_five_wrong_pins_even_the_right_one_must_wait_five_minutes(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)

    with pytest.raises(SignInLocked, match="5 minutes") as refusal:
        sign_in(db, clock, CUSTOMER, ANA.code, PIN)
    assert refusal.value.status == 429

    later(clock, "4m59s999ms")
    with pytest.raises(SignInLocked, match="1 minutes"):
        sign_in(db, clock, CUSTOMER, ANA.code, PIN)
    later(clock, "1ms")
    assert sign_in(db, clock, CUSTOMER, ANA.code, PIN).employee.code == ANA.code


def test_the_right_pin_forgets_the_wrong_ones(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 4)
    sign_in(db, clock, CUSTOMER, ANA.code, PIN)
    fail(db, clock, 4)

    assert sign_in(db, clock, CUSTOMER, ANA.code, PIN).employee.code == ANA.code


def test_after_the_lock_five_more_tries_are_free(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)
    later(clock, "5m")
    fail(db, clock, 4)

    assert sign_in(db, clock, CUSTOMER, ANA.code, PIN).employee.code == ANA.code


def test_a_locked_colleague_locks_nobody_else(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)

    assert sign_in(db, clock, CUSTOMER, ADA.code, PIN).employee.code == ADA.code


def test_a_clock_set_back_does_not_lengthen_a_lock(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)
    clock.advance(hours=-1)

    assert sign_in(db, clock, CUSTOMER, ANA.code, PIN).employee.code == ANA.code


def test_a_new_pin_lifts_a_lock(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)
    set_pin(db, clock, ADA.actor, ANA.code, "864200")

    assert sign_in(db, clock, CUSTOMER, ANA.code, "864200").employee.code == ANA.code


def test_a_session_lasts_twelve_hours(db: HallDatabase, clock: FrozenClock) -> None:
    token = sign_in(db, clock, ANA.actor, ANA.code, PIN).token

    later(clock, "11h59m59s")
    assert holder(db, clock, token) == ANA.code
    later(clock, "1s")
    assert holder(db, clock, token) is None


def test_signing_out_ends_this_session_and_no_other(db: HallDatabase, clock: FrozenClock) -> None:
    desk, tablet = (sign_in(db, clock, ANA.actor, ANA.code, PIN).token for _ in range(2))

    sign_out(db, clock, ANA.actor, desk)

    assert (holder(db, clock, desk), holder(db, clock, tablet)) == (None, ANA.code)
    assert last_event(db)["kind"] == "sign_out"


def test_signing_out_twice_changes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    token = sign_in(db, clock, ANA.actor, ANA.code, PIN).token
    sign_out(db, clock, ANA.actor, token)
    before = everything(db)

    sign_out(db, clock, ANA.actor, token)
    sign_out(db, clock, ANA.actor, "no-such-token")

    assert everything(db) == before


def test_somebody_who_leaves_is_signed_out_everywhere(db: HallDatabase, clock: FrozenClock) -> None:
    token = sign_in(db, clock, ANA.actor, ANA.code, PIN).token

    change_employee(db, clock, ADA.actor, ANA.code, ANA.name, ANA.role, is_active=False)

    assert holder(db, clock, token) is None
    assert rows(db, "SELECT ended_at FROM session")[0]["ended_at"] is not None
