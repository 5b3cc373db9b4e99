"""From where somebody signs in. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class SessionPlace(StrEnum):
    CONSOLE = "console"
    API = "api"


@dataclass(frozen=True)
class Origin:
    """An address, which browser it is in two words, and by what it may be known from before.

    That is the cookie of the browser, and the token of the enrolled device from which somebody signs in.
    """

    place: SessionPlace
    address: str
    browser: str = ""
    cookie: str | None = None
    device_token: str | None = None
