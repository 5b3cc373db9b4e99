"""What held the floor up, as a report keeps it: transactions over their target, pauses, transfers. Pure.

Reasons, services and segments are codes; durations are seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storeops.reports.layout.blocks import Number
from storeops.reports.sections.section_json import KEY, UNTOLD_IF_NONE


@dataclass(frozen=True)
class ServiceOverTarget:
    """The measured transactions of a service. `share`: those over the target, of all; `reasons`: by reason given."""

    service: str
    transactions: int
    over: int
    share: float | None
    seconds_over: int
    reasons: Mapping[str, int]


@dataclass(frozen=True)
class ReasonOverTarget:
    """The transactions over their target with one reason; None: none was given."""

    reason: str | None
    count: int
    seconds_over: int


@dataclass(frozen=True)
class RemovableStep:
    """A reason that can be removed, at one service."""

    reason: str
    service: str
    count: int
    seconds_over: int


@dataclass(frozen=True)
class ForgottenFinish:
    """A transaction that took over six times its service's median: its finish was likely forgotten.

    It counts with `counted_seconds` where time over the target is added up.
    """

    day: str
    number: str
    service: str
    seconds: int
    counted_seconds: int


@dataclass(frozen=True)
class FloorOverTarget:
    """The transactions that have a target, and those beyond it; most seconds first everywhere.

    `forgotten` are the longest of those whose finish was likely forgotten; None where there are none.
    """

    transactions: int
    over: int
    seconds_over: int
    by_service: Sequence[ServiceOverTarget]
    by_reason: Sequence[ReasonOverTarget]
    steps: Sequence[RemovableStep]
    forgotten: Sequence[ForgottenFinish] | None = field(default=None, metadata={UNTOLD_IF_NONE: True})


@dataclass(frozen=True)
class PausesOfReason:
    """How many pauses had a reason, and how long they were together."""

    reason: str
    count: int
    seconds: int


@dataclass(frozen=True)
class FloorPauses:
    """The pauses of counters and of the systems, the longest together first."""

    counter: Sequence[PausesOfReason]
    system: Sequence[PausesOfReason]


@dataclass(frozen=True)
class MoveBetween:
    """How often customers were sent on from one service to another."""

    source: str = field(metadata={KEY: "from"})
    target: str = field(metadata={KEY: "to"})
    count: int


@dataclass(frozen=True)
class FloorTransfers:
    """The visits that were transferred, and their moves, most frequent first."""

    visits: int
    moves: Sequence[MoveBetween]


@dataclass(frozen=True)
class SpecialCustomers:
    """Tickets by special segment; `assisted_wait_median`: of those who needed help and were served.

    Diversion and electronic channels are None: nothing records them yet.
    """

    assisted: int
    assisted_served: int
    assisted_wait_median: Number | None
    vip: int
    appointments: int
    diversion_rate: float | None
    electronic_share: float | None
