"""What the staff side of feedback refuses. Pure."""

from storeops.base.errors import FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_


class UnknownRecovery(NotFound):
    sentence = N_("There is no such low rating; look at the hall page again.")


class RecoveryTaken(StoreOpsError):
    sentence = N_("A colleague (%(employee)s) has taken ticket %(number)s already; look at the other low ratings.")


class RecoveryClosed(StoreOpsError):
    sentence = N_("The low rating of ticket %(number)s is closed already; look at the hall page again.")


class RecoveryNotTaken(StoreOpsError):
    sentence = N_("Nobody has taken the low rating of ticket %(number)s yet; take it first, then say how it ended.")


class UnknownNumber(FieldRefused):
    sentence = N_("No ticket has the number %(number)s; check it, or leave the field empty.")
