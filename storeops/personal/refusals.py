"""What is refused about personal data, by name. Pure."""

from storeops.base.errors import FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_


class StillWorksHere(StoreOpsError):
    sentence = N_("Employee %(employee)s still works here; deactivate them first.")


class WholePhoneNeeded(FieldRefused):
    sentence = N_("Enter the whole phone number, such as 13812345678.")


class NothingOfCustomer(NotFound):
    sentence = N_("No case of the last two months has this phone number; numbers are deleted soon after closing.")


class NothingOfVisit(NotFound):
    sentence = N_("There was no ticket %(number)s on %(day)s; check both.")


class VisitNotOver(StoreOpsError):
    sentence = N_("The visit of ticket %(number)s is not over yet; clear it afterwards.")


class CaseStillOpen(StoreOpsError):
    sentence = N_("Follow-up %(id)s of this customer is still open; close it first.")
