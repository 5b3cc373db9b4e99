"""How fast a kiosk may issue, and taking back what it issued."""

from datetime import timedelta

import pytest

from storeops.base.actor import CUSTOMER, Actor
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.hall.targets import IssueLimits
from storeops.queueing.issue import Wish, issue, void_issued_by
from storeops.queueing.issue_pace import IssuePaces, Issuer, IssuerKind
from storeops.queueing.issuers_view import issuers, voidable
from storeops.queueing.refusals import NoDevice, TooManyTickets
from storeops.store.database import HallDatabase
from tests.factories import (
    CHEN,
    GRETA,
    MONDAY_NINE,
    a_called_ticket,
    a_serving_ticket,
    event_kinds,
    everything,
    last_event,
    later,
    rows,
    set_hall,
    ticket_row,
)

KIOSK = Actor("device:door")
FIVE_THEN_ONE_IN_TWO = IssueLimits(issue_burst=5, kiosk_gap_seconds=2, program_gap_seconds=0)


def counted(paces: IssuePaces, limits: IssueLimits, *seconds: float) -> list[bool]:
    """Which of some tickets, asked for so many seconds after nine, are issued."""
    issued = []
    for second in seconds:
        try:
            paces.count("door", IssuerKind.KIOSK, lambda: limits, MONDAY_NINE + timedelta(seconds=second))
            issued.append(True)
        except TooManyTickets:
            issued.append(False)
    return issued


def test_five_at_once_then_one_in_two_seconds() -> None:
    asked = (0, 0, 0, 0, 0, 0, 1.9, 2, 2, 4)

    assert counted(IssuePaces(), FIVE_THEN_ONE_IN_TWO, *asked) == [True] * 5 + [False, False, True, False, True]


def test_after_a_pause_five_at_once_again() -> None:
    assert counted(IssuePaces(), FIVE_THEN_ONE_IN_TWO, *[0] * 5, *[10] * 6) == [True] * 10 + [False]


def test_each_kiosk_has_its_own_pace() -> None:
    paces = IssuePaces()
    counted(paces, FIVE_THEN_ONE_IN_TWO, *[0] * 6)

    paces.count("window", IssuerKind.KIOSK, lambda: FIVE_THEN_ONE_IN_TWO, MONDAY_NINE)


def test_no_gap_is_no_limit() -> None:
    assert all(counted(IssuePaces(), IssueLimits(1, 0, 60), *[0] * 50))


def test_a_clock_that_is_put_back_stops_no_kiosk() -> None:
    assert counted(IssuePaces(), FIVE_THEN_ONE_IN_TWO, *[3600] * 5, 0) == [True] * 6


def a_kiosk(paces: IssuePaces, kind: IssuerKind = IssuerKind.KIOSK) -> Issuer:
    return Issuer(KIOSK.name, kind, paces)


def test_a_ticket_too_many_changes_nothing_and_says_when(db: HallDatabase, clock: FrozenClock) -> None:
    paces = IssuePaces()
    for _ in range(5):
        issue(db, clock, KIOSK, Wish("payment"), a_kiosk(paces))
    before = everything(db)

    with pytest.raises(TooManyTickets, match="in 2 s"):
        issue(db, clock, KIOSK, Wish("payment"), a_kiosk(paces))

    assert everything(db) == before
    later(clock, "2s")
    assert issue(db, clock, KIOSK, Wish("payment"), a_kiosk(paces)).number == "A006"


def test_the_hall_sets_the_pace(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, issue_burst=1, kiosk_gap_seconds=60)
    paces = IssuePaces()
    issue(db, clock, KIOSK, Wish("payment"), a_kiosk(paces))

    with pytest.raises(TooManyTickets, match="in 60 s"):
        issue(db, clock, KIOSK, Wish("payment"), a_kiosk(paces))


def test_a_program_is_limited_only_where_the_hall_says_so(db: HallDatabase, clock: FrozenClock) -> None:
    paces = IssuePaces()
    for _ in range(20):
        issue(db, clock, KIOSK, Wish("payment"), a_kiosk(paces, IssuerKind.PROGRAM))
    set_hall(db, program_gap_seconds=1)
    later(clock, "5s")  # by then the limits are read again

    for _ in range(5):
        issue(db, clock, KIOSK, Wish("payment"), a_kiosk(paces, IssuerKind.PROGRAM))
    with pytest.raises(TooManyTickets):
        issue(db, clock, KIOSK, Wish("payment"), a_kiosk(paces, IssuerKind.PROGRAM))


# Taking back


def test_what_a_device_issued_in_the_last_minutes_is_voided_each_with_its_event(
    db: HallDatabase, clock: FrozenClock
) -> None:
    old = issue(db, clock, KIOSK, Wish("payment")).number
    later(clock, "6m")
    flood = [issue(db, clock, KIOSK, Wish("payment")).number for _ in range(3)]
    customer = issue(db, clock, CUSTOMER, Wish("payment")).number

    assert void_issued_by(db, clock, CHEN.actor, KIOSK.name, 5) == 3

    for number in flood:
        assert ticket_row(db, number)["state"] == "void"
        assert event_kinds(db, number) == ["issue", "void"]
    assert [ticket_row(db, number)["state"] for number in (old, customer)] == ["waiting", "waiting"]
    assert last_event(db)["actor"] == CHEN.actor.name
    voided = rows(db, "SELECT ticket_id FROM event WHERE kind = 'void'")
    assert len(voided) == len({event["ticket_id"] for event in voided}) == 3


def test_a_called_ticket_is_voided_and_frees_its_counter_one_that_is_served_stays(
    db: HallDatabase, clock: FrozenClock
) -> None:
    called = a_called_ticket(db, clock, counter="1").number
    served = a_serving_ticket(db, clock, counter="2").number

    assert void_issued_by(db, clock, CHEN.actor, CUSTOMER.name, 60) == 1

    assert ticket_row(db, called)["state"] == "void"
    assert ticket_row(db, served)["state"] == "serving"


def test_nothing_to_take_back_and_nobody_s_device_are_refused(db: HallDatabase, clock: FrozenClock) -> None:
    issue(db, clock, GRETA.actor, Wish("payment"))
    before = everything(db)

    for device in ("device:gone", GRETA.actor.name):
        with pytest.raises(NoDevice):
            void_issued_by(db, clock, CHEN.actor, device, 5)
    for minutes in (0, 61):
        with pytest.raises(BadValue):
            void_issued_by(db, clock, CHEN.actor, KIOSK.name, minutes)
    assert everything(db) == before


def test_the_duty_manager_sees_which_devices_issued(db: HallDatabase, clock: FrozenClock) -> None:
    issue(db, clock, GRETA.actor, Wish("payment"))
    for _ in range(2):
        issue(db, clock, KIOSK, Wish("payment"))
    number = issue(db, clock, CUSTOMER, Wish("payment")).number

    assert [(line.device, line.count) for line in issuers(db, clock.now())] == [("device:door", 2), ("customer", 1)]
    told = voidable(db, clock.now(), CUSTOMER.name, 5)
    assert (told.count, told.numbers) == (1, [number])
