"""A workbook as it was sent. Pure, and light: it reads none."""

from dataclasses import dataclass

LARGEST_BOOK_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class SentBook:
    """A workbook whose texts are to be read: what somebody sent, whatever it is."""

    content: bytes
