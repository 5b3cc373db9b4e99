"""What the floor refuses: calls for the duty manager, guideposts, cards, wishes and retention cases. Pure."""

from storeops.base.errors import FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_


class DutyCallOpen(StoreOpsError):
    sentence = N_("Counter %(counter)s has called the duty manager already; wait, or withdraw that call.")


class NoDutyCall(StoreOpsError):
    sentence = N_("Counter %(counter)s has not called the duty manager.")


class UnknownDutyCall(NotFound):
    sentence = N_("There is no such call for the duty manager; look at the hall page again.")


class DutyCallTaken(StoreOpsError):
    sentence = N_("%(name)s is coming to counter %(counter)s already.")


class DutyCallNotTaken(StoreOpsError):
    sentence = N_("Nobody has come to counter %(counter)s yet; say first that you are coming.")


class DutyCallClosed(StoreOpsError):
    sentence = N_("The call of counter %(counter)s is closed already.")


class DutyCallCounts(StoreOpsError):
    sentence = N_("That transaction has ended as exceptional; the duty manager closes the call.")


class DecisionNeeded(FieldRefused):
    sentence = N_("Write in 1 to %(limit)s characters what was decided.")


class UnknownClaim(NotFound):
    sentence = N_("There is no such exceptional transaction; look at the hall page again.")


class ClaimTooLate(StoreOpsError):
    sentence = N_("The transaction of ticket %(number)s was on an earlier day; it counts as it stands.")


class ClaimOfOneself(StoreOpsError):
    status = 403
    sentence = N_("You served ticket %(number)s yourself; a colleague has to look at it.")


class UnknownRecovery(NotFound):
    sentence = N_("There is no such low rating; look at the hall page again.")


class RecoveryTaken(StoreOpsError):
    sentence = N_("A colleague (%(employee)s) has taken ticket %(number)s already; look at the other low ratings.")


class RecoveryClosed(StoreOpsError):
    sentence = N_("The low rating of ticket %(number)s is closed already; look at the hall page again.")


class RecoveryNotTaken(StoreOpsError):
    sentence = N_("Nobody has taken the low rating of ticket %(number)s yet; take it first, then say how it ended.")
