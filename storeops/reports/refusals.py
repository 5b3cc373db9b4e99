"""What reports, their days and their targets refuse, by name."""

from storeops.base.errors import FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_
from storeops.month_end.refusals import MonthStillOpen


class ReportStillOpen(MonthStillOpen):
    sentence = N_("The month %(month)s closes at %(closes_at)s; its report is provisional until then.")


class NothingToClose(StoreOpsError):
    sentence = N_("The month %(month)s has no tickets, checks or cases, so there is nothing to report.")


class UnknownReportFile(NotFound):
    sentence = N_("There is no such report file; choose one from the list.")


class ReportFileGone(NotFound):
    sentence = N_("The file %(name)s is no longer in the folder of reports; make it again with: storeops report")


class NoTargetForMetric(FieldRefused):
    """The field is the metric that was asked for."""

    sentence = N_("This figure takes no target of the year; choose one from the list.")


class TargetOutOfRange(FieldRefused):
    sentence = N_("Set a target from %(low)s to %(high)s; counts and seconds are whole numbers.")


class DurationNeeded(FieldRefused):
    sentence = N_("Enter minutes and seconds such as 4:30, up to 24 hours.")


class PercentNeeded(FieldRefused):
    sentence = N_("Enter a percentage from 0 to 100, such as 87.5.")


class ScoreNeeded(FieldRefused):
    sentence = N_("Enter points from 0 to 100, such as 92.5.")


class DayToCome(FieldRefused):
    sentence = N_("The day %(day)s has not come yet; choose a day up to today.")


class LastDayBeforeFirst(FieldRefused):
    sentence = N_("The last day comes before the first; choose %(first)s or a later day.")


class TooManyDays(FieldRefused):
    sentence = N_("These are too many days for one page; choose at most %(most)s.")
