"""What the detectors look at: one month's services, walks, moves, closes, taps and checks, as plain facts. Pure.

Instants are whole seconds since 1970 (UTC): stamps are cut to seconds before anything is subtracted. Employees are
given by number; None is nobody. Named tuples, because there are so many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from storeops.measuring.facts import Second, WaitingStretch


class ServiceFact(NamedTuple):
    """One finished transaction that has a handling."""

    employee: str | None
    handling_seconds: int
    target_seconds: int | None
    transaction_class: str


class ClassFact(NamedTuple):
    """What a finished transaction counted as: normal, or one of the classes that the 3 minutes leave out."""

    employee: str | None
    service_id: int
    is_normal: bool


class WalkFact(NamedTuple):
    """From the last call to the start of a service, and the handling that followed, None where it has none."""

    employee: str
    walk_seconds: int
    handling_seconds: int | None


class MoveFact(NamedTuple):
    """One move of a ticket of the hall's own, as the journal tells it; an issue only where an employee issued it.

    `employee` is whose counter it was at, `issued_at` when a ticket that is called by number was issued; None of any
    other move.
    """

    ticket_id: int
    kind: str
    at: Second
    counter_id: int | None
    employee: str | None
    actor: str
    issued_at: Second | None


class AwayFact(NamedTuple):
    """A counter's employee stops calling: a pause, after-work or the end of the shift begins."""

    counter_id: int
    begins_at: Second


class PadCloseFact(NamedTuple):
    """A visit of the hall's own that ended served: whether it waited long, and what became of the closing question."""

    employee: str
    has_long_wait: bool
    local_hour: int
    is_asked_on_pad: bool
    is_answered: bool


class TapFact(NamedTuple):
    """One answer on a counter's pad that was not taken back. `is_end`: to the closing question; `day`: of the visit."""

    employee: str
    counter_id: int | None
    at: Second
    value: int
    is_end: bool
    ticket_id: int
    day: str


class PhoneAnswerFact(NamedTuple):
    """One answer on a phone page that was not taken back. `browser` is None unless it is in doubt.

    `browser` names the phone and day, `is_accepted` says what was decided, None: nothing yet.
    """

    employee: str | None
    browser: int | None
    is_accepted: bool | None


class PadTapFact(NamedTuple):
    """One tap on a counter's pad that was not taken back.

    `is_attended`: somebody was signed in at the counter, and the visit had ended or, for the wait, begun there.
    `is_at_once`: it came sooner than anybody reads.
    """

    counter: str
    is_attended: bool
    is_at_once: bool


class InspectedFact(NamedTuple):
    """One spot check in its latest version. `employee` is None for the environment, `entered_at` for an imported one.

    `score` is None where no item applied.
    """

    inspector: str
    employee: str | None
    score: float | None
    item_count: int
    not_applicable_count: int
    entered_at: Second | None


@dataclass(frozen=True)
class DetectorFacts:
    """All facts of one month. `moves` in the order of the journal, `taps` and `checks` in the order of time.

    `services`, `classes`, `closes`, `phone_answers` and `pad_taps` are told with how many there were of each: whole
    months of them are much alike.
    `serves` holds the services of each counter that does not serve everything. `customers` tells by ticket which
    customer came on which day, where that is known. `has_questions`: customers were asked anything at all.
    `band_edges` are the totals at which one more star begins.
    """

    services: Mapping[ServiceFact, int] = field(default_factory=dict)
    classes: Mapping[ClassFact, int] = field(default_factory=dict)
    walks: Sequence[WalkFact] = ()
    moves: Sequence[MoveFact] = ()
    waiting: Sequence[WaitingStretch] = ()
    away: Sequence[AwayFact] = ()
    serves: Mapping[int, frozenset[int]] = field(default_factory=dict)
    customers: Mapping[int, str] = field(default_factory=dict)
    has_questions: bool = False
    closes: Mapping[PadCloseFact, int] = field(default_factory=dict)
    taps: Sequence[TapFact] = ()
    phone_answers: Mapping[PhoneAnswerFact, int] = field(default_factory=dict)
    pad_taps: Mapping[PadTapFact, int] = field(default_factory=dict)
    checks: Sequence[InspectedFact] = ()
    band_edges: Sequence[float] = ()
