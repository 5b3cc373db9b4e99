"""What feedback is computed from: taps, questions put and closed visits, as plain facts. Pure.

`hour` is the hour on the hall's wall. Codes are None where nobody is credited, or no counter takes part.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from storeops.base.business_time import instant
from storeops.measuring.wall_clock import wall_clock
from storeops.quality.ratings.moments import Moment, Place, WhyShown
from storeops.quality.ratings.visit_tap import VisitTap


class RatingFact(NamedTuple):
    """A tap that stands; `answered_on` is its local day."""

    ticket_id: int
    business_day: str
    moment: Moment
    value: int
    answered_at: datetime
    answered_on: date
    hour: int
    employee: str | None


class PromptFact(NamedTuple):
    """A question that was put; `answered_at` is None where no tap of it stands."""

    ticket_id: int
    moment: Moment
    why: WhyShown
    place: Place
    counter: str | None
    employee: str | None
    hour: int
    answered_at: datetime | None


class ServedFact(NamedTuple):
    """A visit that this system served to its end, at which the end is asked. `hour` is that of its end."""

    ticket_id: int
    employee: str | None
    hour: int


def rating_facts(taps: Iterable[VisitTap], codes: Mapping[int, str], zone: ZoneInfo) -> list[RatingFact]:
    """The taps as feedback looks at them, in the same order; `codes` are the employees' numbers by id."""
    local, moments = wall_clock(zone), {moment.value: moment for moment in Moment}
    found = []
    for tap in taps:
        day, hour = local(tap.answered_second)
        employee = None if tap.employee_id is None else codes[tap.employee_id]
        answered_at, moment = instant(tap.answered_at), moments[tap.moment]
        found.append(RatingFact(tap.ticket_id, tap.business_day, moment, tap.value, answered_at, day, hour, employee))
    return found
