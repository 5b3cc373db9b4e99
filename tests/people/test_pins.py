"""PINs: given for one time, chosen by their owner, changed whenever they like."""

from dataclasses import replace

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.people import employee_rows
from storeops.people.origin import Origin, SessionPlace
from storeops.people.pin_actions import change_pin, choose_first_pin, reset_pin
from storeops.people.refusals import (
    PinChosenAlready,
    PinNeeded,
    PinTooEasy,
    PinUnchanged,
    PinWrong,
    SignInLocked,
    SignInRefused,
    UnknownEmployee,
)
from storeops.people.session_view import SignedInEmployee
from storeops.people.sign_in_actions import judged, sign_in
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, AT_DESK, PIN, everything, last_event, later, set_hall, whose_session

NEW = "864205"


def signed_in(db: HallDatabase, clock: FrozenClock, pin: str = PIN) -> SignedInEmployee:
    token = sign_in(db, clock, CUSTOMER, ANA.code, pin, AT_DESK).token
    found = whose_session(db, token, SessionPlace.CONSOLE, clock.now())
    assert found is not None
    return found


def change(
    db: HallDatabase, clock: FrozenClock, own: SignedInEmployee, pin: str, new_pin: str, origin: Origin = AT_DESK
) -> None:
    """As the page does it: the present PIN is judged as at the door."""
    tried = judged(db, clock, ANA.actor, ANA.code, pin, origin)
    change_pin(db, clock, ANA.actor, tried, new_pin, own.session_id)


def test_a_reset_ends_the_sessions_and_the_old_pin(db: HallDatabase, clock: FrozenClock) -> None:
    token = sign_in(db, clock, CUSTOMER, ANA.code, PIN, AT_DESK).token

    pin = reset_pin(db, clock, ADA.actor, ANA.code)

    assert whose_session(db, token, SessionPlace.CONSOLE, clock.now()) is None
    assert last_event(db)["kind"] == "pin_set"
    assert pin not in str(everything(db))
    with pytest.raises(SignInRefused):
        sign_in(db, clock, CUSTOMER, ANA.code, PIN, AT_DESK)


def test_an_unknown_employee_gets_no_pin(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownEmployee, match="4711"):
        reset_pin(db, clock, ADA.actor, "4711")


def test_whoever_has_a_pin_for_one_time_must_choose_one(db: HallDatabase, clock: FrozenClock) -> None:
    given = reset_pin(db, clock, ADA.actor, ANA.code)
    own = signed_in(db, clock, given)
    assert own.first.choose_pin

    choose_first_pin(db, clock, ANA.actor, ANA.code, NEW, own.session_id)

    assert last_event(db)["kind"] == "pin_changed"
    assert not signed_in(db, clock, NEW).first.choose_pin
    assert NEW not in str(everything(db))
    with pytest.raises(SignInRefused):
        sign_in(db, clock, CUSTOMER, ANA.code, given, AT_DESK)


def test_a_sample_hall_asks_for_no_pin_of_one_s_own(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, is_sample=1)

    assert not signed_in(db, clock, reset_pin(db, clock, ADA.actor, ANA.code)).first.choose_pin


def test_the_given_pin_is_no_choice(db: HallDatabase, clock: FrozenClock) -> None:
    given = reset_pin(db, clock, ADA.actor, ANA.code)
    own = signed_in(db, clock, given)
    before = everything(db)

    with pytest.raises(PinUnchanged):
        choose_first_pin(db, clock, ANA.actor, ANA.code, given, own.session_id)

    assert everything(db) == before


def test_a_first_pin_is_chosen_once(db: HallDatabase, clock: FrozenClock) -> None:
    """Else whoever finds a desk unlocked would set a PIN without knowing the present one."""
    own = signed_in(db, clock)
    before = everything(db)

    with pytest.raises(PinChosenAlready):
        choose_first_pin(db, clock, ANA.actor, ANA.code, NEW, own.session_id)

    assert everything(db) == before


def test_a_change_keeps_this_session_and_ends_the_others(db: HallDatabase, clock: FrozenClock) -> None:
    elsewhere = sign_in(db, clock, CUSTOMER, ANA.code, PIN, AT_DESK).token
    token = sign_in(db, clock, CUSTOMER, ANA.code, PIN, AT_DESK).token
    own = whose_session(db, token, SessionPlace.CONSOLE, clock.now())
    assert own is not None

    change(db, clock, own, PIN, NEW)

    assert last_event(db)["kind"] == "pin_changed"
    assert whose_session(db, token, SessionPlace.CONSOLE, clock.now()) is not None
    assert whose_session(db, elsewhere, SessionPlace.CONSOLE, clock.now()) is None
    assert signed_in(db, clock, NEW).code == ANA.code


@pytest.mark.parametrize(
    ("new_pin", "refusal"),
    [("48605", PinNeeded), ("123456", PinTooEasy), ("100194", PinTooEasy), (PIN, PinUnchanged)],
)
def test_a_bad_choice_changes_nothing(
    db: HallDatabase, clock: FrozenClock, new_pin: str, refusal: type[Exception]
) -> None:
    own = signed_in(db, clock)
    before = employee_rows.by_code(db, ANA.code)

    with pytest.raises(refusal):
        change(db, clock, own, PIN, new_pin)

    assert employee_rows.by_code(db, ANA.code) == before
    assert signed_in(db, clock).code == ANA.code


def test_at_an_unlocked_desk_nobody_tries_pins_out(db: HallDatabase, clock: FrozenClock) -> None:
    own = signed_in(db, clock)
    before = employee_rows.by_code(db, ANA.code)
    for _ in range(5):
        with pytest.raises(PinWrong):
            change(db, clock, own, "135791", NEW)

    with pytest.raises(SignInLocked):
        change(db, clock, own, PIN, NEW)

    assert employee_rows.by_code(db, ANA.code) == before


def test_wrong_pins_of_strangers_do_not_keep_one_from_changing_it_at_one_s_desk(
    db: HallDatabase, clock: FrozenClock
) -> None:
    cookie = sign_in(db, clock, CUSTOMER, ANA.code, PIN, AT_DESK).cookie
    own = signed_in(db, clock)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(db, clock, CUSTOMER, ANA.code, "135791", replace(AT_DESK, address="10.0.0.66"))

    change(db, clock, own, PIN, NEW, replace(AT_DESK, address="10.0.0.66", cookie=cookie))

    assert last_event(db)["kind"] == "pin_changed"


def test_a_pin_holds_for_a_year_and_more(db: HallDatabase, clock: FrozenClock) -> None:
    signed_in(db, clock)

    later(clock, "9600h")  # 400 days

    assert signed_in(db, clock).code == ANA.code
