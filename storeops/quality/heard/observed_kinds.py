"""What staff may have observed. Pure."""

from enum import StrEnum

from storeops.base.i18n import N_
from storeops.quality.ratings.moments import Moment


class ObservedKind(StrEnum):
    PRAISE = "praise"
    COMPLAINT = "complaint"


OBSERVED_KINDS: dict[ObservedKind, str] = {
    ObservedKind.PRAISE: N_("Praise"),
    ObservedKind.COMPLAINT: N_("Complaint"),
}

OBSERVABLE: tuple[Moment, ...] = tuple(moment for moment in Moment if moment is not Moment.OVERALL)
"""The moments that staff can see for themselves; what a customer remembers days later they cannot."""
