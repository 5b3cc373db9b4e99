"""Sessions: how long they last, when nobody is there any more, and how they are ended."""

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.people.enrolment_actions import change_employee
from storeops.people.origin import Origin, SessionPlace
from storeops.people.refusals import NoSuchSession
from storeops.people.session_actions import end_other_sessions, end_own_session, note_presence, sign_out
from storeops.people.session_view import SignedInEmployee, own_sessions, signed_in_employee
from storeops.people.sign_in_actions import sign_in
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
)


def token_of(db: HallDatabase, clock: FrozenClock, person: Person = ANA, origin: Origin = AT_DESK) -> str:
    return sign_in(db, clock, CUSTOMER, person.code, PIN, origin).token


def holder(
    db: HallDatabase, clock: FrozenClock, token: str, place: SessionPlace = SessionPlace.CONSOLE
) -> SignedInEmployee | None:
    return signed_in_employee(db, token, place, clock.now())


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


def test_one_ends_one_s_own_sessions(db: HallDatabase, clock: FrozenClock) -> None:
    desk, tablet = token_of(db, clock), token_of(db, clock)
    found = holder(db, clock, tablet)
    assert found is not None

    end_own_session(db, clock, ANA.actor, ANA.code, found.session_id)

    assert (is_in(db, clock, desk), is_in(db, clock, tablet)) == (True, False)
    assert last_event(db)["kind"] == "sign_out"


def test_nobody_ends_another_s_session(db: HallDatabase, clock: FrozenClock) -> None:
    found = holder(db, clock, token_of(db, clock, GRETA))
    assert found is not None
    before = everything(db)

    for session_id in (found.session_id, 4711):
        with pytest.raises(NoSuchSession):
            end_own_session(db, clock, ANA.actor, ANA.code, session_id)

    assert everything(db) == before


def test_all_other_sessions_end_at_once(db: HallDatabase, clock: FrozenClock) -> None:
    desk, tablet, program = token_of(db, clock), token_of(db, clock), token_of(db, clock, origin=AS_PROGRAM)
    found = holder(db, clock, desk)
    assert found is not None

    end_other_sessions(db, clock, ANA.actor, ANA.code, found.session_id)

    assert (is_in(db, clock, desk), is_in(db, clock, tablet)) == (True, False)
    assert holder(db, clock, program, SessionPlace.API) is None
