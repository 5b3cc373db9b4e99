"""What feedback is computed from: taps, questions put and closed visits, as plain facts. Pure.

`hour` is the hour on the hall's wall. Codes are None where nobody is credited, or no counter takes part.
"""

from datetime import date, datetime
from typing import NamedTuple

from storeops.quality.ratings.moments import Moment, Place, WhyShown


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
