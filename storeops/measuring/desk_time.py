"""What the time at the counters went on: signed in, busy, and free while customers waited. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from storeops.measuring import stretches
from storeops.measuring.facts import CounterStretch, DeskFacts, Second, WaitingStretch
from storeops.measuring.stretches import Stretch
from storeops.queueing.ticket import AT_COUNTER, MOVES, State, Verb

_MOVES = [(verb, before, after) for verb, move in MOVES.items() for before, after in move.to.items()]
_STANDINGS = (frozenset({State.WAITING}), AT_COUNTER)

TURNS = frozenset(
    {Verb.ISSUE}
    | {verb for verb, before, after in _MOVES if any((before in place) != (after in place) for place in _STANDINGS)}
)
"""The verbs after which a ticket is at a counter or no longer, waits or no longer."""
WAITS_AFTER = frozenset({Verb.ISSUE} | {verb for verb, _, after in _MOVES if after is State.WAITING})
"""Those after which it may wait, for a service that the event names."""
_AT_COUNTER_AFTER = TURNS & {verb for verb, _, after in _MOVES if after in AT_COUNTER}


class TicketTurn(NamedTuple):
    """One such event of a ticket, of a verb of TURNS. `service_id` is what it waits for then, where it waits."""

    ticket_id: int
    verb: str
    at: Second
    counter_id: int | None
    service_id: int | None


@dataclass
class TicketTime:
    """Where tickets spent their time."""

    busy: list[CounterStretch] = field(default_factory=list)
    waiting: list[WaitingStretch] = field(default_factory=list)


def ticket_time(turns: Sequence[TicketTurn], until: Second) -> TicketTime:
    """The stretches between the turns of tickets, given by ticket and in order; what goes on ends at `until`."""
    time = TicketTime()
    for index, turn in enumerate(turns):
        following = turns[index + 1] if index + 1 < len(turns) else None
        ends_at = following.at if following and following.ticket_id == turn.ticket_id else until
        if turn.verb in WAITS_AFTER and turn.service_id is not None:
            time.waiting.append(WaitingStretch(turn.service_id, turn.at, ends_at))
        elif turn.verb in _AT_COUNTER_AFTER:
            time.busy.append(CounterStretch(turn.counter_id, turn.at, ends_at))
    return time


def signed_in_seconds(desks: DeskFacts) -> int:
    """The time that employees were signed in, pauses included."""
    return stretches.seconds((span.begins_at, span.ends_at) for span in desks.signed_in)


def after_work_seconds(desks: DeskFacts) -> int:
    """The time that went on after-work."""
    return stretches.seconds((span.begins_at, span.ends_at) for span in desks.after_work)


def present_seconds(desks: DeskFacts) -> int:
    """The signed-in time less the pauses."""
    paused = stretches.seconds((span.begins_at, span.ends_at) for span in desks.pauses)
    return signed_in_seconds(desks) - paused


def idle_while_waiting(desks: DeskFacts) -> int:
    """Seconds in which a counter was free, while a ticket that it may serve waited; all counters together."""
    signed_in = _by_counter(desks.signed_in)
    elsewhere = _by_counter([*desks.pauses, *desks.after_work, *desks.busy])
    waits: dict[frozenset[int] | None, list[Stretch]] = {}
    idle = 0
    for counter_id, spans in signed_in.items():
        serves = desks.serves.get(counter_id)
        if serves not in waits:
            waits[serves] = stretches.union(
                (wait.begins_at, wait.ends_at) for wait in desks.waiting if serves is None or wait.service_id in serves
            )
        free = stretches.without(spans, elsewhere.get(counter_id, []))
        idle += stretches.seconds(stretches.common(free, waits[serves]))
    return idle


def _by_counter(spans: Iterable[CounterStretch]) -> dict[int, list[Stretch]]:
    """The stretches of each counter; a roster that names no counter does not say which one stood free."""
    found: defaultdict[int, list[Stretch]] = defaultdict(list)
    for span in spans:
        if span.counter_id is not None:
            found[span.counter_id].append((span.begins_at, span.ends_at))
    return found
