"""What a verb must be told beside the ticket or the counter it is for. Pure.

Strict: a number where text belongs is refused, not converted.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from storeops.queueing.ticket import TransactionClass

Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Body(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class Nothing(Body):
    """A verb that needs nothing."""


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
