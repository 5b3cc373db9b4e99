"""What the hall, its offer and its counters refuse, by name. Pure."""

from storeops.base.errors import AlreadyExists, FieldRefused, InUse, NotFound, StoreOpsError
from storeops.base.i18n import N_


class UnknownService(NotFound):
    sentence = N_("There is no service %(service)s; choose one from the list.")


class UnknownCategory(NotFound):
    sentence = N_("There is no category %(category)s; choose one from the list.")


class UnknownCounter(NotFound):
    sentence = N_("There is no counter %(counter)s; choose one from the list.")


class UnknownTicket(NotFound):
    sentence = N_("There is no such ticket; take a new one at the kiosk or ask the greeter.")


class CounterNotOpen(StoreOpsError):
    sentence = N_("Counter %(counter)s is not open; open it or end the pause first.")


class CounterNotPaused(StoreOpsError):
    sentence = N_("Counter %(counter)s is not paused.")


class CounterNotWrappingUp(StoreOpsError):
    sentence = N_("Counter %(counter)s is not doing after-work.")


class CounterOpen(StoreOpsError):
    sentence = N_("Counter %(counter)s is already open; close it there first or choose another.")


class CodeTaken(AlreadyExists):
    sentence = N_("The code %(code)s is taken; choose another.")


class PrefixTaken(StoreOpsError):
    sentence = N_("The letter %(prefix)s belongs to another category; choose a free one.")


class CategoryInUse(InUse):
    sentence = N_("Category %(prefix)s has services or had tickets, and stays; switch its services off instead.")


class CounterInUse(InUse):
    sentence = N_("Counter %(counter)s is open now; close it there first.")


class CodeNeeded(FieldRefused):
    sentence = N_("Enter 1 to %(limit)s letters (a to z), digits, hyphens or underscores.")


class LetterNeeded(FieldRefused):
    sentence = N_("Enter one letter from A to Z.")


class ClosingTooEarly(FieldRefused):
    sentence = N_("Closing time must come after opening time.")


class ColourNeeded(FieldRefused):
    sentence = N_("Enter a colour such as #0a4f8f.")


class ColourTooLight(FieldRefused):
    sentence = N_("White letters on %(colour)s are hard to read; the nearest colour that is dark enough is %(darker)s.")


class LogoRefused(FieldRefused):
    sentence = N_("Choose a PNG, JPEG or WebP picture of at most %(limit)s MB.")


class OfferStands(StoreOpsError):
    sentence = N_("The codes or letters of all nine categories are in use in this hall already.")


class HoursOverlap(FieldRefused):
    sentence = N_("Two spans of one day overlap; let the next begin when the one before has ended.")


class HoursNeeded(FieldRefused):
    sentence = N_("Enter the hours of at least one day, or choose that the hall never closes.")


class ServiceNeeded(FieldRefused):
    sentence = N_("Choose at least one service, or let the counter serve everything.")


class TimeNotInDoubt(StoreOpsError):
    sentence = N_("The time of the hall's computer is not in doubt; nothing has to be confirmed.")
