"""What a server and the process of a heavy work say to each other."""

from collections.abc import Hashable
from dataclasses import dataclass

from storeops.base.clock import Clock
from storeops.base.settings import Settings

LENGTH = "!Q"
"""How the length of what follows, or of what came before, is written."""
MARK = "\x1e"
"""With it begins a line on standard error that tells how far a work is."""
LOG_MARK = "\x1d"
"""With it begins one that is for the log; all others were printed by some library."""
MEMORY_GONE = 71
"""The exit code where the limit of memory was reached."""

SUMMARIES = "summarize_days"
DELIVERY = "deliver_reports"
MAIL = "mail_reports"
BACKUP = "make_backup"
SENDING = "send_backup"
"""Jobs by the names that the table and those who do them share; the others are named by their document."""

MADE = "made"
REFUSED = "refused"
FAILED = "failed"


@dataclass(frozen=True)
class HeavyRequest:
    """A work, and what every work needs."""

    work: Hashable
    settings: Settings
    clock: Clock


@dataclass(frozen=True)
class JobDue:
    """A job of the table that found something due."""

    name: str
