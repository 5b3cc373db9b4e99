"""Why the next customer is next, in one sentence. Pure: the call order itself stands in call_order.

This is the one place that names what puts a ticket out of the order of promises: reinstating a no-show, taking
somebody back after the day's end, and changing the segment of somebody who waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storeops.base.i18n import N_
from storeops.hall.targets import Segment
from storeops.queueing.ticket import Verb

MOVES_ORDER = (Verb.REINSTATE, Verb.CHANGE_SEGMENT, Verb.TAKE_BACK)
"""The verbs that move a ticket's place in the order of calls."""

ONLY_ONE = N_("%(number)s: promise due %(due)s, the only one waiting.")
ISSUED_FIRST = N_("%(number)s: promise due %(due)s, issued first.")
SAME_PROMISE = N_("%(number)s: promise due %(due)s like %(other)s, issued first.")
DUE_EARLIER = N_("%(number)s (%(segment)s): promise due %(due)s, before %(other)s at %(other_due)s.")
REINSTATED = N_("%(number)s: back after a no-show, those placed before it were called.")
TAKEN_BACK = N_("%(number)s: taken back after the day's end, those placed before it were called.")
CHANGED = N_("%(number)s: counts as %(segment)s now, its turn is as if promised by %(turn)s.")
OTHERS_REINSTATED = N_("%(number)s: promise due %(due)s; the others are back after a no-show.")
OTHERS_MOVED = N_("%(number)s: promise due %(due)s; the places of the others were changed.")

_MOVED: Mapping[Verb | None, str] = {Verb.CHANGE_SEGMENT: CHANGED, Verb.TAKE_BACK: TAKEN_BACK}
"""Why a ticket that something else than a no-show moved is next."""


@dataclass(frozen=True)
class InLine:
    """What the call order knows of a waiting ticket; `moved_by` is the verb that moved it last, None if none did."""

    number: str
    segment: Segment
    issued_at: datetime
    due_at: datetime
    order_at: datetime
    moved_by: Verb | None = None


@dataclass(frozen=True)
class WhyNext:
    """A sentence for translation; `other` is the ticket that it is compared with, None where there is none."""

    sentence: str
    first: InLine
    other: InLine | None


def why_next(line: Sequence[InLine]) -> WhyNext | None:
    """Why the first of `line`, which stands in call order, is called next; None if nobody waits."""
    if not line:
        return None
    first, *others = line
    if not others:
        return WhyNext(ONLY_ONE, first, None)
    if first.order_at != first.due_at:
        return WhyNext(_MOVED.get(first.moved_by, REINSTATED), first, None)
    by_promise = [ticket for ticket in others if ticket.order_at == ticket.due_at]
    if not by_promise:
        are_moved = any(ticket.moved_by in _MOVED for ticket in others)
        return WhyNext(OTHERS_MOVED if are_moved else OTHERS_REINSTATED, first, None)
    earliest = min(by_promise, key=lambda ticket: ticket.issued_at)
    if earliest.issued_at < first.issued_at:
        return WhyNext(DUE_EARLIER, first, earliest)
    if by_promise[0].due_at == first.due_at:
        return WhyNext(SAME_PROMISE, first, by_promise[0])
    return WhyNext(ISSUED_FIRST, first, by_promise[0])
