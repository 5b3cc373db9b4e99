"""The kinds of devices that are enrolled, and what each may do by itself: one row each. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from storeops.people.roles import RUNNING, Permission


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    BOARD = "board"
    PAD = "pad"
    GREETER = "greeter"
    INTEGRATION = "integration"


@dataclass(frozen=True)
class DeviceRow:
    """One kind. `is_unlimited`: it may ask as often as it likes, as another program of the house does."""

    permissions: frozenset[Permission] = frozenset()
    is_unlimited: bool = False


DEVICES: dict[DeviceKind, DeviceRow] = {
    DeviceKind.KIOSK: DeviceRow(frozenset({Permission.ISSUE})),
    DeviceKind.BOARD: DeviceRow(),
    DeviceKind.PAD: DeviceRow(),
    DeviceKind.GREETER: DeviceRow(frozenset({Permission.ISSUE, Permission.MOVE_TICKETS})),
    DeviceKind.INTEGRATION: DeviceRow(RUNNING | {Permission.SEE_QUALITY}, is_unlimited=True),
}
"""Every kind, once."""
