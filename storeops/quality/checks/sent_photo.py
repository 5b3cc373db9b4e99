"""A photo as it was sent, and as it is kept. Pure, and light: it decodes none."""

from dataclasses import dataclass

LARGEST_PHOTO_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class SentPhoto:
    """A photo to be written anew: what somebody sent, whatever it is."""

    content: bytes


@dataclass(frozen=True)
class CleanPhoto:
    """A photo that was written anew, and its media type."""

    content: bytes
    kind: str
