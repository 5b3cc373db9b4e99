"""How a low rating may end. Pure."""

from enum import StrEnum

from storeops.base.i18n import N_


class RecoveryOutcome(StrEnum):
    """What staff may say. That a customer took the tap back is noted by the tap itself."""

    RECOVERED = "recovered"
    NOT_RECOVERED = "not_recovered"
    GONE = "gone"


RECOVERY_OUTCOMES: dict[RecoveryOutcome, str] = {
    RecoveryOutcome.RECOVERED: N_("Customer is content now"),
    RecoveryOutcome.NOT_RECOVERED: N_("Still not content"),
    RecoveryOutcome.GONE: N_("Customer had left"),
}
