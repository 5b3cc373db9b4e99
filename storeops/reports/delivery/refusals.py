"""What the delivery of reports refuses, by name."""

from storeops.base.errors import NotFound
from storeops.base.i18n import N_


class UnknownReportFile(NotFound):
    sentence = N_("There is no such report file; choose one from the list.")


class ReportFileGone(NotFound):
    sentence = N_("The file %(name)s is no longer in the folder of reports; make it again with: storeops report")
