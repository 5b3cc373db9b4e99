"""The hall's promises and targets, and the values they may take. Pure."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

from storeops.base.errors import WholeNumberNeeded

TARGET_LIMITS: dict[str, tuple[int, int]] = {
    "standard_wait_seconds": (0, 86400),
    "assisted_wait_seconds": (0, 86400),
    "vip_wait_seconds": (0, 86400),
    "appointment_wait_seconds": (0, 86400),
    "wait_target_seconds": (1, 86400),
    "walk_target_seconds": (1, 86400),
    "recall_gap_seconds": (0, 3600),
    "calls_before_no_show": (1, 20),
    "tickets_before_opening_minutes": (0, 1440),
    "close_day_after_minutes": (0, 600),
}
"""The lowest and the highest value of each, as the schema checks them."""


@dataclass(frozen=True)
class Targets:
    """What the hall promises its customers and asks of itself; an appointment's wait counts from the booked time."""

    standard_wait_seconds: int
    assisted_wait_seconds: int
    vip_wait_seconds: int
    appointment_wait_seconds: int
    wait_target_seconds: int
    walk_target_seconds: int
    recall_gap_seconds: int
    calls_before_no_show: int
    tickets_before_opening_minutes: int
    close_day_after_minutes: int


def refuse_out_of_range(targets: Targets) -> None:
    """WholeNumberNeeded for the first value that lies outside its limits."""
    for name, value in asdict(targets).items():
        low, high = TARGET_LIMITS[name]
        if not low <= value <= high:
            raise WholeNumberNeeded(name, low=low, high=high)


class Segment(StrEnum):
    STANDARD = "standard"
    ASSISTED = "assisted"
    VIP = "vip"
    APPOINTMENT = "appointment"


@dataclass(frozen=True)
class Promises:
    """Within which time each segment is promised to be called; an appointment's counts from the booked time."""

    standard: timedelta
    assisted: timedelta
    vip: timedelta
    appointment: timedelta

    def of(self, segment: Segment) -> timedelta:
        return {
            Segment.STANDARD: self.standard,
            Segment.ASSISTED: self.assisted,
            Segment.VIP: self.vip,
            Segment.APPOINTMENT: self.appointment,
        }[segment]
