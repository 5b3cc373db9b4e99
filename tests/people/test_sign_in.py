"""Signing in: right and wrong PINs, the lock, and browsers that are known from before."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from storeops.base.actor import CUSTOMER, SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.people.enrolment_actions import add_employee, change_employee
from storeops.people.origin import Origin
from storeops.people.pin_actions import reset_pin
from storeops.people.pin_steps import bind_pins
from storeops.people.refusals import PinChangeNeeded, SignInLocked, SignInRefused
from storeops.people.roles import Role
from storeops.people.sign_in_actions import SignedIn, judged, sign_in
from storeops.store.database import HallDatabase, connect, kept_nothing, migrate
from storeops.store.refusals import KeyFileLost
from tests.factories import (
    ADA,
    ANA,
    AS_PROGRAM,
    AT_DESK,
    BRUNO,
    LARS,
    PIN,
    UNBOUND_PIN,
    Person,
    event_names,
    everything,
    last_event,
    later,
    rows,
    set_hall,
)

WRONG = "135791"


def enter(
    db: HallDatabase, clock: FrozenClock, person: Person = ANA, pin: str = PIN, origin: Origin = AT_DESK
) -> SignedIn:
    return sign_in(db, clock, CUSTOMER, person.code, pin, origin)


def fail(db: HallDatabase, clock: FrozenClock, times: int, person: Person = ANA, origin: Origin = AT_DESK) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            enter(db, clock, person, WRONG, origin)


def tries(db: HallDatabase) -> dict[str, int]:
    return {row["subject"]: row["tries"] for row in rows(db, "SELECT subject, tries FROM counted_tries")}


def test_the_right_pin_begins_a_session(db: HallDatabase, clock: FrozenClock) -> None:
    signed_in = enter(db, clock)

    assert (signed_in.employee.code, signed_in.employee.name) == (ANA.code, ANA.name)
    (session,) = rows(db, "SELECT * FROM session")
    assert (session["place"], session["address"], session["browser"]) == ("console", "10.0.0.5", AT_DESK.browser)
    assert (session["last_seen_at"], session["ended_at"]) == ("2026-03-02T01:00:00.000Z", None)
    assert last_event(db)["kind"] == "sign_in"
    assert tries(db) == {}


def test_token_and_cookie_are_kept_only_as_hashes(db: HallDatabase, clock: FrozenClock) -> None:
    signed_in = enter(db, clock)

    assert signed_in.token not in str(everything(db))
    assert signed_in.cookie not in str(everything(db))


@pytest.mark.parametrize(
    ("code", "pin"), [(ANA.code, WRONG), (LARS.code, PIN), ("4711", PIN), ("", ""), (ANA.code, "")]
)
def test_a_wrong_pin_an_unknown_number_and_somebody_who_left_are_refused_alike(
    db: HallDatabase, clock: FrozenClock, code: str, pin: str
) -> None:
    """In the answer, in what is counted and in the journal; only whom the event is about differs."""
    with pytest.raises(SignInRefused) as refusal:
        sign_in(db, clock, CUSTOMER, code, pin, AT_DESK)

    assert refusal.value.status == 401
    assert str(refusal.value) == str(SignInRefused())
    assert everything(db)["session"] == []
    assert tries(db) == {f"number:{code}": 1, "address:10.0.0.5": 1}
    assert last_event(db)["kind"] == "sign_in_refused"


@pytest.mark.parametrize("code", [ANA.code, "4711"])
def test_numbers_are_locked_whether_or_not_somebody_has_them(db: HallDatabase, clock: FrozenClock, code: str) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(db, clock, CUSTOMER, code, WRONG, AT_DESK)

    with pytest.raises(SignInLocked) as refusal:
        sign_in(db, clock, CUSTOMER, code, WRONG, AT_DESK)

    assert str(refusal.value) == str(SignInLocked(minutes=1))


def test_a_very_long_number_is_an_unknown_one(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(SignInRefused):
        sign_in(db, clock, CUSTOMER, "1" * 5000, PIN, replace(AT_DESK, address="f" * 5000))


def test_after_five_wrong_pins_even_the_right_one_must_wait_a_minute(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)

    with pytest.raises(SignInLocked, match="1 min") as refusal:
        enter(db, clock)
    assert refusal.value.status == 429

    later(clock, "59s999ms")
    with pytest.raises(SignInLocked, match="1 min"):
        enter(db, clock)
    later(clock, "1ms")
    assert enter(db, clock).employee.code == ANA.code


def test_each_wrong_pin_after_that_locks_twice_as_long_up_to_an_hour(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        with pytest.raises(SignInLocked, match=f" {minutes} min"):
            enter(db, clock)
        later(clock, f"{minutes}m")
        fail(db, clock, 1)


def test_the_right_pin_forgets_the_wrong_ones(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 4)
    enter(db, clock)
    fail(db, clock, 4)

    assert enter(db, clock).employee.code == ANA.code


def test_a_day_without_tries_forgets_the_wrong_ones(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 4)
    later(clock, "24h1ms")
    fail(db, clock, 1)

    assert tries(db) == {"number:1001": 1, "address:10.0.0.5": 1}


def test_whoever_knocks_while_it_is_locked_does_not_lengthen_the_lock(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)
    for _ in range(3):
        later(clock, "19s")
        with pytest.raises(SignInLocked):
            enter(db, clock)

    later(clock, "3s")
    assert enter(db, clock).employee.code == ANA.code


def test_a_locked_colleague_locks_nobody_else(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)

    assert enter(db, clock, ADA).employee.code == ADA.code


def test_an_address_is_locked_after_twenty_tries_at_whatever_numbers(db: HallDatabase, clock: FrozenClock) -> None:
    """Whoever tries one PIN on everybody is stopped too; elsewhere work goes on."""
    for number in range(20):
        with pytest.raises(SignInRefused):
            sign_in(db, clock, CUSTOMER, str(8000 + number), WRONG, AT_DESK)

    with pytest.raises(SignInLocked):
        enter(db, clock, BRUNO)
    assert enter(db, clock, BRUNO, origin=replace(AT_DESK, address="10.0.0.9")).employee.code == BRUNO.code


def test_an_address_keeps_the_wrong_tries_of_others(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 3)

    enter(db, clock, BRUNO)

    assert tries(db) == {"number:1001": 3, "address:10.0.0.5": 3}


def test_of_many_tries_at_once_no_more_than_five_are_judged(hall_path: Path, clock: FrozenClock) -> None:
    """250 threads, each with a connection of its own and from an address of its own, all knocking together."""
    refused: list[type[Exception]] = []
    gate = threading.Barrier(250)

    def knock(number: int) -> None:
        db = connect(hall_path)
        origin = replace(AT_DESK, address=f"10.0.1.{number}")
        gate.wait(timeout=60)
        try:
            sign_in(db, clock, CUSTOMER, ANA.code, f"{number:06d}", origin)
        except (SignInRefused, SignInLocked) as refusal:
            refused.append(type(refusal))
        finally:
            db.conn.close()

    threads = [threading.Thread(target=knock, args=(number,)) for number in range(250)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    db = connect(hall_path)
    judged = rows(db, "SELECT kind FROM event WHERE kind = 'sign_in_refused'")
    db.conn.close()
    assert len(judged) == 5
    assert (refused.count(SignInRefused), refused.count(SignInLocked)) == (5, 245)


@pytest.mark.parametrize("back", [{"hours": -1}, {"days": -400}, {"milliseconds": -1}])
def test_a_clock_set_back_does_not_lengthen_a_lock(
    db: HallDatabase, clock: FrozenClock, back: dict[str, float]
) -> None:
    fail(db, clock, 5)
    later(clock, "30s")
    with pytest.raises(SignInLocked):
        enter(db, clock)

    clock.advance(**back)

    assert enter(db, clock).employee.code == ANA.code


def test_after_a_clock_was_set_back_the_wrong_tries_are_still_counted(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)
    clock.advance(hours=-1)
    fail(db, clock, 1)

    with pytest.raises(SignInLocked, match="2 min"):
        enter(db, clock)


# Known browsers


def test_strangers_lock_nobody_out_of_the_browser_they_used_before(db: HallDatabase, clock: FrozenClock) -> None:
    own = replace(AT_DESK, cookie=enter(db, clock).cookie)
    fail(db, clock, 5, origin=replace(AT_DESK, address="10.0.0.66"))
    with pytest.raises(SignInLocked):
        enter(db, clock)

    assert enter(db, clock, origin=own).employee.code == ANA.code


def test_a_known_browser_has_five_tries_of_its_own(db: HallDatabase, clock: FrozenClock) -> None:
    own = replace(AT_DESK, cookie=enter(db, clock).cookie)
    fail(db, clock, 5, origin=own)

    with pytest.raises(SignInLocked):
        enter(db, clock, origin=own)
    assert enter(db, clock).employee.code == ANA.code


def test_a_browser_is_known_for_those_who_signed_in_there_only(db: HallDatabase, clock: FrozenClock) -> None:
    anas = replace(AT_DESK, cookie=enter(db, clock).cookie)
    fail(db, clock, 5, BRUNO)

    with pytest.raises(SignInLocked):
        enter(db, clock, BRUNO, origin=anas)


def test_colleagues_at_one_browser_share_its_cookie(db: HallDatabase, clock: FrozenClock) -> None:
    cookie = enter(db, clock).cookie
    assert enter(db, clock, BRUNO, origin=replace(AT_DESK, cookie=cookie)).cookie == cookie

    fail(db, clock, 5, BRUNO)

    assert enter(db, clock, BRUNO, origin=replace(AT_DESK, cookie=cookie)).employee.code == BRUNO.code


def test_a_cookie_of_nobody_s_making_becomes_no_key(db: HallDatabase, clock: FrozenClock) -> None:
    """Else a thief would put a cookie of theirs into a desk's browser and be known with it later."""
    assert enter(db, clock, origin=replace(AT_DESK, cookie="mine")).cookie != "mine"

    fail(db, clock, 5)
    with pytest.raises(SignInLocked):
        enter(db, clock, origin=replace(AT_DESK, cookie="mine"))


def test_a_program_s_sign_in_makes_no_browser_known(db: HallDatabase, clock: FrozenClock) -> None:
    enter(db, clock, origin=AS_PROGRAM)

    assert rows(db, "SELECT * FROM known_browser") == []


# PINs for one time


def test_a_new_pin_lifts_a_lock(db: HallDatabase, clock: FrozenClock) -> None:
    fail(db, clock, 5)

    pin = reset_pin(db, clock, ADA.actor, ANA.code)

    assert enter(db, clock, pin=pin).employee.code == ANA.code


def test_a_program_cannot_work_with_a_pin_for_one_time(db: HallDatabase, clock: FrozenClock) -> None:
    pin = add_employee(db, clock, ADA.actor, "1010", "Emil", Role.CLERK)

    with pytest.raises(PinChangeNeeded) as refusal:
        sign_in(db, clock, CUSTOMER, "1010", pin, AS_PROGRAM)

    assert refusal.value.status == 403
    assert everything(db)["session"] == []


def test_a_sample_hall_s_pins_work_everywhere(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, is_sample=1)
    pin = add_employee(db, clock, ADA.actor, "1010", "Emil", Role.CLERK)

    assert sign_in(db, clock, CUSTOMER, "1010", pin, AS_PROGRAM).employee.code == "1010"


def test_whoever_left_meanwhile_does_not_come_in(db: HallDatabase, clock: FrozenClock) -> None:
    change_employee(db, clock, ADA.actor, ANA.code, ANA.name, ANA.role, is_active=False)

    fail(db, clock, 1)
    with pytest.raises(SignInRefused):
        enter(db, clock)


# The key file


def test_a_pin_hash_copied_into_a_colleague_s_row_opens_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    """Whoever writes the database knows their own PIN, and its hash in the administrator's row would be the key."""
    own = "(SELECT pin_hash FROM employee WHERE code = ?)"
    db.execute(f"UPDATE employee SET pin_hash = {own} WHERE code = ?", (ANA.code, ADA.code))

    with pytest.raises(SignInRefused):
        sign_in(db, clock, CUSTOMER, ADA.code, PIN, AT_DESK)

    assert enter(db, clock).employee.code == ANA.code


@pytest.mark.parametrize("prefix", ["", "peppered:"])
def test_an_old_hash_written_now_opens_nothing_and_is_never_taken_for_one_from_before(
    db: HallDatabase, clock: FrozenClock, prefix: str
) -> None:
    db.execute("UPDATE employee SET pin_hash = ? WHERE code = ?", (prefix + UNBOUND_PIN, ADA.code))

    with pytest.raises(SignInRefused):
        sign_in(db, clock, CUSTOMER, ADA.code, PIN, AT_DESK)
    migrate(db, lambda migrated, taken: bind_pins(migrated, clock.now(), SYSTEM, taken))

    assert rows(db, "SELECT pin_hash FROM employee WHERE code = ?", ADA.code) == [{"pin_hash": prefix + UNBOUND_PIN}]
    assert "pins_bound" not in event_names(db)


def test_without_the_key_file_nobody_is_judged_and_it_is_said(db: HallDatabase, clock: FrozenClock) -> None:
    keys = key_file(db.path)
    kept = keys.read_bytes()
    keys.unlink()
    before = everything(db)

    with pytest.raises(KeyFileLost, match="storeops key import"):
        enter(db, clock)

    assert everything(db) == before
    keys.write_bytes(kept)
    assert enter(db, clock).employee.code == ANA.code


def test_a_refused_sign_in_is_told_with_its_address(db: HallDatabase, clock: FrozenClock) -> None:
    by = replace(CUSTOMER, local={"address": "192.168.1.77", "browser": "Chrome, Linux"})

    with pytest.raises(SignInRefused):
        sign_in(db, clock, by, ANA.code, WRONG, AT_DESK)

    event = last_event(db)
    assert event["kind"] == "sign_in_refused"
    assert event["local_part"] == '{"address":"192.168.1.77","browser":"Chrome, Linux"}'


def test_a_try_of_a_pin_that_would_not_count_is_an_error(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with kept_nothing(db), pytest.raises(RuntimeError, match="would not count"):
        judged(db, clock, ANA.actor, ANA.code, PIN, AT_DESK)

    assert everything(db) == before
    assert judged(db, clock, ANA.actor, ANA.code, PIN, AT_DESK).employee is not None
