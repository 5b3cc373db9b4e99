"""The kinds of devices that are enrolled, and what each may do by itself: one row each. Pure.

What a program may do does not follow from its kind: it was told when it was enrolled (scopes.py).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storeops.base.i18n import N_
from storeops.people.roles import Permission


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    BOARD = "board"
    PAD = "pad"
    GREETER = "greeter"
    INTEGRATION = "integration"


LONGEST_NAME = 80
"""Of a device, in characters."""


@dataclass(frozen=True)
class DeviceRow:
    """One kind. `name` is translated where it is shown.

    `is_unlimited`: it may ask as often as it likes, as another program of the house does.
    """

    name: str
    permissions: frozenset[Permission] = frozenset()
    is_unlimited: bool = False


DEVICES: dict[DeviceKind, DeviceRow] = {
    DeviceKind.KIOSK: DeviceRow(N_("Kiosk"), frozenset({Permission.ISSUE})),
    DeviceKind.BOARD: DeviceRow(N_("Board")),
    DeviceKind.PAD: DeviceRow(N_("Rating pad")),
    DeviceKind.GREETER: DeviceRow(N_("Greeter's tablet"), frozenset({Permission.ISSUE, Permission.MOVE_TICKETS})),
    DeviceKind.INTEGRATION: DeviceRow(N_("Program"), is_unlimited=True),
}
"""Every kind, once."""


_AS_ACTOR = "device:"


def device_actor(name: str) -> str:
    """What the journal keeps of a device as the one that asks."""
    return f"{_AS_ACTOR}{name}"


def device_of(actor: str) -> str | None:
    """The name of the device that the journal keeps as `actor`; None where it is none."""
    return actor.removeprefix(_AS_ACTOR) if actor.startswith(_AS_ACTOR) else None


# What is known of those that are enrolled


@dataclass(frozen=True)
class Bearer:
    """A device that shows its token with each request. `scopes` are a program's, parted by commas; None: no program.

    `expires_at` None: its token never does.
    """

    id: int
    name: str
    kind: DeviceKind
    scopes: str | None
    expires_at: datetime | None


@dataclass(frozen=True)
class EnrolledScreen:
    """A browser that is enrolled as a kiosk, board or pad; `counter` is a pad's."""

    id: int
    name: str
    kind: DeviceKind
    counter: str | None
    browser: str


@dataclass(frozen=True)
class Device:
    """An enrolled device, as whoever looks after it knows it. `browser` is None for a bearer of a token."""

    id: int
    name: str
    kind: DeviceKind
    counter: str | None
    is_counter_in_use: bool | None
    scopes: str | None
    browser: str | None
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class Sighting:
    """From where a device was seen; not known: nobody has said yet that it is the same machine.

    `browser_version` is that of a screen's browser when it was seen there last; None where it told none.
    """

    device_id: int
    address: str
    browser: str
    first_seen_at: datetime
    last_seen_at: datetime
    is_known: bool
    browser_version: int | None
