"""The hall's promises and targets, and the values they may take. Pure."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

from storeops.base.each_field import each_field
from storeops.base.i18n import N_
from storeops.base.whole_number import given_within

LATEST_TICKET_MINUTES = 600
"""The last tickets of a day are given so long before closing time at most."""

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
    "last_ticket_minutes": (0, LATEST_TICKET_MINUTES),
    "issue_burst": (1, 1000),
    "kiosk_gap_seconds": (0, 3600),
    "program_gap_seconds": (0, 3600),
}
"""The lowest and the highest value of each, as the schema checks them."""


@dataclass(frozen=True)
class SettingWords:
    """What a setting is called, and in what it is counted."""

    label: str
    unit: str


@dataclass(frozen=True)
class SettingGroup:
    """Settings that stand together, by name."""

    title: str
    settings: dict[str, SettingWords]
    hint: str = ""


_SECONDS = N_("seconds")
_MINUTES = N_("minutes")

SETTING_GROUPS = (
    SettingGroup(
        N_("Promised wait until the call"),
        {
            "standard_wait_seconds": SettingWords(N_("Standard customers"), _SECONDS),
            "assisted_wait_seconds": SettingWords(N_("Assisted customers"), _SECONDS),
            "vip_wait_seconds": SettingWords(N_("VIP customers"), _SECONDS),
            "appointment_wait_seconds": SettingWords(N_("Appointments, from the booked time"), _SECONDS),
        },
        N_("The promise that is due first is called first. Tickets already issued keep their promise."),
    ),
    SettingGroup(
        N_("Targets of the hall"),
        {
            "wait_target_seconds": SettingWords(N_("Wait until the first call"), _SECONDS),
            "walk_target_seconds": SettingWords(N_("Walk from the call to the start"), _SECONDS),
        },
    ),
    SettingGroup(
        N_("Calling"),
        {
            "recall_gap_seconds": SettingWords(N_("Time between two calls of a ticket"), _SECONDS),
            "calls_before_no_show": SettingWords(N_("Calls before a no-show"), N_("calls")),
        },
    ),
    SettingGroup(
        N_("Around the opening hours"),
        {
            "tickets_before_opening_minutes": SettingWords(N_("Tickets start before opening"), _MINUTES),
            "last_ticket_minutes": SettingWords(N_("Last tickets before closing time"), _MINUTES),
        },
    ),
    SettingGroup(
        N_("How fast tickets may be taken"),
        {
            "issue_burst": SettingWords(N_("At one kiosk or by one program at once"), N_("tickets")),
            "kiosk_gap_seconds": SettingWords(N_("Then at a kiosk one in"), _SECONDS),
            "program_gap_seconds": SettingWords(N_("Then by a program one in"), _SECONDS),
        },
        N_("0 seconds: no limit."),
    ),
)
"""All of them as the set-up form shows them; the words are translated there."""


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
    last_ticket_minutes: int
    issue_burst: int
    kiosk_gap_seconds: int
    program_gap_seconds: int


def refuse_out_of_range(targets: Targets) -> None:
    """WholeNumberNeeded for each value that lies outside its limits."""
    with each_field() as take:
        for name, value in asdict(targets).items():
            take(given_within, name, value, *TARGET_LIMITS[name])


@dataclass(frozen=True)
class IssueLimits:
    """How many tickets one device may take at once, and in how many seconds then the next; 0: no limit."""

    issue_burst: int
    kiosk_gap_seconds: int
    program_gap_seconds: int


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
