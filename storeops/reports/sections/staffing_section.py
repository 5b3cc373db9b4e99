"""Counters open and counters needed, as a report keeps them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from storeops.promises.erlang import Rung
from storeops.reports.layout.blocks import Number


@dataclass(frozen=True)
class StaffedHalfHour:
    """A local half hour (HH:MM) of the mean open day. See staffing_view for what each value counts.

    `planned` is None: no plan is kept yet. `needed` is None where no number of counters is known, `open` where nobody
    was ever signed in.
    """

    half_hour: str
    planned: Number | None
    needed: int | None
    open: Number | None
    arrivals: float
    ladder: Sequence[Rung]


@dataclass(frozen=True)
class ShortHalfHour:
    """A half hour that lacks counters."""

    half_hour: str
    needed: int
    open: Number


@dataclass(frozen=True)
class FloorStaffing:
    """The half hours of the day in their order, and those that lack counters."""

    half_hours: Sequence[StaffedHalfHour]
    short_half_hours: Sequence[ShortHalfHour]
