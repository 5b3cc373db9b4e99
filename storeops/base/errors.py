"""Everything StoreOps refuses, by name.

A refusal says in one sentence what is so and what to do. `sentence` is a message for translation; the named
values in it are given when it is raised. `status` is what HTTP answers; the command line exits with `exit_code`.
"""

import re
from typing import ClassVar

from storeops.base.i18n import N_, Language, translate


class StoreOpsError(Exception):
    """A named refusal. Raise one of the children."""

    status: ClassVar[int] = 409
    exit_code: ClassVar[int] = 1
    sentence: ClassVar[str] = ""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.in_language("en"))

    @property
    def slug(self) -> str:
        """The stable name of this refusal in URLs and logs: `TicketNotWaiting` is `ticket-not-waiting`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def in_language(self, language: Language) -> str:
        """The sentence, in `language`."""
        return translate(language, self.sentence, self.values)


class NotFound(StoreOpsError):
    """Something named does not exist."""

    status = 404


class BadValue(StoreOpsError):
    """A value that cannot be used."""

    status = 422
    sentence = N_("%(name)s cannot be %(value)s: %(rule)s.")


# Issuing


class HallClosed(StoreOpsError):
    sentence = N_("The hall is closed and gives no tickets now; tickets start at %(tickets_from)s.")


class ServiceClosed(StoreOpsError):
    sentence = N_("The service %(service)s is not offered at the moment; choose another or ask the greeter.")


class UnknownService(NotFound):
    sentence = N_("There is no service %(service)s; choose one from the list.")


class UnknownCategory(NotFound):
    sentence = N_("There is no category %(category)s; choose one from the list.")


class UnknownTicket(NotFound):
    sentence = N_("There is no such ticket; take a new one at the kiosk or ask the greeter.")


# At the counter


class UnknownCounter(NotFound):
    sentence = N_("There is no counter %(counter)s; choose one from the list.")


class QueueEmpty(NotFound):
    sentence = N_("Nobody is waiting for counter %(counter)s.")


class CounterBusy(StoreOpsError):
    sentence = N_("Counter %(counter)s still has ticket %(number)s; finish it first.")


class CounterNotOpen(StoreOpsError):
    sentence = N_("Counter %(counter)s is not open; open it or end the pause first.")


class CounterNotPaused(StoreOpsError):
    sentence = N_("Counter %(counter)s is not paused.")


class CounterNotWrappingUp(StoreOpsError):
    sentence = N_("Counter %(counter)s is not doing after-work.")


class CounterOpen(StoreOpsError):
    sentence = N_("Counter %(counter)s is already open; close it there first or choose another.")


class CounterNotYours(StoreOpsError):
    status = 403
    sentence = N_("Counter %(counter)s belongs to a colleague now; only they or a duty manager may do this.")


class EmployeeInactive(StoreOpsError):
    sentence = N_("Employee %(employee)s is not active; ask the administrator.")


class EmployeeElsewhere(StoreOpsError):
    sentence = N_("Employee %(employee)s is signed in at counter %(counter)s; close it there first.")


class UnknownEmployee(NotFound):
    sentence = N_("There is no employee %(employee)s; check the number.")


# The ticket's life


class TicketNotWaiting(StoreOpsError):
    sentence = N_("Ticket %(number)s is not waiting any more; look at the queue and choose another.")


class TicketNotServedHere(StoreOpsError):
    sentence = N_("Counter %(counter)s does not serve what ticket %(number)s came for; choose another ticket.")


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


class TicketNotVoidable(StoreOpsError):
    sentence = N_("Ticket %(number)s can no longer be voided; cancel it or finish it instead.")


class TooLate(StoreOpsError):
    sentence = N_("Ticket %(number)s can be changed like this for %(limit)s only; issue a new ticket.")


class TooSoon(StoreOpsError):
    sentence = N_("Ticket %(number)s was called just now; call again in %(seconds)s seconds.")


class TooFewCalls(StoreOpsError):
    sentence = N_("Ticket %(number)s was called %(calls)s time(s); call it %(needed)s times before a no-show.")


class AlreadyPaused(StoreOpsError):
    sentence = N_("Ticket %(number)s already has a system pause; end it first.")


class NotPaused(StoreOpsError):
    sentence = N_("Ticket %(number)s has no system pause to end.")


class UnknownTransaction(NotFound):
    sentence = N_("There is no such finished transaction; refresh the desk.")


class ChangedMeanwhile(StoreOpsError):
    sentence = N_("Somebody changed this at the same moment; look again and repeat if it is still needed.")


# Doors


class SignInRefused(StoreOpsError):
    status = 401
    sentence = N_("Employee number and PIN do not match; try again or ask the administrator.")


class SignInLocked(StoreOpsError):
    status = 429
    sentence = N_("Too many wrong PINs; try again in %(minutes)s minutes or ask the administrator.")


class NotSignedIn(StoreOpsError):
    status = 401
    sentence = N_("You are not signed in; sign in with your employee number and PIN.")


class NotAllowed(StoreOpsError):
    status = 403
    sentence = N_("Your role (%(role)s) may not do this; ask a duty manager or the administrator.")


class FormExpired(StoreOpsError):
    status = 400
    sentence = N_("This page was open too long; go back, reload it and try again.")


class DeviceExists(StoreOpsError):
    sentence = N_("A device named %(name)s exists already; choose another name.")


# Requests


class MalformedBody(StoreOpsError):
    status = 422
    sentence = N_("The body is not a JSON object in UTF-8; send one, or nothing where nothing is needed.")


class TooLarge(StoreOpsError):
    status = 413
    sentence = N_("The request is larger than %(limit)s bytes; send less.")


class TooManyRequests(StoreOpsError):
    status = 429
    sentence = N_("Too many requests; wait a moment and try again.")


class NoSuchPage(NotFound):
    sentence = N_("There is nothing at this address; go back to the start.")


class MethodNotAllowed(StoreOpsError):
    status = 405
    sentence = N_("This address does not take %(method)s requests.")


class KeyReused(StoreOpsError):
    status = 422
    sentence = N_("This Idempotency-Key was used for another request; make a new one.")


class TooManyStreams(StoreOpsError):
    status = 503
    sentence = N_("All live connections are taken; poll instead, or try again in a minute.")


class Overloaded(StoreOpsError):
    status = 503
    sentence = N_("The database is busy; try again in a moment.")


# Set-up


class AlreadyExists(StoreOpsError):
    sentence = N_("%(name)s %(code)s exists already; choose another code.")


class CodeTaken(AlreadyExists):
    sentence = N_("The code %(code)s is taken; choose another.")


class PrefixTaken(StoreOpsError):
    sentence = N_("The letter %(prefix)s belongs to another category; choose a free one.")


class InUse(StoreOpsError):
    sentence = N_("%(name)s %(code)s is in use now; close it first.")


class CounterInUse(InUse):
    sentence = N_("Counter %(counter)s is open now; close it there first.")


class CounterStillOpen(InUse):
    sentence = N_("Counter %(counter)s is still open; pause or close it before you sign out.")


class LastAdministrator(StoreOpsError):
    sentence = N_("Employee %(employee)s is the last active administrator; appoint another one first.")


class FieldRefused(BadValue):
    """One field of a form cannot be used; the sentence says what to enter. Raise one of the children."""

    def __init__(self, field: str, **values: object) -> None:
        self.field = field
        super().__init__(**values)


class WholeNumberNeeded(FieldRefused):
    sentence = N_("Enter a whole number from %(low)s to %(high)s.")


class NumberNeeded(FieldRefused):
    sentence = N_("Enter a number above 0 and up to %(high)s, such as 2.5.")


class TextNeeded(FieldRefused):
    sentence = N_("Enter 1 to %(limit)s characters.")


class TextTooLong(FieldRefused):
    sentence = N_("Enter at most %(limit)s characters.")


class CodeNeeded(FieldRefused):
    sentence = N_("Enter 1 to %(limit)s letters (a to z), digits, hyphens or underscores.")


class LetterNeeded(FieldRefused):
    sentence = N_("Enter one letter from A to Z.")


class TimeNeeded(FieldRefused):
    sentence = N_("Enter a time such as 09:00.")


class DayNeeded(FieldRefused):
    sentence = N_("Enter a day such as 2026-10-01.")


class ClosingTooEarly(FieldRefused):
    sentence = N_("Closing time must come after opening time.")


class HoursNeeded(FieldRefused):
    sentence = N_("Enter the hours of at least one day, or choose that the hall never closes.")


class ServiceNeeded(FieldRefused):
    sentence = N_("Choose at least one service, or let the counter serve everything.")


class PinNeeded(FieldRefused):
    sentence = N_("Enter a PIN of 4 to 12 digits.")


class ChoiceNeeded(FieldRefused):
    sentence = N_("Choose one from the list.")


# Files, schema, settings


class HallExists(StoreOpsError):
    sentence = N_("%(path)s exists already and was not changed; choose another path.")


class DatabaseMissing(StoreOpsError):
    exit_code = 3
    sentence = N_("There is no database at %(path)s; make one with: storeops --db %(path)s init")


class NotADatabase(StoreOpsError):
    exit_code = 3
    sentence = N_("%(path)s is not a StoreOps database; name the right file with --db.")


class DatabaseUnwritable(StoreOpsError):
    exit_code = 3
    sentence = N_("%(path)s cannot be opened for writing (%(cause)s); check the folder's rights and free space.")


class OldSchema(StoreOpsError):
    exit_code = 3
    sentence = N_("The database %(path)s has an older schema; run: storeops --db %(path)s migrate")


class NewerSchema(StoreOpsError):
    exit_code = 3
    sentence = N_("The database %(path)s was made by a newer StoreOps; install that version.")


class BrokenSetting(StoreOpsError):
    exit_code = 3
    sentence = N_("The setting %(name)s is %(value)s; it must be %(rule)s.")


class PortTaken(StoreOpsError):
    sentence = N_("Port %(port)s on %(host)s cannot be used (%(cause)s); choose another with --port.")


class UnreadableFile(StoreOpsError):
    sentence = N_("%(path)s cannot be read (%(cause)s); nothing was taken.")


class FolderUnwritable(StoreOpsError):
    sentence = N_("Nothing could be written to %(path)s (%(cause)s); choose another folder or make room.")


class WrongHeader(StoreOpsError):
    sentence = N_("The header of %(path)s lacks: %(missing)s; nothing was taken.")


class ImportRefused(StoreOpsError):
    sentence = N_("%(count)s rows would be refused and --strict takes all or nothing; nothing was taken.")
