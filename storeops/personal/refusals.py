"""What is refused about personal data, by name. Pure."""

from storeops.base.errors import NotFound, StoreOpsError
from storeops.base.i18n import N_


class StillWorksHere(StoreOpsError):
    sentence = N_("Employee %(employee)s still works here; deactivate them first.")


class NothingOfCustomer(NotFound):
    sentence = N_("No case of the last two months has this phone number; numbers are deleted a day after closing.")


class CaseStillOpen(StoreOpsError):
    sentence = N_("Follow-up %(id)s of this customer is still open; close it first.")
