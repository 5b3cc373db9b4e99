"""Sessions: how long they last, when nobody is there any more, and how they are ended."""

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.base.key_file import HallKeys, key_file, new_key, write_keys
from storeops.people.enrolment_actions import change_employee
from storeops.people.origin import Origin, SessionPlace
from storeops.people.refusals import NoSuchSession, PinWrong
from storeops.people.secrets import token_hash
from storeops.people.session_actions import end_other_sessions, end_own_session, note_presence, sign_out
from storeops.people.session_view import SignedInEmployee, own_sessions
from storeops.people.sign_in_actions import judged, sign_in
from storeops.people.tries_steps import Try
from storeops.store.database import HallDatabase
from tests.factories import (
    ADA,
    ANA,
    AS_PROGRAM,
    AT_DESK,
    BRUNO,
    CAST,
    CHEN,
    GRETA,
    LARS,
    PIN,
    Person,
    an_open_counter,
    everything,
    last_event,
    later,
    rows,
    whose_session,
)


def token_of(db: HallDatabase, clock: FrozenClock, person: Person = ANA, origin: Origin = AT_DESK) -> str:
    return sign_in(db, clock, CUSTOMER, person.code, PIN, origin).token


def holder(
    db: HallDatabase, clock: FrozenClock, token: str, place: SessionPlace = SessionPlace.CONSOLE
) -> SignedInEmployee | None:
    return whose_session(db, token, place, clock.now())


def is_in(db: HallDatabase, clock: FrozenClock, token: str) -> bool:
    return holder(db, clock, token) is not None


def test_a_session_lasts_twelve_hours(db: HallDatabase, clock: FrozenClock) -> None:
    token = token_of(db, clock)

    later(clock, "11h59m59s")
    assert is_in(db, clock, token)
    later(clock, "1s")
    assert not is_in(db, clock, token)


def test_a_token_opens_the_place_only_for_which_it_was_given(db: HallDatabase, clock: FrozenClock) -> None:
    browser, program = token_of(db, clock), token_of(db, clock, origin=AS_PROGRAM)

    assert holder(db, clock, browser, SessionPlace.API) is None
    assert holder(db, clock, program, SessionPlace.CONSOLE) is None
    assert holder(db, clock, program, SessionPlace.API) is not None


@pytest.mark.parametrize("person", [person for person in CAST if person != LARS], ids=lambda person: person.name)
def test_whoever_sees_data_of_others_is_out_after_a_quarter_of_an_hour(
    db: HallDatabase, clock: FrozenClock, person: Person
) -> None:
    token = token_of(db, clock, person)

    later(clock, "14m59s")
    assert is_in(db, clock, token)
    later(clock, "1s")
    assert is_in(db, clock, token) == (person.role.value in {"clerk", "greeter"})


def test_whoever_is_there_stays(db: HallDatabase, clock: FrozenClock) -> None:
    token = token_of(db, clock, CHEN)
    for _ in range(5):
        later(clock, "14m")
        found = holder(db, clock, token)
        assert found is not None
        note_presence(db, clock, CHEN.actor, found.session_id)

    later(clock, "15m")
    assert not is_in(db, clock, token)


def test_whoever_sits_at_an_open_counter_stays(db: HallDatabase, clock: FrozenClock) -> None:
    token = token_of(db, clock, CHEN)
    an_open_counter(db, clock, by=CHEN)

    later(clock, "3h")

    assert is_in(db, clock, token)


def test_being_there_changes_nothing_that_anybody_sees(db: HallDatabase, clock: FrozenClock) -> None:
    found = holder(db, clock, token_of(db, clock, CHEN))
    assert found is not None
    before = everything(db)
    later(clock, "2m")

    note_presence(db, clock, CHEN.actor, found.session_id)

    assert everything(db) == before
    assert rows(db, "SELECT last_seen_at FROM session") == [{"last_seen_at": "2026-03-02T01:02:00.000Z"}]


def test_signing_out_ends_this_session_and_no_other(db: HallDatabase, clock: FrozenClock) -> None:
    desk, tablet = token_of(db, clock), token_of(db, clock)

    sign_out(db, clock, ANA.actor, desk, SessionPlace.CONSOLE)

    assert (is_in(db, clock, desk), is_in(db, clock, tablet)) == (False, True)
    assert last_event(db)["kind"] == "sign_out"


def test_signing_out_twice_changes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    token = token_of(db, clock)
    sign_out(db, clock, ANA.actor, token, SessionPlace.CONSOLE)
    before = everything(db)

    sign_out(db, clock, ANA.actor, token, SessionPlace.CONSOLE)
    sign_out(db, clock, ANA.actor, "no-such-token", SessionPlace.CONSOLE)

    assert everything(db) == before


def test_somebody_who_leaves_is_signed_out_everywhere(db: HallDatabase, clock: FrozenClock) -> None:
    token = token_of(db, clock)

    change_employee(db, clock, ADA.actor, ANA.code, ANA.name, ANA.role, is_active=False)

    assert not is_in(db, clock, token)
    assert rows(db, "SELECT ended_at FROM session")[0]["ended_at"] is not None


def test_one_s_own_sessions_are_listed_the_latest_used_first(db: HallDatabase, clock: FrozenClock) -> None:
    token_of(db, clock)
    later(clock, "5m")
    token_of(db, clock, origin=AS_PROGRAM)
    token_of(db, clock, BRUNO)

    found = own_sessions(db, ANA.code, clock.now())

    assert [(session.place, session.address) for session in found] == [
        (SessionPlace.API, "10.0.0.6"),
        (SessionPlace.CONSOLE, "10.0.0.5"),
    ]


def with_pin(db: HallDatabase, clock: FrozenClock, pin: str = PIN) -> Try:
    """Ana typed her PIN once more."""
    return judged(db, clock, ANA.actor, ANA.code, pin, AT_DESK)


def test_one_ends_one_s_own_sessions(db: HallDatabase, clock: FrozenClock) -> None:
    desk, tablet = token_of(db, clock), token_of(db, clock)
    found = holder(db, clock, tablet)
    assert found is not None

    end_own_session(db, clock, ANA.actor, with_pin(db, clock), found.session_id)

    assert (is_in(db, clock, desk), is_in(db, clock, tablet)) == (True, False)
    assert last_event(db)["kind"] == "sign_out"


def test_without_the_pin_nobody_ends_a_session(db: HallDatabase, clock: FrozenClock) -> None:
    desk, tablet = token_of(db, clock), token_of(db, clock)
    found = holder(db, clock, tablet)
    assert found is not None
    tried = with_pin(db, clock, "135791")
    before = everything(db)

    with pytest.raises(PinWrong):
        end_own_session(db, clock, ANA.actor, tried, found.session_id)
    with pytest.raises(PinWrong):
        end_other_sessions(db, clock, ANA.actor, tried, found.session_id)

    assert is_in(db, clock, desk)
    assert everything(db) == before


def test_nobody_ends_another_s_session(db: HallDatabase, clock: FrozenClock) -> None:
    found = holder(db, clock, token_of(db, clock, GRETA))
    assert found is not None
    tried = with_pin(db, clock)
    before = everything(db)

    for session_id in (found.session_id, 4711):
        with pytest.raises(NoSuchSession):
            end_own_session(db, clock, ANA.actor, tried, session_id)

    assert everything(db) == before


def test_all_other_sessions_end_at_once(db: HallDatabase, clock: FrozenClock) -> None:
    desk, tablet, program = token_of(db, clock), token_of(db, clock), token_of(db, clock, origin=AS_PROGRAM)
    found = holder(db, clock, desk)
    assert found is not None

    end_other_sessions(db, clock, ANA.actor, with_pin(db, clock), found.session_id)

    assert (is_in(db, clock, desk), is_in(db, clock, tablet)) == (True, False)
    assert holder(db, clock, program, SessionPlace.API) is None


# Rows that somebody wrote who has the database and not the key file


def test_a_session_taken_over_by_its_row_opens_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    """A clerk signs in and writes the administrator's id into the row: that opened the administrator's account."""
    own = token_of(db, clock)

    db.execute("UPDATE session SET employee_id = (SELECT id FROM employee WHERE code = ?)", (ADA.code,))

    assert not is_in(db, clock, own)
    before = everything(db)
    sign_out(db, clock, CUSTOMER, own, SessionPlace.CONSOLE)
    assert everything(db) == before


@pytest.mark.parametrize("fingerprint", ["", "0" * 64], ids=["the hall's key", "a key that is said to be another's"])
def test_a_session_that_was_written_and_not_begun_opens_nothing(
    db: HallDatabase, clock: FrozenClock, fingerprint: str
) -> None:
    own, colleague = token_of(db, clock), token_of(db, clock, ADA)
    db.execute("DELETE FROM session WHERE token_hash = ?", (token_hash(own),))

    db.execute("UPDATE session SET token_hash = ?", (token_hash(own),))
    if fingerprint:  # whoever writes the database writes this too, so that the key file seems to be lost
        db.execute("UPDATE hall_key SET fingerprint = ?", (fingerprint,))

    assert not is_in(db, clock, own)
    assert not is_in(db, clock, colleague)


def test_a_program_s_session_opens_no_console(db: HallDatabase, clock: FrozenClock) -> None:
    program = token_of(db, clock, origin=AS_PROGRAM)

    db.execute("UPDATE session SET place = 'console'")

    assert not is_in(db, clock, program)


def test_whoever_is_signed_in_goes_on_working_while_the_key_file_is_lost(db: HallDatabase, clock: FrozenClock) -> None:
    token = token_of(db, clock)
    keys = key_file(db.path).read_bytes()

    key_file(db.path).unlink()
    assert is_in(db, clock, token)
    key_file(db.path).write_text("damaged")
    assert is_in(db, clock, token)
    key_file(db.path).write_bytes(keys)
    assert is_in(db, clock, token)
    write_keys(key_file(db.path), HallKeys(new_key()))  # another hall's
    assert not is_in(db, clock, token)
