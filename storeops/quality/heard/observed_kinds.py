"""How a low rating may end, and what staff may have observed. Pure."""

from enum import StrEnum

from storeops.base.i18n import N_
from storeops.quality.ratings.moments import Moment

LONGEST_NOTE = 500


class RecoveryOutcome(StrEnum):
    """What staff may say. That a customer took the tap back is noted by the tap itself."""

    RECOVERED = "recovered"
    NOT_RECOVERED = "not_recovered"
    GONE = "gone"


class ObservedKind(StrEnum):
    PRAISE = "praise"
    COMPLAINT = "complaint"


RECOVERY_OUTCOMES: dict[RecoveryOutcome, str] = {
    RecoveryOutcome.RECOVERED: N_("Customer is content now"),
    RecoveryOutcome.NOT_RECOVERED: N_("Still not content"),
    RecoveryOutcome.GONE: N_("Customer had left"),
}

OBSERVED_KINDS: dict[ObservedKind, str] = {
    ObservedKind.PRAISE: N_("Praise"),
    ObservedKind.COMPLAINT: N_("Complaint"),
}

OBSERVABLE: tuple[Moment, ...] = tuple(moment for moment in Moment if moment is not Moment.OVERALL)
"""The moments that staff can see for themselves; what a customer remembers days later they cannot."""
