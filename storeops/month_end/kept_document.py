"""A document that a hall keeps of each month: what it is called, where its versions stand, who closes it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar


@dataclass(frozen=True)
class VersionHead:
    """Which version of a month something is, and why there is one. `reason` None for version 1.

    `correction_id` is the newest correction that the version counts; 0: none.
    """

    month: str
    version: int
    closed_at: datetime
    closed_by: str
    reason: str | None
    correction_id: int


@dataclass(frozen=True)
class NewVersion(VersionHead):
    """A version with the SHA-256, in hexadecimal, that tells whether it still says what was kept."""

    checksum: str


Kept = TypeVar("Kept", bound=NewVersion)
"""One version of a document as it stands in the database."""


@dataclass(frozen=True)
class KeptDocument(Generic[Kept]):
    """One document of the month's end. What is kept of a version are the fields of `kept`, in columns of their names.

    `job` closes it, and `event` tells of each version. `closed` is the word of its columns for the closing.
    """

    name: str
    table: str
    kept: type[Kept]
    job: str
    event: str
    closed: str = "closed"

    def column_of(self, field: str) -> str:
        """The column of a field."""
        return f"{self.closed}{field.removeprefix('closed')}" if field in ("closed_at", "closed_by") else field
