"""What is known of a visit when a question about it may be asked. Pure."""

from dataclasses import dataclass
from datetime import datetime

from storeops.base.i18n import Language
from storeops.quality.ratings.moments import CLERKS_MOMENTS, Moment
from storeops.quality.ratings.sampling import NOTHING, Draw
from storeops.queueing.ticket import State


@dataclass(frozen=True)
class RecoveryOfVisit:
    """A low rating of this visit that a duty manager took on. `closed_at` is None while they are at it."""

    taken_at: datetime
    taken_by: int
    closed_at: datetime | None


@dataclass(frozen=True)
class ClosedCase:
    """A follow-up of this visit that is closed, the latest; praise is no case."""

    closed_at: datetime
    owner_id: int


@dataclass(frozen=True)
class RatedVisit:
    """A ticket with all that decides what is asked of its customer. Instants are aware UTC; None: did not happen.

    `counter_id` is where the customer is called or served, or was last; `clerk_id` is who served last. `greeter_id`
    is who issued the ticket at the door. `is_left_open`: nobody finished it, the close of the day ended it. `draw` is
    what is asked of it beside its end.
    """

    ticket_id: int
    token: str
    number: str
    language: Language
    state: State
    is_imported: bool
    is_left_open: bool
    issued_at: datetime
    first_called_at: datetime | None
    ended_at: datetime | None
    counter_id: int | None
    clerk_id: int | None
    greeter_id: int | None
    case: ClosedCase | None
    recovery: RecoveryOfVisit | None
    draw: Draw = NOTHING

    @property
    def finished_at(self) -> datetime | None:
        """When a clerk finished the visit."""
        return self.ended_at if self.state is State.SERVED and not self.is_left_open else None

    def credited_to(self, moment: Moment) -> int | None:
        """The employee to whom a rating of a moment is credited; None: the hall, or nobody is known."""
        if moment in CLERKS_MOMENTS:
            return self.clerk_id
        if moment is Moment.CALLBACK:
            return self.case.owner_id if self.case else None
        if moment is Moment.RECOVERY:
            return self.recovery.taken_by if self.recovery else None
        return self.greeter_id if moment is Moment.GREETING else None
