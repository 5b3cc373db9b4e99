"""What the JSON API takes. Strict: a number where text belongs is refused, not converted."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from storeops.base.i18n import Language
from storeops.hall.targets import Segment
from storeops.quality.ratings.moments import Moment
from storeops.queueing.ticket import TransactionClass

Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Body(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class Nothing(Body):
    """A verb that needs nothing."""


class NewTicket(Body):
    """`phone` is taken for later messages and not kept; `booked_at` counts for appointments only."""

    service: Code
    segment: Segment = Segment.STANDARD
    language: Language = "zh"
    phone: Annotated[str, StringConstraints(max_length=40)] | None = None
    channel: Literal["kiosk", "greeter", "phone", "api"] = "api"
    booked_at: AwareDatetime | None = None


class SignIn(Body):
    employee: Code
    pin: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class OpenCounter(Body):
    """`employee` may be left out by an employee who opens the counter for themself."""

    employee: Code | None = None


class Pause(Body):
    reason: Code


class SystemPause(Body):
    reason: Code = "system_fault"


class CallTicket(Body):
    number: Code


class NextTransaction(Body):
    """`service` is that of the transaction that begins; class and reason are those of the one that ends."""

    service: Code
    transaction_class: TransactionClass = Field(TransactionClass.NORMAL, alias="class")
    reason: Code | None = None


class Finish(Body):
    transaction_class: TransactionClass = Field(TransactionClass.NORMAL, alias="class")
    reason: Code | None = None


class Transfer(Body):
    service: Code


class NewRating(Body):
    """`value` is 1 (very bad) to 5 (very good); `reason` may stand beside a 1 or 2."""

    moment: Moment
    value: int
    reason: Code | None = None


class TakenBack(Body):
    rating: int
