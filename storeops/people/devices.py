"""The kinds of devices that are enrolled, and what each may do by itself: one row each. Pure.

What a program may do does not follow from its kind: it was told when it was enrolled (scopes.py).
"""

from dataclasses import dataclass
from enum import StrEnum

from storeops.people.roles import Permission


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
    DeviceKind.INTEGRATION: DeviceRow(is_unlimited=True),
}
"""Every kind, once."""
