"""What the JSON API takes beside what the verbs need. Strict like them."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from storeops.base.i18n import Language
from storeops.hall.targets import Segment
from storeops.quality.ratings.moments import Moment
from storeops.queueing.verb_bodies import Body, Code


class NewTicket(Body):
    """`phone` is taken for later messages and not kept; `booked_at` counts for appointments only."""

    service: Code
    segment: Segment = Segment.STANDARD
    language: Language = "zh"
    phone: Annotated[str, StringConstraints(max_length=40)] | None = None
    channel: Literal["kiosk", "greeter", "phone", "api"] = "api"
    booked_at: AwareDatetime | None = None


class SignIn(Body):
    """`code` is of the second factor, for those who have one."""

    employee: Code
    pin: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    code: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None


class NewRating(Body):
    """`value` is 1 (very bad) to 5 (very good); `reason` may stand beside a 1 or 2."""

    moment: Moment
    value: int
    reason: Code | None = None


class TakenBack(Body):
    rating: int


class IssuingToStop(Body):
    """Without a service: the whole hall."""

    service: Code | None = None
    reason: Code


class IssuingToResume(Body):
    service: Code | None = None
