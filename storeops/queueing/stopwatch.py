"""The times of a visit while they run, and how they stand against their targets. Pure.

Seconds are whole: instants are cut to seconds before they are subtracted, and a clock that jumps back gives 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from storeops.queueing.ticket import TransactionClass

NEAR_SHARE = 0.8
"""From this share of its target on, a running time is shown as nearly used up."""


class Pace(StrEnum):
    FINE = "fine"
    NEAR = "near"
    OVER = "over"


def whole_seconds(begins: datetime, ends: datetime) -> int:
    """Seconds from one instant to another, never below 0."""
    return max(0, int(ends.timestamp()) - int(begins.timestamp()))


@dataclass(frozen=True)
class Stopwatch:
    """A time that counts up from `since`, read at `until`; it has stopped there unless `is_running`.

    `offset_seconds` is added: the waits of earlier legs count too, system pauses do not (they make it negative).
    `target_seconds` None: not measured against a target.
    """

    since: datetime
    until: datetime
    is_running: bool
    target_seconds: int | None
    offset_seconds: int = 0

    @property
    def seconds(self) -> int:
        return max(0, whole_seconds(self.since, self.until) + self.offset_seconds)

    @property
    def near_at_seconds(self) -> int | None:
        """From when on it is nearly used up; None without a target."""
        return None if self.target_seconds is None else ceil(self.target_seconds * NEAR_SHARE)

    @property
    def pace(self) -> Pace | None:
        """How it stands; None without a target."""
        if self.target_seconds is None or self.near_at_seconds is None:
            return None
        if self.seconds >= self.target_seconds:
            return Pace.OVER
        return Pace.NEAR if self.seconds >= self.near_at_seconds else Pace.FINE


@dataclass(frozen=True)
class PauseSpan:
    """A system pause; `ended_at` None: the systems still stand."""

    reason: str
    started_at: datetime
    ended_at: datetime | None


def wait_begins(queued_at: datetime, booked_at: datetime | None, opening: datetime | None) -> datetime:
    """From when on waiting counts: not before the hall opens, nor before the booked time."""
    return max(moment for moment in (queued_at, booked_at, opening) if moment is not None)


def handling(
    started_at: datetime,
    ended_at: datetime | None,
    pauses: Iterable[PauseSpan],
    target_seconds: int | None,
    now: datetime,
) -> Stopwatch:
    """The handling of one transaction: system pauses are left out, an open one stops the watch."""
    paused_seconds = 0
    until = ended_at or now
    is_running = ended_at is None
    for pause in pauses:
        if pause.ended_at is None:
            until, is_running = pause.started_at, False
        else:
            paused_seconds += whole_seconds(pause.started_at, pause.ended_at)
    return Stopwatch(started_at, until, is_running, target_seconds, -paused_seconds)


def met_target(
    transaction_class: TransactionClass, outcome: str | None, handled_seconds: int, target_seconds: int | None
) -> bool | None:
    """Whether a transaction kept its target; None where it is not measured: only finished normal ones are."""
    if outcome != "finished" or transaction_class is not TransactionClass.NORMAL or target_seconds is None:
        return None
    return handled_seconds <= target_seconds


def is_one_stop(leg_count: int) -> bool:
    """Whether a served visit was completed where it began: one leg, however many transactions."""
    return leg_count == 1
