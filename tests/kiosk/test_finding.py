"""The place of a number, shown again at the kiosk and on a phone."""

import re

import pytest

from storeops.base.clock import FrozenClock
from storeops.queueing.calling import call_ticket
from storeops.queueing.ticket import State
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    IN_STATE,
    a_waiting_ticket,
    an_open_counter,
    everything,
    later,
)
from tests.kiosk.visitor import Visitor

FORMS = {"/place": "/place", "/find": "/find"}


def found(visitor: Visitor, form: str, number: str = "A001", minute: str = "09:00") -> str:
    """The address of the place to which the number and the minute lead."""
    visitor.open(form)
    answer = visitor.send(form, number=number, minute=minute)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


@pytest.mark.parametrize("form", FORMS)
def test_number_and_minute_lead_to_the_place_and_change_nothing(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, form: str
) -> None:
    a_waiting_ticket(db, clock)
    a_waiting_ticket(db, clock)
    before = everything(db)

    place = visitor.open(f"{found(visitor, form, 'a002', '0900')}?lang=en")

    assert "A002" in place
    assert "ahead of you" in place
    assert everything(db) == before


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", [State.WAITING, State.CALLED, State.ON_HOLD, State.SERVED, State.NO_SHOW])
def test_whoever_knows_number_and_minute_can_neither_rate_nor_cancel(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, form: str, state: State
) -> None:
    token = IN_STATE[state](db, clock).token
    (issued_at,) = db.execute("SELECT strftime('%H:%M', issued_at, '+8 hours') FROM ticket").fetchone()

    link = found(visitor, form, minute=issued_at)
    place = visitor.open(link)

    assert token not in place
    assert token not in link
    assert "/cancel" not in place
    assert "/ratings" not in place
    assert visitor.client.get(f"/t/{link.rsplit('/', 1)[1]}").status_code == 404


def test_the_place_on_the_phone_follows_the_call(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    mine = a_waiting_ticket(db, clock)
    an_open_counter(db, clock, "1")
    link = found(visitor, "/find")

    assert 'data-state="waiting"' in visitor.open(f"{link}/fragment")
    call_ticket(db, clock, ANA.actor, "1", mine.number)

    assert 'data-state="called"' in visitor.open(f"{link}/fragment")
    assert visitor.client.get(f"{link}/qr.svg").mimetype == "image/svg+xml"


@pytest.mark.parametrize("form", FORMS)
def test_a_refusal_never_tells_whether_the_number_exists(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, form: str
) -> None:
    a_waiting_ticket(db, clock)
    told = set()

    for number, minute in (("A001", "09:01"), ("A002", "09:00"), ("A001", "soon")):
        visitor.open(f"{form}?lang=en")
        answer = visitor.send(form, number=number, minute=minute)
        assert f'value="{number}"' in answer.text  # as it was typed
        told.add((answer.status_code, *re.findall(r'role="alert"><svg.*?<span>(.*?)</span>', answer.text)))

    assert told == {(404, "We find no ticket with this number and time. Please look again, or ask our staff.")}


@pytest.mark.parametrize("form", FORMS)
def test_the_sixth_try_within_a_minute_is_refused_even_where_it_is_right(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, form: str
) -> None:
    a_waiting_ticket(db, clock)
    visitor.open(f"{form}?lang=en")
    tries = [visitor.send(form, number="A001", minute="08:00").status_code for _ in range(5)]

    sixth = visitor.send(form, number="A001", minute="09:00")
    later(clock, "1m")
    seventh = visitor.send(form, number="A001", minute="09:00")

    assert tries == [404] * 5
    assert sixth.status_code == 429
    assert "tried too often" in sixth.text
    assert seventh.status_code == 303


@pytest.mark.parametrize("path", ["/place/nonsense", "/find/nonsense", "/find/nonsense/fragment"])
def test_a_link_that_nobody_gave_leads_nowhere(visitor: Visitor, path: str) -> None:
    answer = visitor.client.get(f"{path}?lang=en")

    assert answer.status_code == 404
    assert "We find no ticket" in answer.text


def test_the_way_there_stands_at_the_start_and_where_a_phone_is_lost(visitor: Visitor) -> None:
    assert 'href="/place"' in visitor.open("/")
    assert 'href="/place?view=large"' in visitor.open("/?view=large")
    assert 'src="/find/qr.svg"' in visitor.open("/place")
    assert 'href="/find"' in visitor.client.get("/t/nobody").text
