"""Which verbs are offered, at a counter and in lists of tickets: just those that the tables of moves allow. Pure."""

from dataclasses import dataclass

from storeops.hall.counter import COUNTER_MOVES, CounterState, CounterVerb, allowed_counter_verbs
from storeops.queueing.ticket import State, Verb, allowed_verbs

_ELSEWHERE = frozenset({Verb.VOID, Verb.CANCEL, Verb.CLOSE_DAY})
"""Verbs of a ticket that belong to the hall page and the close of day."""


@dataclass(frozen=True)
class Offered:
    """The verbs that can be used now: those of the ticket, and those of the counter itself."""

    ticket: frozenset[Verb]
    counter: frozenset[CounterVerb]

    def __contains__(self, verb: Verb | CounterVerb) -> bool:
        return verb in self.ticket or verb in self.counter


def offered_at(counter: CounterState, ticket: State | None, *, is_system_paused: bool, may_reopen: bool) -> Offered:
    """What can be done at a counter in this state with this ticket (None: nobody is at it)."""
    of_counter = allowed_counter_verbs(counter)
    if ticket is not None:
        already_so = Verb.SYSTEM_PAUSE if is_system_paused else Verb.SYSTEM_RESUME
        free_only = {verb for verb in of_counter if COUNTER_MOVES[verb].needs_free}
        return Offered(allowed_verbs(ticket) - _ELSEWHERE - {already_so}, of_counter - free_only)
    of_ticket: set[Verb] = set()
    if counter is CounterState.OPEN:
        of_ticket = {Verb.CALL_NEXT, Verb.CALL_TICKET}
        if may_reopen:
            of_ticket.add(Verb.REOPEN)
    return Offered(frozenset(of_ticket), of_counter)


def offered_in_lists(state: State, *, is_new: bool) -> frozenset[Verb]:
    """What can be done with a ticket that is at no counter. `is_new`: it was issued so lately that it can be voided."""
    return allowed_verbs(state) if is_new else allowed_verbs(state) - {Verb.VOID}
