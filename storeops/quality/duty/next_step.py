"""What to do now: the one thing that whoever runs the floor should turn to first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from storeops.base.i18n import N_
from storeops.hall.counter import CounterState


class StepKind(StrEnum):
    """In the order of what comes first."""

    COME = "come"
    SETTLE = "settle"
    RECOVER = "recover"
    OPEN_COUNTER = "open_counter"
    FOLLOW_UP = "follow_up"
    CLAIM = "claim"
    CHECK = "check"


@dataclass(frozen=True)
class SpareCounter:
    """A counter at which nobody is served: free, paused, doing after-work or closed."""

    code: str
    state: CounterState


@dataclass(frozen=True)
class Situation:
    """What is there to be done.

    `calling` are the counters that have called and to which nobody comes yet; `expected_at` are those to which the
    reader has said to come. `claims`: exceptional transactions without a call, on which nobody has ruled.
    """

    calling: Sequence[str] = ()
    expected_at: Sequence[str] = ()
    low_ratings: int = 0
    late_tickets: int = 0
    spare_counters: Sequence[SpareCounter] = ()
    follow_ups_due: int = 0
    claims: int = 0
    checks_due: int = 0


@dataclass(frozen=True)
class NextStep:
    """A sentence for translation, with its values."""

    step: StepKind
    sentence: str
    values: dict[str, object]


SPARE_SENTENCES = {
    CounterState.OPEN: N_("Tickets past their promise: %(n)s. Counter %(counter)s is free: let it call."),
    CounterState.WRAPPING_UP: N_(
        "Tickets past their promise: %(n)s. Open one more counter: %(counter)s is doing after-work."
    ),
    CounterState.PAUSED: N_("Tickets past their promise: %(n)s. Open one more counter: %(counter)s is paused."),
    CounterState.CLOSED: N_("Tickets past their promise: %(n)s. Open one more counter: %(counter)s is closed."),
}
"""By the state of the spare counter; the first that applies is the quickest help."""


def next_step(now: Situation) -> NextStep | None:
    """What comes first; None if nothing presses."""
    if now.calling:
        return NextStep(StepKind.COME, N_("Counter %(counter)s calls for you: go there."), {"counter": now.calling[0]})
    if now.expected_at:
        sentence = N_("Counter %(counter)s expects you; write down there what was decided.")
        return NextStep(StepKind.SETTLE, sentence, {"counter": now.expected_at[0]})
    if now.low_ratings:
        sentence = N_("Low ratings to recover: %(n)s. Speak with the customer before they leave.")
        return NextStep(StepKind.RECOVER, sentence, {"n": now.low_ratings})
    spare = quickest(now.spare_counters)
    if now.late_tickets and spare:
        values: dict[str, object] = {"n": now.late_tickets, "counter": spare.code}
        return NextStep(StepKind.OPEN_COUNTER, SPARE_SENTENCES[spare.state], values)
    if now.follow_ups_due:
        return NextStep(StepKind.FOLLOW_UP, N_("Follow-ups due within the hour: %(n)s."), {"n": now.follow_ups_due})
    if now.claims:
        sentence = N_("Exceptional transactions to look at before the day is over: %(n)s.")
        return NextStep(StepKind.CLAIM, sentence, {"n": now.claims})
    if now.checks_due:
        return NextStep(StepKind.CHECK, N_("Spot checks due now: %(n)s."), {"n": now.checks_due})
    return None


def quickest(spare: Sequence[SpareCounter]) -> SpareCounter | None:
    """The counter that can call soonest, the first of its kind; None if there is none to spare."""
    for state in SPARE_SENTENCES:
        for counter in spare:
            if counter.state is state:
                return counter
    return None
