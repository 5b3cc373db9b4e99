"""D7: one customer's visit cut into several tickets. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import MoveFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.early_close import CALLS
from storeops.quality.detectors.flag import Detector, Verdict
from storeops.quality.detectors.share_flags import share_flags
from storeops.quality.detectors.subject_shares import counted

SENTENCE = N_(
    "%(hits)s of %(total)s visits look like a part of the visit before: %(own_share)s, against %(pooled_share)s in the"
    " hall. %(same)s were of a customer served already that day, %(own)s were issued by the clerk, %(picked)s were"
    " drawn during the visit before and picked by number right after it."
)
SIGNS = ("same", "own", "picked")


class ServedVisit(NamedTuple):
    """A finished visit and the sign, if any, that it continues another one."""

    employee: str
    sign: str | None


def split_tickets(moves: Sequence[MoveFact], customers: Mapping[int, str], settings: DetectorSettings) -> Verdict:
    """Flag each clerk with too many visits that look like a part of the one before.

    Signs: the customer is known and this clerk served another ticket of theirs that day; the clerk issued the ticket;
    or it was drawn between the call and the finish of the clerk's ticket before, picked by number (not called in turn)
    and called within 60 s of that finish. The share is judged as `share_flags` says. Imported visits do not tell.
    """
    visits = Counter(served_visits(moves, customers, settings.next_ticket_seconds))
    judged, flags = share_flags(
        Detector.SPLIT_TICKETS,
        SENTENCE,
        counted(visits, lambda visit: visit.employee, lambda visit: visit.sign is not None),
        settings,
        lambda share: {sign: visits[ServedVisit(share.subject, sign)] for sign in SIGNS},
    )
    return Verdict(Detector.SPLIT_TICKETS, judged, tuple(flags))


def served_visits(moves: Sequence[MoveFact], customers: Mapping[int, str], within: int) -> Iterator[ServedVisit]:
    """The finished visits of each clerk in the order of the finish; a reopened one counts once."""
    issued_by: dict[int, str] = {}
    called: dict[int, MoveFact] = {}
    last_finish: dict[str, MoveFact] = {}
    picked: set[int] = set()
    served: set[tuple[str, str]] = set()
    finished: set[int] = set()
    for move in moves:
        ticket_id, kind, at, _, employee, actor, issued_at = move
        if kind == "issue":
            issued_by[ticket_id] = actor
        elif kind in CALLS and employee:
            called[ticket_id] = move
            if kind == "call_ticket" and issued_at is not None:
                before = last_finish.get(employee)
                is_soon = before is not None and 0 <= at - before.at <= within
                if is_soon and before and called[before.ticket_id].at <= issued_at <= before.at:
                    picked.add(ticket_id)
        elif kind == "finish" and employee:
            last_finish[employee] = move
            if ticket_id in finished:
                continue
            finished.add(ticket_id)
            customer = customers.get(ticket_id)
            yield ServedVisit(employee, _sign(move, customer, issued_by, picked, served))
            if customer is not None:
                served.add((employee, customer))


def _sign(
    finish: MoveFact,
    customer: str | None,
    issued_by: Mapping[int, str],
    picked: set[int],
    served: set[tuple[str, str]],
) -> str | None:
    if customer is not None and (finish.employee, customer) in served:
        return "same"
    if finish.ticket_id in issued_by and issued_by[finish.ticket_id] == f"employee:{finish.employee}":
        return "own"
    return "picked" if finish.ticket_id in picked else None
