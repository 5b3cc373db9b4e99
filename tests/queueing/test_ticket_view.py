"""What the customer's page reads."""

from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.hall.refusals import UnknownTicket
from storeops.promises.estimate import ToldWait, WaitRange
from storeops.queueing.ticket import State
from storeops.queueing.ticket_view import ticket
from storeops.store.database import HallDatabase
from tests.factories import IN_STATE, a_no_show, a_served_ticket, a_waiting_ticket, later


def test_place_and_range_are_those_of_this_moment(db: HallDatabase, clock: FrozenClock) -> None:
    first = a_waiting_ticket(db, clock)
    mine = a_waiting_ticket(db, clock)
    at_first = ticket(db, clock.now(), mine.token)
    a_served_ticket(db, clock, handled="1m")

    then = ticket(db, clock.now(), mine.token)

    assert (at_first.ahead_count, at_first.wait) == (1, ToldWait(None, is_unstaffed=True))
    # One free counter and one person ahead: one departure of 60 s. Its 90 % quantile is 137 s.
    assert (then.ahead_count, then.wait) == (1, ToldWait(WaitRange(0, 300)))
    assert ticket(db, clock.now(), first.token).ahead_count == 0


@pytest.mark.parametrize("state", sorted(set(State) - {State.WAITING}))
def test_only_a_waiting_ticket_has_a_place(db: HallDatabase, clock: FrozenClock, state: State) -> None:
    view = ticket(db, clock.now(), IN_STATE[state](db, clock).token)

    assert (view.state, view.ahead_count, view.wait) == (state, None, None)


def test_a_no_show_may_return_for_a_quarter_of_an_hour(db: HallDatabase, clock: FrozenClock) -> None:
    token = a_no_show(db, clock).token
    missed_at = clock.now()
    later(clock, "15m")
    in_time = ticket(db, clock.now(), token)
    later(clock, "1s")

    assert in_time.return_by == missed_at + timedelta(minutes=15)
    assert ticket(db, clock.now(), token).return_by is None


def test_an_unknown_token_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownTicket):
        ticket(db, clock.now(), "unknown")
