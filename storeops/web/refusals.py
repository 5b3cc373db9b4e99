"""What is refused of a request before anybody looks at what it asks, by name. Pure."""

from storeops.base.errors import NotFound, StoreOpsError
from storeops.base.i18n import N_


class FormExpired(StoreOpsError):
    status = 400
    sentence = N_("This page was open too long; go back, reload it and try again.")


class MalformedBody(StoreOpsError):
    status = 422
    sentence = N_("The body is not a JSON object in UTF-8; send one, or nothing where nothing is needed.")


class TooLarge(StoreOpsError):
    status = 413
    sentence = N_("The request is larger than %(limit)s bytes; send less.")


class TooManyRequests(StoreOpsError):
    status = 429
    sentence = N_("Too many requests; wait a moment and try again.")


class NumberNotMeant(StoreOpsError):
    status = 422
    sentence = N_(
        "%(name)s seems to hold a phone or identity number; take it out, or add numbers_are_meant=1 to the address."
    )


class NoSuchPage(NotFound):
    sentence = N_("There is nothing at this address; go back to the start.")


class MethodNotAllowed(StoreOpsError):
    status = 405
    sentence = N_("This address does not take %(method)s requests.")


class TooManyStreams(StoreOpsError):
    status = 503
    sentence = N_("All live connections are taken; poll instead, or try again in a minute.")


class FeedAway(StoreOpsError):
    """The journal cannot be read; the server's log tells why, and /healthz since when."""

    status = 503
    sentence = N_("The live feed stands still at the moment; it goes on by itself once the database can be read again.")


class Fault(StoreOpsError):
    """Something that nobody foresaw; the server's log tells of it under `number`."""

    status = 500
    sentence = N_(
        "Something failed here that should not. Look whether it was done, then try once more;"
        " if it fails again, tell the administrator the number %(number)s."
    )


class HallAway(StoreOpsError):
    """The database can be neither written nor, perhaps, read; the server's log tells why under `number`."""

    status = 503
    sentence = N_(
        "The hall's database cannot be used at the moment: it is locked, or the disk is full. Try again in a moment;"
        " if it stays so, tell the administrator the number %(number)s."
    )


class HallDamaged(StoreOpsError):
    """Parts of the database are destroyed; the server's log tells which under `number`."""

    status = 503
    sentence = N_(
        "A part of the hall's database is damaged, and this needs it. Tell the administrator the number %(number)s;"
        " what to do is told at the hall's computer by: storeops check"
    )


class WorkTooLarge(StoreOpsError):
    """A work reached its limit of memory and was stopped."""

    status = 503
    sentence = N_(
        "This needed more than %(limit)s MB of memory and was stopped; nothing was changed."
        " Choose fewer days or another kind of file, or do it from the command line on a larger machine."
    )


class WorkTooLong(StoreOpsError):
    """A work reached its limit of time and was stopped."""

    status = 503
    sentence = N_(
        "This was not done after %(minutes)s minutes and was stopped; nothing was changed."
        " Try again when less is going on, or choose fewer days."
    )


class WorkStopped(StoreOpsError):
    """Nobody waited for a work any more, or the server ends."""

    status = 503
    sentence = N_("This was stopped before it was done; nothing was changed. Ask for it again.")


class WorkshopFull(StoreOpsError):
    status = 503
    sentence = N_("Many reports are being made already; try again in a minute.")
