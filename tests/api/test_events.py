"""The journal over the API: to strangers the last minutes of what the board shows, to others by role."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from storeops.base.actor import CUSTOMER, SYSTEM
from storeops.base.clock import FrozenClock
from storeops.people.enrolment_actions import add_device
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.store import told_rows
from storeops.store.database import HallDatabase
from storeops.store.event_kinds import EventSeries
from storeops.web import feed_reader
from storeops.web.request import Runtime
from tests.api.conftest import Program
from tests.factories import ANA, CHEN, PIN, SHAN, Person, a_check, a_served_ticket, a_waiting_ticket, later

SignedIn = Callable[[Person], Program]


@pytest.fixture
def signed_in(client: FlaskClient) -> SignedIn:
    def sign_in(person: Person) -> Program:
        answer = client.post("/session", json={"employee": person.code, "pin": PIN})
        return Program(client, answer.get_json()["access_token"])

    return sign_in


def kinds(program: Program, since: str = "0") -> set[str]:
    return {event["kind"] for event in program.get(f"/events?since={since}").json["events"]}


@pytest.fixture
def a_day(db: HallDatabase, clock: FrozenClock) -> None:
    """A visit with a low tap, and a check."""
    visit = a_served_ticket(db, clock)
    tap(db, clock, CUSTOMER, visit.token, Moment.FAREWELL, 1, Place.PAD)
    a_check(db, clock, of=ANA, by=CHEN)


@pytest.mark.usefixtures("a_day")
def test_a_stranger_hears_of_no_tap_no_check_and_no_service(stranger: Program) -> None:
    answer = stranger.get("/events?since=0").json

    assert [event["kind"] for event in answer["events"]] == ["issue", "call_ticket", "start", "finish"]
    assert answer["events"][-1].keys() == {"seq", "at", "kind", "number", "business_day", "state", "counter"}
    assert answer["last_seq"] == 5  # the opened counter has a number, the tap and the check have none


@pytest.mark.usefixtures("a_day")
def test_each_role_hears_what_it_may_know(signed_in: SignedIn, program: Program) -> None:
    of_tap = {"prompt_shown", "rated"}

    assert not kinds(signed_in(ANA)) & {*of_tap, "recovery_raised", "check_saved", "sign_in"}
    assert kinds(signed_in(ANA)) >= {"counter_open", "finish"}
    assert kinds(signed_in(SHAN)) & {*of_tap, "recovery_raised", "check_saved", "sign_in"} == {
        *("recovery_raised", "check_saved")
    }
    assert kinds(signed_in(CHEN)) >= {*of_tap, "recovery_raised", "check_saved"}
    assert kinds(program) >= of_tap


@pytest.mark.usefixtures("a_day")
def test_who_checked_whom_is_told_to_whoever_sees_everybody_s_quality(signed_in: SignedIn) -> None:
    of_floor, of_quality = (signed_in(person).get("/events?since=0").json["events"] for person in (SHAN, CHEN))

    [known] = [event for event in of_floor if event["kind"] == "check_saved"]
    assert known.keys() == {"seq", "at", "kind", "check", "sheet"}
    [saved] = [event for event in of_quality if event["kind"] == "check_saved"]
    assert (saved["employee"], saved["inspector"]) == (ANA.code, CHEN.code)


def test_a_kiosk_hears_what_everybody_hears(
    client: FlaskClient, stranger: Program, db: HallDatabase, clock: FrozenClock
) -> None:
    kiosk = Program(client, add_device(db, clock, SYSTEM, "kiosk 1", "kiosk"))
    a_served_ticket(db, clock)

    assert kiosk.get("/events?since=0").json == stranger.get("/events?since=0").json


def test_a_stranger_hears_of_the_last_ten_minutes_only(
    stranger: Program, program: Program, db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)
    later(clock, "5m")
    a_waiting_ticket(db, clock)
    later(clock, "5m1s")

    assert [event["number"] for event in stranger.get("/events?since=0").json["events"]] == ["A002"]
    told = program.get("/events?since=0").json["events"]
    assert [event["number"] for event in told if event["kind"] == "issue"] == ["A001", "A002"]


def test_a_bearer_that_opens_nothing_is_told_so(client: FlaskClient) -> None:
    assert client.get("/events", headers={"Authorization": "Bearer nonsense"}).status_code == 401


# Marks


def test_without_a_mark_a_reader_is_told_where_the_journal_stands(
    stranger: Program, db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)

    answer = stranger.get("/events").json

    assert answer == {"epoch": told_rows.epoch(db, EventSeries.STAFF), "last_seq": 1, "events": []}


def test_a_reader_goes_on_where_it_was(stranger: Program, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    heard = stranger.get("/events").json
    visit = a_served_ticket(db, clock)
    tap(db, clock, CUSTOMER, visit.token, Moment.FAREWELL, 5, Place.PAD)

    answer = stranger.get(f"/events?since={heard['epoch']}-{heard['last_seq']}").json

    assert [event["kind"] for event in answer["events"]] == ["issue", "call_ticket", "start", "finish"]
    assert stranger.get(f"/events?since={answer['last_seq']}").json["events"] == []


def test_more_events_than_fit_are_fetched_in_turn(
    stranger: Program, db: HallDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storeops.web.event_stream.AT_ONCE", 2)
    a_served_ticket(db, clock)

    first = stranger.get("/events?since=0").json
    second = stranger.get(f"/events?since={first['last_seq']}").json

    assert [event["kind"] for event in first["events"]] == ["issue", "call_ticket"]
    assert [event["kind"] for event in second["events"]] == ["start", "finish"]


@pytest.mark.parametrize("mark", ["0123456789ab-0", "2", "999999999999999"])
def test_a_mark_of_another_journal_or_of_its_future_begins_anew(
    stranger: Program, db: HallDatabase, clock: FrozenClock, mark: str
) -> None:
    a_waiting_ticket(db, clock)

    answer = stranger.get(f"/events?since={mark}").json

    assert answer == {**stranger.get("/events").json, "reset": True}


def test_a_mark_of_another_audience_begins_anew(
    stranger: Program, program: Program, db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)
    heard = program.get("/events").json

    assert stranger.get(f"/events?since={heard['epoch']}-{heard['last_seq']}").json["reset"]


@pytest.mark.parametrize("mark", ["0123456789ab-0", "7"])
def test_a_stream_of_a_foreign_mark_begins_with_reset(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock, mark: str
) -> None:
    a_waiting_ticket(db, clock)

    answer = client.get("/events", headers={"Accept": "text/event-stream", "Last-Event-ID": mark})

    epoch = told_rows.epoch(db, EventSeries.STAFF)
    assert f'event: reset\nid: {epoch}-1\ndata: {{"seq":1}}\n\n' in str(next(answer.iter_encoded()), "utf-8")
    answer.close()


@pytest.mark.parametrize("mark", ["-1", "abc-", "abc-x", "1-2-x"])
def test_a_mark_that_is_none_is_refused(stranger: Program, mark: str) -> None:
    assert stranger.get(f"/events?since={mark}").status_code == 422


def test_the_board_counts_as_its_reader_is_told(stranger: Program, db: HallDatabase, clock: FrozenClock) -> None:
    visit = a_served_ticket(db, clock)
    before = stranger.get("/board").json["seq"]

    tap(db, clock, CUSTOMER, visit.token, Moment.FAREWELL, 1, Place.PAD)

    assert stranger.get("/board").json["seq"] == before


def test_who_asks_is_told_by_the_journal_itself_while_the_feed_of_streams_has_not_read_it_yet(
    client: FlaskClient,
    stranger: Program,
    runtime: Runtime,
    db: HallDatabase,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As in the first moment after a machine has slept: the reader of the feed goes on within a second.
    monkeypatch.setattr(feed_reader, "READS_WITHIN_SECONDS", 0.0)
    runtime.live.begin()
    a_waiting_ticket(db, clock)

    assert kinds(stranger) == {"issue"}
    assert client.get("/events", headers={"Accept": "text/event-stream"}).status_code == 503
