"""What to do now: the few things that whoever runs the floor should turn to first, the most urgent first. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storeops.base.i18n import N_
from storeops.hall.counter import CounterState
from storeops.promises.breaking import BREAKS_WITHIN

MOST_STEPS = 3
"""Whoever reads more than that does none of it."""
IDLE_AFTER_SECONDS = 30
"""A counter that is free for less is about to call."""
NEAR_TWICE = 1.6
"""From so many times its target on, a transaction is near twice as long: help still comes in time."""


class StepKind(StrEnum):
    """In the order of what comes first."""

    COME = "come"
    SETTLE = "settle"
    RECOVER = "recover"
    IDLE = "idle"
    FORGOTTEN = "forgotten"
    OPEN_COUNTER = "open_counter"
    LONG = "long"
    FOLLOW_UP = "follow_up"
    CLAIM = "claim"
    CHECK = "check"


@dataclass(frozen=True)
class CallingCounter:
    """A counter that has called and to which nobody comes yet, and for how long."""

    code: str
    seconds: int


@dataclass(frozen=True)
class IdleCounters:
    """Counters that are free while people wait whom they could serve: so many, and the longest free for `seconds`."""

    codes: Sequence[str]
    seconds: int
    waiting: int


@dataclass(frozen=True)
class LongVisit:
    """A customer at a counter for longer than `measure_seconds`, which is what is usual, or the target."""

    counter: str
    number: str
    seconds: int
    measure_seconds: int


@dataclass(frozen=True)
class SpareCounter:
    """A counter that could call, but is paused, doing after-work or closed."""

    code: str
    state: CounterState


@dataclass(frozen=True)
class PromisesAtRisk:
    """Promises that are broken, and those that break within BREAKS_WITHIN at the present pace, with their first one.

    `spare` are the counters that could serve any of them. `are_called`: counters enough are free and about to call.
    """

    late: int = 0
    breaking: int = 0
    first: str = ""
    first_due_at: datetime | None = None
    spare: Sequence[SpareCounter] = ()
    are_called: bool = False


@dataclass(frozen=True)
class Situation:
    """What is there to be done.

    `expected_at` are the counters to which the reader has said to come. `forgotten` is the visit whose finish was
    likely forgotten, `long` the one that is longest against its target. `claims`: exceptional transactions without a
    call, on which nobody has ruled.
    """

    calling: Sequence[CallingCounter] = ()
    expected_at: Sequence[str] = ()
    low_ratings: int = 0
    idle: IdleCounters | None = None
    forgotten: LongVisit | None = None
    promises: PromisesAtRisk = PromisesAtRisk()
    long: LongVisit | None = None
    follow_ups_due: int = 0
    claims: int = 0
    checks_due: int = 0


@dataclass(frozen=True)
class NextStep:
    """What to do and why, two sentences for translation, with the values of both.

    Of the values, `time` and `measure` are seconds, `due` is an instant and `counters` are codes.
    """

    step: StepKind
    what: str
    why: str
    values: dict[str, object]


OPEN_SENTENCES = {
    CounterState.WRAPPING_UP: N_("Ask counter %(counter)s to end its after-work and call."),
    CounterState.PAUSED: N_("Ask counter %(counter)s to end its pause and call."),
    CounterState.CLOSED: N_("Open one more counter: %(counter)s."),
}
"""By the state of the spare counter; the first that applies is the quickest help."""
NONE_TO_SPARE = N_("No further counter can open: tell those who wait, and what can be done without a counter.")


def next_steps(now: Situation) -> list[NextStep]:
    """What comes first, at most MOST_STEPS; empty if nothing presses."""
    found = [step for rule in _RULES if (step := rule(now))]
    return found[:MOST_STEPS]


def _come(now: Situation) -> NextStep | None:
    if not now.calling:
        return None
    first = now.calling[0]
    return NextStep(
        StepKind.COME,
        N_("Go to counter %(counter)s."),
        N_("It has called for you for %(time)s."),
        {"counter": first.code, "time": first.seconds},
    )


def _settle(now: Situation) -> NextStep | None:
    if not now.expected_at:
        return None
    return NextStep(
        StepKind.SETTLE,
        N_("Write down at counter %(counter)s what was decided."),
        N_("It expects you."),
        {"counter": now.expected_at[0]},
    )


def _recover(now: Situation) -> NextStep | None:
    return _counted(
        now.low_ratings,
        StepKind.RECOVER,
        N_("Speak with the customer before they leave."),
        N_("Low ratings to recover: %(n)s."),
    )


def _idle(now: Situation) -> NextStep | None:
    if now.idle is None:
        return None
    return NextStep(
        StepKind.IDLE,
        N_("Have these counters call: %(counters)s."),
        N_("Free for %(time)s; waiting whom they could serve: %(n)s."),
        {"counters": list(now.idle.codes), "time": now.idle.seconds, "n": now.idle.waiting},
    )


def _forgotten(now: Situation) -> NextStep | None:
    return _at_counter(
        now.forgotten,
        StepKind.FORGOTTEN,
        N_("Ask at counter %(counter)s whether %(number)s is still being served."),
        N_("%(time)s so far, usually %(measure)s: the finish was likely forgotten."),
    )


def _open_counter(now: Situation) -> NextStep | None:
    promises = now.promises
    if promises.are_called or not (promises.late or promises.breaking):
        return None
    spare = quickest(promises.spare)
    values: dict[str, object] = {
        "counter": spare.code if spare else "",
        "late": promises.late,
        "n": promises.breaking,
        "minutes": BREAKS_WITHIN // timedelta(minutes=1),
        "number": promises.first,
        "due": promises.first_due_at,
    }
    what = OPEN_SENTENCES[spare.state] if spare else NONE_TO_SPARE
    return NextStep(StepKind.OPEN_COUNTER, what, _why_open(promises), values)


def _why_open(promises: PromisesAtRisk) -> str:
    if not promises.breaking:
        return N_("Tickets past their promise: %(late)s.")
    if promises.late:
        return N_("Tickets past their promise: %(late)s; within %(minutes)s min at this pace %(n)s more.")
    return N_("Promises that break within %(minutes)s min at this pace: %(n)s, the first %(number)s at %(due)s.")


def _long(now: Situation) -> NextStep | None:
    return _at_counter(
        now.long,
        StepKind.LONG,
        N_("Look whether counter %(counter)s needs help with %(number)s."),
        N_("%(time)s so far, target %(measure)s."),
    )


def _at_counter(visit: LongVisit | None, step: StepKind, what: str, why: str) -> NextStep | None:
    if visit is None:
        return None
    values: dict[str, object] = {
        "counter": visit.counter,
        "number": visit.number,
        "time": visit.seconds,
        "measure": visit.measure_seconds,
    }
    return NextStep(step, what, why, values)


def _follow_up(now: Situation) -> NextStep | None:
    return _counted(
        now.follow_ups_due,
        StepKind.FOLLOW_UP,
        N_("See that they are answered."),
        N_("Follow-ups due within the hour: %(n)s."),
    )


def _claim(now: Situation) -> NextStep | None:
    return _counted(
        now.claims,
        StepKind.CLAIM,
        N_("Confirm them, or find them normal."),
        N_("Exceptional transactions to look at before the day is over: %(n)s."),
    )


def _check(now: Situation) -> NextStep | None:
    return _counted(now.checks_due, StepKind.CHECK, N_("Begin the next one."), N_("Spot checks due now: %(n)s."))


def _counted(count: int, step: StepKind, what: str, why: str) -> NextStep | None:
    return NextStep(step, what, why, {"n": count}) if count else None


_RULES: tuple[Callable[[Situation], NextStep | None], ...] = (
    _come,
    _settle,
    _recover,
    _idle,
    _forgotten,
    _open_counter,
    _long,
    _follow_up,
    _claim,
    _check,
)


def quickest(spare: Sequence[SpareCounter]) -> SpareCounter | None:
    """The counter that can call soonest, the first of its kind; None if there is none to spare."""
    for state in OPEN_SENTENCES:
        for counter in spare:
            if counter.state is state:
                return counter
    return None
