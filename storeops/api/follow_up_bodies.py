"""What the endpoints of follow-ups take. `employee` names who does it; employees may leave it out, programs may not."""

from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from storeops.quality.follow_ups.case import Kind, Outcome
from storeops.quality.follow_ups.verdict import Ruling
from storeops.queueing.verb_bodies import Body, Code

Text = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Note = Annotated[str, StringConstraints(max_length=500)]
Phone = Annotated[str, StringConstraints(max_length=40)]


class Acting(Body):
    """A verb that needs nothing but who does it."""

    employee: Code | None = None


class NewFollowUp(Acting):
    """`owner` is the first employee asked, the opener unless named; `promised_at` is left out where the norm holds.

    The phone number is only for calling back; it is kept encrypted and cleared 24 h after the follow-up is closed. A
    code that tells whether the same customer comes again stays for 35 days. The hall may set other times.
    """

    kind: Kind
    summary: Text
    ticket: Code | None = None
    owner: Code | None = None
    promised_at: AwareDatetime | None = None
    phone: Phone | None = None
    reply: Text | None = None
    praised: Code | None = None


class Reply(Acting):
    reply: Text


class HandOver(Acting):
    to: Code
    note: Note = ""


class CallBack(Acting):
    outcome: Outcome
    note: Note = ""


class Close(Acting):
    """`ruling` is what is said of a complaint, `about` whom it counts to; it counts once somebody who may judge agrees.

    Left out, it is ruled on later.
    """

    resolution: Text
    ruling: Ruling | None = None
    about: Code | None = None


class Reopen(Acting):
    """`promised_at` is left out where the norm of the kind holds anew."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    promised_at: AwareDatetime | None = None
