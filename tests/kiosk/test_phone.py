"""The customer's page: what each state says, and giving the ticket back."""

from io import BytesIO

import pytest
import segno

from storeops.base.clock import FrozenClock
from storeops.queueing.calling import call_ticket
from storeops.queueing.issue import Wish, issue
from storeops.queueing.ticket import State
from storeops.store import told_rows
from storeops.store.database import HallDatabase
from storeops.store.event_kinds import EventSeries
from tests.factories import (
    ANA,
    IN_STATE,
    a_called_ticket,
    a_no_show,
    a_waiting_ticket,
    an_open_counter,
    event_kinds,
    everything,
    ticket_row,
)
from tests.kiosk.visitor import Visitor

WORDS = {
    State.WAITING: "You are next",
    State.CALLED: "It is your turn",
    State.SERVING: "You are being served at counter 1",
    State.ON_HOLD: "Your visit is on hold",
    State.SERVED: "Your visit is done",
    State.NO_SHOW: "Your number has passed",
    State.CANCELLED: "This ticket is cancelled",
    State.ABANDONED: "The hall has closed for the day",
    State.VOID: "Our staff took this ticket back",
}


@pytest.mark.parametrize("state", State)
def test_every_state_says_what_is_so(visitor: Visitor, db: HallDatabase, clock: FrozenClock, state: State) -> None:
    ticket = IN_STATE[state](db, clock)

    page = visitor.open(f"/t/{ticket.token}?lang=en")

    assert WORDS[state] in page
    assert f'data-state="{state.value}"' in page
    assert ("/cancel" in page) == (state in (State.WAITING, State.ON_HOLD))


def test_a_waiting_customer_sees_the_place(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(3):
        a_waiting_ticket(db, clock)
    mine = a_waiting_ticket(db, clock)

    page = visitor.open(f"/t/{mine.token}?lang=en")

    assert '<span class="count digits">3</span> ahead of you' in page
    assert "No counter is open now" in page


def test_a_called_customer_sees_the_counter_in_page_and_title(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    ticket = a_called_ticket(db, clock, counter="2")

    page = visitor.open(f"/t/{ticket.token}?lang=en")

    assert 'Please go to counter <b class="counter">2</b>' in page
    assert 'data-title="Your turn: counter 2"' in page


def test_a_no_show_is_sent_to_the_greeter_while_there_is_time(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    ticket = a_no_show(db, clock)  # at 09:00

    clock.advance(minutes=15)
    in_time = visitor.open(f"/t/{ticket.token}?lang=en")
    clock.advance(seconds=1)
    too_late = visitor.open(f"/t/{ticket.token}?lang=en")

    assert "see the greeter by 09:15" in in_time
    assert "take a new ticket" in too_late


def test_the_page_speaks_the_ticket_s_language_unless_switched(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    token = issue(db, clock, ANA.actor, Wish("payment", language="en")).token

    in_english = visitor.open(f"/t/{token}")
    fragment = visitor.open(f"/t/{token}/fragment")
    switched = visitor.open(f"/t/{token}?lang=zh")
    stays = visitor.open(f"/t/{token}")

    assert '<html lang="en" data-screen="phone">' in in_english
    assert "You are next" in fragment
    assert '<html lang="zh-CN" data-screen="phone">' in switched
    assert '<html lang="zh-CN" data-screen="phone">' in stays


def test_the_fragment_is_the_changing_part_only(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    fragment = visitor.open(f"/t/{a_waiting_ticket(db, clock).token}/fragment")

    assert fragment.count("data-part=") == 2
    assert "<html" not in fragment


def test_the_page_knows_the_event_it_was_read_at(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_waiting_ticket(db, clock)

    page = visitor.open(f"/t/{ticket.token}")

    assert f'data-seq="{told_rows.last_number(db, EventSeries.STAFF)}"' in page
    assert 'data-number="A001" data-business-day="2026-03-02"' in page


# Cancelling


def test_a_ticket_is_given_back(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    token = a_waiting_ticket(db, clock).token
    visitor.open(f"/t/{token}")

    response = visitor.send(f"/t/{token}/cancel")

    assert response.status_code == 303
    assert response.location == f"/t/{token}"
    assert ticket_row(db, "A001")["state"] == "cancelled"
    assert event_kinds(db, "A001") == ["issue", "cancel"]


def test_the_same_form_twice_cancels_once(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    token = a_waiting_ticket(db, clock).token
    visitor.open(f"/t/{token}")

    answers = [visitor.send(f"/t/{token}/cancel").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert event_kinds(db, "A001") == ["issue", "cancel"]


def test_a_ticket_called_meanwhile_is_not_cancelled_and_the_page_leads_back(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    an_open_counter(db, clock)
    token = a_waiting_ticket(db, clock).token
    visitor.open(f"/t/{token}?lang=en")
    call_ticket(db, clock, ANA.actor, "1", "A001")

    response = visitor.send(f"/t/{token}/cancel")

    assert response.status_code == 409
    assert "not waiting any more" in response.text
    assert f'href="/t/{token}"' in response.text
    assert ticket_row(db, "A001")["state"] == "called"
    assert event_kinds(db, "A001") == ["issue", "call_ticket"]


def test_a_forged_form_cancels_nothing(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    token = a_waiting_ticket(db, clock).token

    assert visitor.send(f"/t/{token}/cancel").status_code == 400
    assert ticket_row(db, "A001")["state"] == "waiting"


def test_nothing_is_cancelled_by_looking(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    token = a_waiting_ticket(db, clock).token

    assert visitor.client.get(f"/t/{token}/cancel").status_code == 405
    assert ticket_row(db, "A001")["state"] == "waiting"


def test_opening_the_page_changes_nothing(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    token = a_waiting_ticket(db, clock).token
    before = everything(db)

    for path in ("", "/fragment", "/qr.svg"):
        assert visitor.client.get(f"/t/{token}{path}").status_code == 200

    assert everything(db) == before


@pytest.mark.parametrize("path", ["", "/fragment", "/qr.svg"])
def test_an_unknown_ticket_is_a_calm_page(visitor: Visitor, path: str) -> None:
    response = visitor.client.get(f"/t/unknown{path}?lang=en")

    assert response.status_code == 404
    assert "There is no such ticket; take a new one at the kiosk or ask the greeter." in response.text


# The QR code


def test_the_qr_code_holds_the_public_address_of_the_page(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    token = a_waiting_ticket(db, clock).token

    response = visitor.client.get(f"/t/{token}/qr.svg")

    assert response.mimetype == "image/svg+xml"
    assert response.data == qr_code(f"https://hall.example/t/{token}")


def qr_code(address: str) -> bytes:
    image = BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="svg", border=0, omitsize=True)
    return image.getvalue()
