"""What closing a month's report refuses, by name."""

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_
from storeops.quality.stars.refusals import MonthStillOpen


class ReportStillOpen(MonthStillOpen):
    sentence = N_("The month %(month)s closes at %(closes_at)s; its report is provisional until then.")


class NothingToClose(StoreOpsError):
    sentence = N_("The month %(month)s has no tickets, checks or cases, so there is nothing to report.")
