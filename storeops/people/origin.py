"""From where somebody signs in. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class SessionPlace(StrEnum):
    CONSOLE = "console"
    API = "api"


@dataclass(frozen=True)
class Origin:
    """An address, which browser it is in two words, and the cookie by which it may be known from before."""

    place: SessionPlace
    address: str
    browser: str = ""
    cookie: str | None = None
