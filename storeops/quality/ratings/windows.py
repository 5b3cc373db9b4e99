"""When each moment may be asked of a visit, from its state and its times. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.quality.ratings.moments import (
    ASKED_AFTER_FINISH,
    CALLBACK_WITHIN,
    DRAWN_MOMENTS,
    OVERALL_FROM,
    OVERALL_UNTIL,
    RECOVERY_WITHIN,
    TICKET_WITHIN,
    Moment,
    WhyShown,
)
from storeops.quality.ratings.rated_visit import RatedVisit
from storeops.queueing.ticket import State

TAKEN_BACK = frozenset({State.VOID, State.CANCELLED})


@dataclass(frozen=True)
class Window:
    """From when until when a moment may be asked. `until` None: no end yet."""

    since: datetime
    until: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now <= self.until)


def window(visit: RatedVisit, moment: Moment) -> Window | None:
    """The window of a moment, whether or not it was drawn; None: it is not asked of this visit as it stands."""
    return _WINDOWS[moment](visit) if is_asked_at_all(visit) else None


def is_asked_at_all(visit: RatedVisit) -> bool:
    """Whether anything is asked of a visit: not of history, and not of tickets that were taken back."""
    return not visit.is_imported and visit.state not in TAKEN_BACK


def why_asked(visit: RatedVisit, moment: Moment) -> WhyShown | None:
    """Why a moment is asked of a visit; None: it was not drawn."""
    if moment is Moment.FAREWELL:
        return WhyShown.END
    if moment not in DRAWN_MOMENTS:
        return WhyShown.CASE
    return visit.draw.why if moment in visit.draw.moments else None


def asked_anew_from(visit: RatedVisit, moment: Moment) -> datetime | None:
    """A question counts once in a visit; but each finish has its own end, each case its own question.

    Questions shown before this instant do not stand in the way of another. None: all do.
    """
    if moment is Moment.FAREWELL:
        return visit.finished_at
    if moment is Moment.CALLBACK:
        return visit.case.closed_at if visit.case else None
    if moment is Moment.RECOVERY:
        return visit.recovery.taken_at if visit.recovery else None
    return None


def _after_issue(visit: RatedVisit) -> Window | None:
    return Window(visit.issued_at, visit.issued_at + TICKET_WITHIN) if visit.state is State.WAITING else None


def _after_call(visit: RatedVisit) -> Window | None:
    if visit.first_called_at is None:
        return None
    if visit.ended_at is None:
        return Window(visit.first_called_at, None)
    finish = _after_finish(visit)
    return Window(visit.first_called_at, finish.until) if finish else None


def _after_finish(visit: RatedVisit) -> Window | None:
    return _lasting(visit.finished_at, ASKED_AFTER_FINISH)


def _after_recovery(visit: RatedVisit) -> Window | None:
    return _lasting(visit.recovery.closed_at if visit.recovery else None, RECOVERY_WITHIN)


def _after_case(visit: RatedVisit) -> Window | None:
    return _lasting(visit.case.closed_at if visit.case else None, CALLBACK_WITHIN)


def _after_days(visit: RatedVisit) -> Window | None:
    if visit.ended_at is None:
        return None
    return Window(visit.ended_at + OVERALL_FROM, visit.ended_at + OVERALL_UNTIL)


def _lasting(since: datetime | None, length: timedelta) -> Window | None:
    return Window(since, since + length) if since else None


_WINDOWS: Mapping[Moment, Callable[[RatedVisit], Window | None]] = {
    Moment.GREETING: _after_issue,
    Moment.TICKET: _after_issue,
    Moment.WAITING: _after_call,
    Moment.UNDERSTANDING: _after_finish,
    Moment.RESULT: _after_finish,
    Moment.MONEY: _after_finish,
    Moment.FAREWELL: _after_finish,
    Moment.RECOVERY: _after_recovery,
    Moment.CALLBACK: _after_case,
    Moment.OVERALL: _after_days,
}
