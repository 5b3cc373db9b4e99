"""A visit made of imported legs: its outcome, and its life told in the verbs of the table of moves. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from storeops.hall.targets import Segment
from storeops.history.legs_format import LegOutcome, LegRow
from storeops.queueing.ticket import State, Verb, state_after

_LEAVES_AS = {
    LegOutcome.SERVED: State.SERVED,
    LegOutcome.NO_SHOW: State.NO_SHOW,
    LegOutcome.CANCELLED: State.CANCELLED,
    LegOutcome.VOID: State.VOID,
}
"""How a visit ends with its last leg; any other end means that nobody took it up again: abandoned."""


@dataclass(frozen=True)
class ToldEvent:
    """One verb of an imported visit: the state it led to, the leg it ended or moved, the service it is for then."""

    verb: Verb
    at: datetime
    state: State
    leg: LegRow
    service: str


@dataclass(frozen=True)
class ToldVisit:
    """The legs of one visit in order; `real_legs` are those that count: void ones only where there are no others."""

    legs: Sequence[LegRow]
    real_legs: Sequence[LegRow]

    @classmethod
    def of(cls, legs: Iterable[LegRow]) -> "ToldVisit":
        ordered = sorted(legs, key=lambda leg: leg.leg)
        return cls(ordered, [leg for leg in ordered if leg.outcome is not LegOutcome.VOID] or ordered)

    @property
    def first(self) -> LegRow:
        return self.real_legs[0]

    @property
    def last(self) -> LegRow:
        return self.real_legs[-1]

    @property
    def segment(self) -> Segment:
        return self.first.segment

    @property
    def state(self) -> State:
        return _LEAVES_AS.get(self.last.outcome, State.ABANDONED)

    def ended_at(self, closing: datetime) -> datetime:
        """When the visit ended, by its last trace where the end was not recorded; `closing` is that of its day."""
        if self.last.outcome is LegOutcome.ABANDONED and self.last.ended_at is None:
            return closing
        return last_trace(self.last)

    def kind(self, leg: LegRow) -> str:
        """What began a leg: the visit, a transfer, or being taken up again after a hold."""
        before = [other for other in self.legs if other.leg < leg.leg and other.outcome is not LegOutcome.VOID]
        if not before:
            return "first"
        return "resumed" if before[-1].outcome is LegOutcome.HELD else "transferred"


def last_trace(leg: LegRow) -> datetime:
    """The end of a leg; the latest that is known of it where the end was not recorded."""
    return leg.ended_at or leg.started_at or leg.last_called_at or leg.issued_at


def tell(visit: ToldVisit, closing: datetime) -> list[ToldEvent]:
    """The events of a visit, such that the table of moves leads from each state to the next.

    A void leg has no events beside others. Where a log leaves out what must have been (a call before a start) the
    event is told at the next trace; where it tells what the table does not know (leaving while called, going on
    after leaving) the event is left out. The legs keep what the log said.
    """
    state = State.WAITING
    told = [ToldEvent(Verb.ISSUE, visit.first.issued_at, state, visit.first, visit.first.service)]
    legs = [visit.last] if visit.state is State.VOID else visit.real_legs
    for leg, following in zip(legs, [*legs[1:], None], strict=True):
        end = visit.ended_at(closing) if following is None else last_trace(leg)
        for verb, at in _steps(leg, following, end):
            state = state_after(verb, state)
            goes_on = following if following and state is State.WAITING else leg
            told.append(ToldEvent(verb, at, state, leg, goes_on.service))
    return told


def _steps(leg: LegRow, following: LegRow | None, end: datetime) -> Iterator[tuple[Verb, datetime]]:
    outcome = leg.outcome
    if outcome is LegOutcome.NO_SHOW:
        yield from _calls(leg)
        yield Verb.MARK_NO_SHOW, end
        if following:
            yield Verb.REINSTATE, following.issued_at
    elif outcome is LegOutcome.VOID:
        yield Verb.VOID, end
    elif outcome in (LegOutcome.CANCELLED, LegOutcome.ABANDONED):
        if following is None:
            yield (Verb.CANCEL if outcome is LegOutcome.CANCELLED else Verb.CLOSE_DAY), end
    else:
        yield from _at_the_counter(leg, following, end)


def _at_the_counter(leg: LegRow, following: LegRow | None, end: datetime) -> Iterator[tuple[Verb, datetime]]:
    """A leg that was served, transferred or held."""
    was_there = bool(leg.called_at or leg.started_at)
    if was_there:
        yield from _calls(leg)
    if leg.started_at:
        yield Verb.START, leg.started_at
    if leg.outcome is LegOutcome.SERVED and following is None:
        yield (Verb.CLOSE_DAY if leg.left_open else Verb.FINISH), end
        return
    if was_there:
        yield (Verb.HOLD if leg.outcome is LegOutcome.HELD else Verb.TRANSFER), end
    if following is None:
        yield Verb.CLOSE_DAY, end
    elif was_there and leg.outcome is LegOutcome.HELD:
        yield Verb.RESUME, following.issued_at


def _calls(leg: LegRow) -> Iterator[tuple[Verb, datetime]]:
    first = leg.called_at or leg.started_at or last_trace(leg)
    yield Verb.CALL_NEXT, first
    if leg.last_called_at and leg.last_called_at != first:
        yield Verb.RECALL, leg.last_called_at
