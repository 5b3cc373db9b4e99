"""What happened to a follow-up, in the order in which it happened. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    """One line of a timeline. Those of warnings, call-backs and verdicts carry their step, outcome or ruling as
    `detail`; that of a ruling with the kind of case before a dot."""

    OPENED = "opened"
    REPLIED = "replied"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_OVER = "taken_over"
    CALLED_BACK = "called_back"
    WARNED = "warned"
    CONTACT_READ = "contact_read"
    CLOSED = "closed"
    PROPOSED = "proposed"
    RULED = "ruled"


@dataclass(frozen=True)
class TimelineEntry:
    """`who` is a name; `to` the colleague of a hand-over; `note` what was written. Empty where there is none."""

    at: datetime
    what: What
    who: str = ""
    to: str = ""
    detail: str = ""
    note: str = ""


def in_order(entries: Iterable[TimelineEntry]) -> list[TimelineEntry]:
    """By time; what happened at one instant in the order of What, so that nothing comes before the opening."""
    ranks = {what: rank for rank, what in enumerate(What)}
    return sorted(entries, key=lambda entry: (entry.at, ranks[entry.what]))
