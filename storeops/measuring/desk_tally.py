"""What a day's time at the counters adds up to. Pure; whole seconds."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from storeops.measuring import desk_time
from storeops.measuring.facts import DeskFacts
from storeops.measuring.measures import MeasuredVisit


@dataclass(frozen=True, slots=True)
class DeskTally:
    """The sums of some local days; days on which nobody was signed in are in none."""

    days: int = 0
    """Days on which anybody was signed in."""
    days_with_counters: int = 0
    """Those of them on which the counter of anybody is known: only there it is known who stood free."""
    finished: int = 0
    """Transactions finished in visits of these days."""
    handled: int = 0
    """The handling of these transactions together."""
    signed_in: int = 0
    present: int = 0
    """Signed in, less the pauses."""
    after_work: int = 0
    idle: int = 0
    """Free while a ticket that the counter may serve waited."""

    @classmethod
    def of_day(cls, desks: DeskFacts | None, visits: Sequence[MeasuredVisit]) -> "DeskTally":
        """The sums of one day: who sat where, and the visits of that day. None: nobody was signed in."""
        if desks is None:
            return cls()
        handlings = [handling for visit in visits for handling in visit.handlings]
        return cls(
            days=1,
            days_with_counters=int(any(span.counter_id is not None for span in desks.signed_in)),
            finished=len(handlings),
            handled=sum(handlings),
            signed_in=desk_time.signed_in_seconds(desks),
            present=desk_time.present_seconds(desks),
            after_work=desk_time.after_work_seconds(desks),
            idle=desk_time.idle_while_waiting(desks),
        )

    @classmethod
    def merged(cls, parts: Sequence["DeskTally"]) -> "DeskTally":
        """All parts together."""
        return cls(*(sum(getattr(part, field.name) for part in parts) for field in fields(cls)))

    def as_json(self) -> list[int]:
        """The sums in order; empty where nobody was signed in."""
        return list(astuple(self)) if self.days else []

    @classmethod
    def from_json(cls, stored: Sequence[int]) -> "DeskTally":
        """What as_json wrote."""
        return cls(*stored)
