"""The legs format: one row per leg, the neutral form in which queue history comes in and goes out. Pure.

Columns: COLUMNS and, where known, OPTIONAL_COLUMNS. A time without an offset is on the hall's wall clock. Real logs
are dirty, and a row is taken unless it cannot be true:

- refused: missing or unreadable cells, served legs without a start or an end, starts more than 2 s before the issue,
  ends before starts, legs cancelled before their issue;
- taken: a call after the start or before the issue, legs of one visit that overlap or leave gaps, a business day that
  is not the date of the issue, missing counters, employees, calls and (unless served) ends. They stay missing: the
  wait of a leg without a call ends at its start, and its walk is unknown;
- void rows need an issue only, but what else they tell may not contradict itself either;
- a call without its last call is the last call, and the other way round;
- a served leg that was handled for more than 4 h was left open, whatever it says.

`held_seconds` of a held leg is the time until it was resumed; of any other, time on hold within its handling.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from storeops.base.i18n import N_
from storeops.hall.targets import Segment
from storeops.history import cell_values
from storeops.history.cell_values import local_text
from storeops.history.refusal import RowRefused

COLUMNS = (
    "business_day",
    "ticket",
    "leg",
    "service",
    "segment",
    "issued_at",
    "called_at",
    "started_at",
    "ended_at",
    "counter",
    "employee",
    "outcome",
)
OPTIONAL_COLUMNS = ("last_called_at", "held_seconds", "left_open")

STARTS_EARLY_BY = timedelta(seconds=2)
"""Clocks that round apart: a start up to this much before the issue is a wait of 0."""
LEFT_OPEN_AFTER = timedelta(hours=4)
"""Nobody is handled for longer: somebody forgot to finish."""

VisitKey = tuple[str, str]
"""Business day and ticket."""
LegKey = tuple[str, str, int]
"""Business day, ticket and leg."""


class LegOutcome(StrEnum):
    SERVED = "served"
    TRANSFERRED = "transferred"
    HELD = "held"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    VOID = "void"


_OUTCOMES = {outcome.value: outcome for outcome in LegOutcome}
_SEGMENTS = {segment.value: segment for segment in Segment}


@dataclass(frozen=True, slots=True)
class LegRow:
    """One leg as the format tells it. Instants are aware UTC; None: did not happen, or was not recorded.

    `issued_at` is when this leg began to wait: for a later leg the moment of its transfer or resumption.
    """

    business_day: str
    ticket: str
    leg: int
    service: str
    segment: Segment
    issued_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    counter: str | None
    employee: str | None
    outcome: LegOutcome
    last_called_at: datetime | None
    held_seconds: int | None
    left_open: bool

    @property
    def visit(self) -> VisitKey:
        return self.business_day, self.ticket

    @property
    def key(self) -> LegKey:
        return self.business_day, self.ticket, self.leg


def was_left_open(outcome: LegOutcome, started_at: datetime | None, ended_at: datetime | None, is_marked: bool) -> bool:
    """Whether a leg's end says nothing about its handling: it is marked so, or too late to be true."""
    if is_marked or outcome is not LegOutcome.SERVED or started_at is None or ended_at is None:
        return is_marked
    return ended_at - started_at > LEFT_OPEN_AFTER


def read_leg(cells: Mapping[str, str], zone: ZoneInfo) -> LegRow:
    """The leg that a row tells; RowRefused with the reason where it cannot be taken."""
    day, ticket = read_visit(cells)
    number = read_leg_number(cells)
    service = cell_values.needed_text(cells, "service")
    segment = _SEGMENTS[cell_values.one_of(cells, "segment", _SEGMENTS)]
    issued_at = cell_values.needed_moment(cells, "issued_at", zone)
    called_at = cell_values.moment(cells, "called_at", zone)
    last_called_at = cell_values.moment(cells, "last_called_at", zone)
    started_at = cell_values.moment(cells, "started_at", zone)
    ended_at = cell_values.moment(cells, "ended_at", zone)
    outcome = _OUTCOMES[cell_values.one_of(cells, "outcome", _OUTCOMES)]
    row = LegRow(
        business_day=day,
        ticket=ticket,
        leg=number,
        service=service,
        segment=segment,
        issued_at=issued_at,
        called_at=called_at or last_called_at,
        started_at=started_at,
        ended_at=ended_at,
        counter=cell_values.code(cells, "counter"),
        employee=cell_values.code(cells, "employee"),
        outcome=outcome,
        last_called_at=last_called_at or called_at,
        held_seconds=cell_values.count(cells, "held_seconds"),
        left_open=was_left_open(outcome, started_at, ended_at, cell_values.flag(cells, "left_open")),
    )
    _refuse_untrue(row)
    return row


def read_visit(cells: Mapping[str, str]) -> VisitKey:
    """Which visit a row belongs to; RowRefused where it does not say."""
    return cell_values.needed_day(cells, "business_day"), cell_values.needed_text(cells, "ticket")


def read_leg_number(cells: Mapping[str, str]) -> int:
    """Which leg of its visit a row tells; RowRefused where it does not say."""
    number = cell_values.count(cells, "leg")
    if number is None:
        raise RowRefused(N_("%(column)s is missing"), column="leg")
    return number


def _refuse_untrue(row: LegRow) -> None:
    if row.outcome is LegOutcome.SERVED and (row.started_at is None or row.ended_at is None):
        raise RowRefused(N_("served without a start or an end"))
    if row.started_at and row.started_at < row.issued_at - STARTS_EARLY_BY:
        raise RowRefused(N_("starts more than 2 s before its issue"))
    if row.started_at and row.ended_at and row.ended_at < row.started_at:
        raise RowRefused(N_("ends before it starts"))
    if row.outcome is LegOutcome.CANCELLED and row.ended_at and row.ended_at < row.issued_at:
        raise RowRefused(N_("cancelled before its issue"))


def write_leg(row: LegRow, zone: ZoneInfo) -> list[str]:
    """The cells of a leg in the order of COLUMNS and OPTIONAL_COLUMNS; times local with their offset."""
    return [
        row.business_day,
        row.ticket,
        str(row.leg),
        row.service,
        row.segment.value,
        local_text(row.issued_at, zone),
        local_text(row.called_at, zone),
        local_text(row.started_at, zone),
        local_text(row.ended_at, zone),
        row.counter or "",
        row.employee or "",
        row.outcome.value,
        local_text(row.last_called_at, zone),
        "" if row.held_seconds is None else str(row.held_seconds),
        "1" if row.left_open else "0",
    ]
