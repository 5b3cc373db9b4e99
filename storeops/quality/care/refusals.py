"""What the entries of care and skill refuse, by name."""

from storeops.base.errors import FieldRefused, StoreOpsError
from storeops.base.i18n import N_


class EntryAboutYourself(StoreOpsError):
    status = 403
    sentence = N_("Nobody enters anything about themselves; ask a colleague who may.")


class DayAhead(FieldRefused):
    sentence = N_("Enter a day that is not in the future.")


class CountedAlready(StoreOpsError):
    sentence = N_("Follow-up %(id)s counts on a star sheet already; to change that, its employee appeals.")
