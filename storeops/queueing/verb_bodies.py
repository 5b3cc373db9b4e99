"""What a verb must be told beside the ticket or the counter it is for. Pure.

Strict: a number where text belongs is refused, not converted.
"""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from storeops.hall.targets import Segment
from storeops.queueing.ticket import TransactionClass

Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]


Told = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class Body(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class Nothing(Body):
    """A verb that needs nothing."""


class OfTicket(Body):
    """`id` says which ticket of a number is meant, unless it is the one that is alive, or that of the latest day."""

    id: int | None = None


class ChangeSegment(Body):
    """The segment that the customer is of; `id` as in OfTicket."""

    segment: Segment
    id: int | None = None


class OpenCounter(Body):
    """`employee` may be left out by an employee who opens the counter for themself."""

    employee: Code | None = None


class Pause(Body):
    reason: Code


class SystemPause(Body):
    reason: Code = "system_fault"


class CallTicket(Body):
    """`id` as in OfTicket."""

    number: Code
    id: int | None = None


class NextTransaction(Body):
    """`service` is that of the transaction that begins; class and reason are those of the one that ends.

    `reply` is what the customer of technical business was told, `promised_at` by when the answer was promised.
    """

    service: Code
    transaction_class: TransactionClass = Field(TransactionClass.NORMAL, alias="class")
    reason: Code | None = None
    reply: Told | None = None
    promised_at: AwareDatetime | None = None


class Finish(Body):
    """`reply` is what the customer of technical business was told, `promised_at` by when the answer was promised."""

    transaction_class: TransactionClass = Field(TransactionClass.NORMAL, alias="class")
    reason: Code | None = None
    reply: Told | None = None
    promised_at: AwareDatetime | None = None


class Transfer(Body):
    service: Code
