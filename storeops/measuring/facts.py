"""What reports are computed from: visits with their legs and transactions, as plain facts. Pure.

Instants are whole seconds since 1970 (UTC): stamps are cut to seconds before anything is subtracted.

A month holds some hundred thousand of these. They are named tuples where there are so many, because a frozen dataclass
takes four times as long to make.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

Second = int


class TransactionFact(NamedTuple):
    """One piece of business. `paused_seconds`: coded system pauses, and time on hold told by an imported log.

    `outcome` is finished, unfinished or left_open; None while it goes on.
    """

    service: str
    target_seconds: int | None
    transaction_class: str
    started_at: Second
    ended_at: Second | None
    outcome: str | None
    paused_seconds: int


class LegFact(NamedTuple):
    """One wait and its service. None: did not happen, or was not recorded."""

    service: str
    queued_at: Second
    first_called_at: Second | None
    last_called_at: Second | None
    started_at: Second | None
    ended_at: Second | None
    counter: str | None
    employee: str | None
    outcome: str | None
    left_open: bool
    transactions: Sequence[TransactionFact]


class VisitFact(NamedTuple):
    """One ticket. `legs` leaves void ones out unless there are no others; there is at least one.

    `service` is what the customer came for first; `opens_at` the opening of the business day, None where the hall
    never closes; `ended_at` None while the visit goes on. `left_with_follow_up`: a complaint, a technical case or
    unfinished business written down with its ticket was still open when it ended, or came of a call for the duty
    manager during it.
    """

    business_day: str
    number: str
    segment: str
    state: str
    issued_at: Second
    booked_at: Second | None
    due_at: Second
    ended_at: Second | None
    estimate_low_seconds: int | None
    estimate_high_seconds: int | None
    service: str
    opens_at: Second | None
    legs: Sequence[LegFact]
    left_with_follow_up: bool = False


@dataclass(frozen=True, slots=True)
class CounterStretch:
    """Some time at a counter; the counter is None where a roster does not name it."""

    counter_id: int | None
    begins_at: Second
    ends_at: Second


class WaitingStretch(NamedTuple):
    """Some time in which one ticket waited for one service."""

    service_id: int
    begins_at: Second
    ends_at: Second


@dataclass(frozen=True)
class DeskFacts:
    """Who sat where when, and when each counter had a ticket called or served.

    `serves` holds the services of each counter, None where it serves everything.
    """

    signed_in: Sequence[CounterStretch]
    pauses: Sequence[CounterStretch]
    after_work: Sequence[CounterStretch]
    busy: Sequence[CounterStretch]
    waiting: Sequence[WaitingStretch]
    serves: dict[int, frozenset[int] | None]
