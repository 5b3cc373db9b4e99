"""Stopping tickets from the hall page, and what the public screens then say."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.factories import CHEN, last_event, rows
from tests.staff_console.colleague import Colleague


def test_the_duty_manager_stops_tickets_and_gives_them_again(chen: Colleague, db: HallDatabase) -> None:
    assert "Nothing is stopped" in chen.open("/duty/tickets")

    chen.send("/duty/tickets/stop", service="", reason="many_waiting")

    assert (last_event(db)["kind"], last_event(db)["actor"]) == ("issuing_stopped", CHEN.actor.name)
    assert "many people are waiting already" in chen.open("/duty/tickets")
    hall = chen.open("/duty")
    assert "No tickets are given." in hall
    assert "Give tickets again" in hall
    chen.send("/duty/tickets/resume", service="")
    assert last_event(db)["kind"] == "issuing_resumed"
    assert "No tickets are given." not in chen.open("/duty")


def test_who_is_late_is_told_so(chen: Colleague, db: HallDatabase) -> None:
    chen.open("/duty/tickets")
    chen.send("/duty/tickets/stop", service="payment", reason="safety")

    again = chen.send("/duty/tickets/stop", service="payment", reason="safety")
    other = chen.send("/duty/tickets/resume", service="invoice")

    assert again.status_code == other.status_code == 409
    assert "No tickets are given there already" in again.text
    assert "Tickets are given there; nothing is stopped." in other.text
    assert len(rows(db, "SELECT 1 FROM issuing_stop")) == 1


@pytest.mark.parametrize("fields", [{"reason": "bored"}, {}, {"service": "gold", "reason": "safety"}])
def test_what_nobody_can_choose_is_refused(chen: Colleague, db: HallDatabase, fields: dict[str, str]) -> None:
    chen.open("/duty/tickets")

    assert chen.send("/duty/tickets/stop", **fields).status_code in (404, 422)
    assert rows(db, "SELECT 1 FROM issuing_stop") == []


def test_the_greeter_sees_it_and_cannot_end_it(chen: Colleague, greta: Colleague, clock: FrozenClock) -> None:
    chen.open("/duty/tickets")
    chen.send("/duty/tickets/stop", service="payment", reason="safety")

    hall = greta.open("/duty")

    assert "No tickets of Pay a bill are given." in hall
    assert "Give tickets again" not in hall
    refused = greta.send("/duty/issue", service="payment", segment="standard")
    assert refused.status_code == 409
    assert "for everybody&#39;s safety" in refused.text
