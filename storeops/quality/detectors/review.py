"""What came of looking at a flag. Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Review:
    """One look at a flag. `reviewer` is a name, for the eyes of those who may see flags."""

    detector: str
    subject: str
    finding: str
    note: str
    reviewed_at: datetime
    reviewer: str
