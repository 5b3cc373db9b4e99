"""A month of stars that somebody wants closed, as it is handed to the process that does it. Pure, and light."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StarsClosing:
    """A work: close a month in the name of this actor, or count a closed one again; the version in force afterwards."""

    month: str
    by: str
