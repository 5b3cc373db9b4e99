"""The rules of pairing a screen: how long a code lives, and how it is typed. Pure."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.people.devices import DeviceKind
from storeops.people.refusals import PairingCodeExpired, ScreenGone, UnknownPairingCode

SCREEN_KINDS = (DeviceKind.KIOSK, DeviceKind.BOARD, DeviceKind.PAD)
"""What a screen can be enrolled as."""
CODE_LASTS = timedelta(minutes=10)
"""A screen that nobody pairs shows another code after this."""
GONE_AFTER = timedelta(minutes=2)
"""A screen that shows a code says so twice a minute; one that was silent for this long is switched off."""
CODE_KEPT_FOR = timedelta(days=1)
SCREEN_LASTS = timedelta(days=90)
"""A screen that nobody switched on for this long has to be paired anew."""
CODES_OF_AN_ADDRESS = 20
"""More screens than this do not wait at one address: the oldest of its codes goes."""
CODES_OF_ALL = 2000

_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class PairingCode:
    """A code, and what is known of the screen that shows it. `kind` and `counter_code` follow from its address.

    `seen_at`: when the screen said last that it still shows it.
    """

    code: str
    token_hash: str
    kind: DeviceKind
    counter_code: str | None
    address: str
    browser: str
    shown_at: datetime
    seen_at: datetime


def new_code() -> str:
    """Six digits, evenly drawn."""
    return f"{secrets.randbelow(10**6):06d}"


def typed_code(text: str) -> str:
    """A code as it is kept, from one that was typed with blanks or a dash. UnknownPairingCode."""
    code = re.sub(r"[\s-]", "", text)
    if not _CODE.fullmatch(code):
        raise UnknownPairingCode
    return code


def refuse_stale(shown_at: datetime, seen_at: datetime, now: datetime) -> None:
    """PairingCodeExpired or ScreenGone where a code leads to no screen any more."""
    if now - shown_at >= CODE_LASTS:
        raise PairingCodeExpired
    if now - seen_at > GONE_AFTER:
        raise ScreenGone
