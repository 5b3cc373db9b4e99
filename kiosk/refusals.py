"""What the door of the public screens refuses, by name. Pure."""

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_


class ScreenNotEnrolled(StoreOpsError):
    status = 403
    sentence = N_("This screen is not enrolled any more; please ask our staff.")


class NotThisScreen(StoreOpsError):
    status = 403
    sentence = N_("This screen is enrolled for something else; its own page opens by itself.")
