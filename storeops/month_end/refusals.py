"""What the closing of months refuses, by name."""

from storeops.base.errors import NotFound, StoreOpsError
from storeops.base.i18n import N_


class MonthStillOpen(StoreOpsError):
    """A month before its closing. Its children say what of it is provisional until then."""


class UnknownVersion(NotFound):
    sentence = N_("The month %(month)s has no version %(version)s; choose one from the list.")


class TimeInDoubt(StoreOpsError):
    sentence = N_(
        "The clock of the hall's computer may be wrong, and a month closes for good. Set the clock right, or confirm"
        " the time on the hall page or by: storeops clock confirm"
    )
