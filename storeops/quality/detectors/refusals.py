"""What the review of flags refuses. Pure."""

from storeops.base.errors import NotFound, StoreOpsError
from storeops.base.i18n import N_


class OwnFlag(StoreOpsError):
    status = 403
    sentence = N_("This flag is about yourself; somebody else must review it.")


class UnknownFlag(NotFound):
    sentence = N_("There is no such flag in this month; look at the list again.")
