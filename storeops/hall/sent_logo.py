"""A logo as it was sent, and as it is kept. Pure, and light: it decodes none."""

from dataclasses import dataclass

LARGEST_LOGO_BYTES = 1024 * 1024


@dataclass(frozen=True)
class SentLogo:
    """A logo to be written anew: what somebody sent, whatever it is."""

    content: bytes


@dataclass(frozen=True)
class CleanLogo:
    """A PNG that was written anew."""

    content: bytes
