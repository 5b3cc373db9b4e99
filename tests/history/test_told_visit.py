"""The life of an imported visit, told in verbs."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.history.legs_format import LegOutcome, LegRow
from storeops.history.told_visit import ToldVisit, tell
from storeops.queueing.replay import replayed_state
from storeops.queueing.ticket import State
from tests.history.legs_files import leg

CLOSING = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def told(*legs: LegRow) -> list[str]:
    """The verbs of a visit, each with its local time in Shanghai."""
    events = tell(ToldVisit.of(legs), CLOSING)
    return [f"{(event.at.hour + 8) % 24:02d}:{event.at:%M} {event.verb.value}" for event in events]


def test_a_visit_is_told_as_it_happened() -> None:
    events = told(
        leg("A001", 0, "transferred", called_at="10:04", last_called_at="10:05", started_at="10:06", ended_at="10:08"),
        leg("A001", 1, "held", issued_at="10:08", called_at="10:09", started_at="10:10", ended_at="10:12"),
        leg("A001", 2, issued_at="10:20", called_at="10:21", started_at="10:22", ended_at="10:25"),
    )

    assert events == [
        "10:00 issue",
        "10:04 call_next",
        "10:05 recall",
        "10:06 start",
        "10:08 transfer",
        "10:09 call_next",
        "10:10 start",
        "10:12 hold",
        "10:20 resume",
        "10:21 call_next",
        "10:22 start",
        "10:25 finish",
    ]


@pytest.mark.parametrize(
    ("last", "events", "state"),
    [
        (leg(ended_at="15:00"), ["10:04 call_next", "10:05 start", "15:00 close_day"], State.SERVED),
        (leg(called_at=""), ["10:05 call_next", "10:05 start", "10:08 finish"], State.SERVED),
        (leg(outcome="cancelled", ended_at="10:30"), ["10:30 cancel"], State.CANCELLED),
        (leg(outcome="cancelled", called_at="10:20", ended_at="10:30"), ["10:30 cancel"], State.CANCELLED),
        (leg(outcome="abandoned", ended_at="17:00"), ["17:00 close_day"], State.ABANDONED),
        # The end was not recorded: everybody is gone when the hall closes, at 20:00 UTC.
        (leg(outcome="abandoned"), ["04:00 close_day"], State.ABANDONED),
        (
            leg(outcome="no_show", called_at="10:04", last_called_at="10:06", ended_at="10:08"),
            ["10:04 call_next", "10:06 recall", "10:08 mark_no_show"],
            State.NO_SHOW,
        ),
        (leg(outcome="no_show", ended_at="10:08"), ["10:08 call_next", "10:08 mark_no_show"], State.NO_SHOW),
        (leg(outcome="void"), ["10:00 void"], State.VOID),
        (
            leg(outcome="held", called_at="10:04", started_at="10:05", ended_at="10:08"),
            ["10:04 call_next", "10:05 start", "10:08 hold", "10:08 close_day"],
            State.ABANDONED,
        ),
        (
            leg(outcome="transferred", called_at="10:04", ended_at="10:08"),
            ["10:04 call_next", "10:08 transfer", "10:08 close_day"],
            State.ABANDONED,
        ),
        (leg(outcome="transferred", ended_at="10:08"), ["10:08 close_day"], State.ABANDONED),
    ],
)
def test_the_last_leg_ends_the_visit(last: LegRow, events: list[str], state: State) -> None:
    assert told(last) == ["10:00 issue", *events]
    assert ToldVisit.of([last]).state is state


def test_void_legs_have_no_events_beside_others() -> None:
    legs = [
        leg("A001", 0, "void", issued_at="09:50"),
        leg("A001", 1, "transferred", called_at="10:04", ended_at="10:05"),
        leg("A001", 2, "void", issued_at="10:05", called_at="10:05", ended_at="10:06"),
    ]

    visit = ToldVisit.of(legs)

    assert told(*legs) == ["10:00 issue", "10:04 call_next", "10:05 transfer", "10:05 close_day"]
    assert (visit.first.leg, visit.last.leg, visit.state) == (1, 1, State.ABANDONED)


def test_a_no_show_who_came_back_was_reinstated() -> None:
    events = told(
        leg("A001", 0, "no_show", called_at="10:04", ended_at="10:05"),
        leg("A001", 1, issued_at="10:10", called_at="10:12", started_at="10:13", ended_at="10:15"),
    )

    assert events[2:5] == ["10:05 mark_no_show", "10:10 reinstate", "10:12 call_next"]


def test_a_leg_after_a_hold_is_resumed_and_any_other_transferred() -> None:
    visit = ToldVisit.of(
        [leg("A001", 0, "held"), leg("A001", 1, "void"), leg("A001", 2, "transferred"), leg("A001", 3)]
    )

    assert [visit.kind(row) for row in visit.legs] == ["first", "resumed", "resumed", "transferred"]


TIMES = st.sampled_from(["", "10:00", "10:05", "10:10"])


@st.composite
def any_leg(draw: st.DrawFn, number: int) -> LegRow:
    """A leg of any outcome with any of its times missing, as far as the format takes it."""
    outcome = draw(st.sampled_from(list(LegOutcome)))
    if outcome is LegOutcome.SERVED:
        return leg("A001", number, "served", called_at=draw(TIMES), ended_at=draw(st.sampled_from(["10:05", "20:00"])))
    ended_at = draw(TIMES)
    started_at = draw(TIMES) if not ended_at else draw(st.sampled_from(["", "10:00"]))
    return leg(
        "A001",
        number,
        outcome.value,
        called_at=draw(TIMES),
        last_called_at=draw(TIMES),
        started_at=started_at,
        ended_at=ended_at,
    )


@given(st.data())
def test_every_visit_that_a_log_may_hold_replays_to_its_state(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 4))
    visit = ToldVisit.of([data.draw(any_leg(number)) for number in range(count)])

    events = tell(visit, CLOSING)

    assert replayed_state(event.verb.value for event in events) == visit.state
    assert events[-1].state is visit.state
    assert events[-1].at == visit.ended_at(CLOSING)
