"""What the queue refuses, by name. Pure."""

from storeops.base.errors import FieldRefused, InUse, NotFound, StoreOpsError
from storeops.base.i18n import N_, Language, translate
from storeops.hall.reasons import STOP_REASONS


class HallClosed(StoreOpsError):
    sentence = N_("The hall is closed and gives no tickets now; tickets start at %(tickets_from)s.")


class ServiceClosed(StoreOpsError):
    sentence = N_("The service %(service)s is not offered at the moment; choose another or ask the greeter.")


class LastTicketGiven(StoreOpsError):
    sentence = N_("The last tickets for this were given at %(time)s; please come on another day, or ask our staff.")


class IssuingStopped(StoreOpsError):
    """`reason` is the code of why."""

    sentence = N_("No tickets are given at the moment: %(reason)s. Please ask our staff.")

    def in_language(self, language: Language) -> str:
        reason = STOP_REASONS[str(self.values["reason"])]
        return translate(language, self.sentence, {**self.values, "reason": translate(language, reason)})


class ServiceStopped(IssuingStopped):
    sentence = N_("No tickets are given for this service at the moment: %(reason)s. Please ask our staff.")


class StoppedAlready(StoreOpsError):
    sentence = N_("No tickets are given there already; look at the page again.")


class IssuingGoesOn(StoreOpsError):
    sentence = N_("Tickets are given there; nothing is stopped.")


class TooManyTickets(StoreOpsError):
    status = 429
    sentence = N_("Tickets are taken too fast here; please try again in %(seconds)s s.")


class NoDevice(NotFound):
    sentence = N_("No device of that name has issued tickets lately; choose one from the list.")


class QueueEmpty(NotFound):
    sentence = N_("Nobody is waiting for counter %(counter)s.")


class CounterBusy(StoreOpsError):
    sentence = N_("Counter %(counter)s still has ticket %(number)s; finish it first.")


class CounterNotYours(StoreOpsError):
    status = 403
    sentence = N_("Counter %(counter)s belongs to a colleague now; only they or a duty manager may do this.")


class SegmentAlready(StoreOpsError):
    sentence = N_("Ticket %(number)s is of this kind already; choose another kind of customer.")


class TicketNotWaiting(StoreOpsError):
    sentence = N_("Ticket %(number)s is not waiting any more; look at the queue and choose another.")


class TicketNotServedHere(StoreOpsError):
    sentence = N_("Counter %(counter)s does not serve what ticket %(number)s came for; choose another ticket.")


class PlaceNotFound(NotFound):
    sentence = N_("We find no ticket with this number and time. Please look again, or ask our staff.")


class TooManyPlaceTries(StoreOpsError):
    status = 429
    sentence = N_("That was tried too often. Please wait a minute, or ask our staff.")


class TicketNotCalled(StoreOpsError):
    sentence = N_("No called ticket waits to be served at counter %(counter)s; call one first.")


class TicketNotServing(StoreOpsError):
    sentence = N_("No ticket is being served at counter %(counter)s; start one first.")


class TicketNotActive(StoreOpsError):
    sentence = N_("Counter %(counter)s has no ticket at the moment; call one first.")


class TicketNotServed(StoreOpsError):
    sentence = N_("No ticket was finished at counter %(counter)s that could be reopened.")


class TicketNotOnHold(StoreOpsError):
    sentence = N_("Ticket %(number)s is not on hold.")


class TicketNotNoShow(StoreOpsError):
    sentence = N_("Ticket %(number)s is not marked as a no-show.")


class TicketNotAbandoned(StoreOpsError):
    sentence = N_("Ticket %(number)s was not ended by the close of the day; there is nothing to take back.")


class DayIsOver(StoreOpsError):
    sentence = N_("Ticket %(number)s is of an earlier day; issue a new ticket.")


class TicketNotVoidable(StoreOpsError):
    sentence = N_("Ticket %(number)s can no longer be voided; cancel it or finish it instead.")


class TooLate(StoreOpsError):
    sentence = N_("Ticket %(number)s can be changed like this for %(limit)s only; issue a new ticket.")


class TooSoon(StoreOpsError):
    sentence = N_("Ticket %(number)s was called just now; call again in %(seconds)s seconds.")


class TooFewCalls(StoreOpsError):
    sentence = N_("Ticket %(number)s was called %(calls)s time(s); call it %(needed)s times before a no-show.")


class EndNotThen(FieldRefused):
    sentence = N_("Ticket %(number)s was still served then, or that time has not come; enter when it really ended.")


class VisitsWouldEnd(FieldRefused):
    sentence = N_(
        "Visits that would end at once, as by these hours the day is over and no counter is open: %(count)s."
        " Tick the box if this is meant."
    )


class VisitsEndWithCounter(StoreOpsError):
    sentence = N_(
        "It is past closing time and no counter but %(counter)s is open: closing it ends the visits of those who still"
        " wait, %(count)s. Nothing was closed; close it once more if this is meant."
    )


class PeopleWouldWaitLonger(FieldRefused):
    sentence = N_(
        "Waiting now with a turn after closing time by these hours: %(count)s."
        " Nobody is sent home: they are served as long as a counter is open. Tick the box if this is meant."
    )


class AlreadyPaused(StoreOpsError):
    sentence = N_("Ticket %(number)s already has a system pause; end it first.")


class NotPaused(StoreOpsError):
    sentence = N_("Ticket %(number)s has no system pause to end.")


class UnknownTransaction(NotFound):
    sentence = N_("There is no such finished transaction; refresh the desk.")


class CounterStillOpen(InUse):
    sentence = N_("Counter %(counter)s is still open; pause or close it before you sign out.")
