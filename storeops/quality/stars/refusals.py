"""What the service stars refuse, by name."""

from storeops.base.errors import NotFound, StoreOpsError
from storeops.base.i18n import N_
from storeops.month_end.refusals import MonthStillOpen


class StarsStillOpen(MonthStillOpen):
    sentence = N_("The month %(month)s closes at %(closes_at)s; its stars are provisional until then.")


class MonthNotClosed(NotFound):
    sentence = N_("The month %(month)s is not closed yet, so nothing of it can be appealed or exported.")


class NoStarSheet(NotFound):
    sentence = N_("Employee %(employee)s has no star sheet for %(month)s.")


class StarAppealTooLate(StoreOpsError):
    sentence = N_("Appeals against %(month)s could be made until %(until)s; speak to your supervisor.")


class AppealNotYours(StoreOpsError):
    status = 403
    sentence = N_("Only the employee of a star sheet may appeal against it.")


class AppealOfOwnEntry(StoreOpsError):
    status = 403
    sentence = N_("Somebody else must answer this appeal: you made the entry, or it is about you.")


class StarAppealAnswered(StoreOpsError):
    sentence = N_("This appeal was answered already; look at the answer.")


class StarAppealOpen(StoreOpsError):
    sentence = N_("There is an open appeal against this entry already; wait for its answer.")


class UnknownStarAppeal(NotFound):
    sentence = N_("There is no such appeal; go back to the list.")


class UnknownEntry(NotFound):
    sentence = N_("There is no such entry on this sheet; choose one that the sheet shows.")


class NoStarsToClose(StoreOpsError):
    sentence = N_("Nobody has a star sheet for %(month)s, so there is nothing to close.")


class NotYourTeam(StoreOpsError):
    status = 403
    sentence = N_("You may see your own results and those of the team that you lead.")


class TeamExists(StoreOpsError):
    sentence = N_("There is a team %(team)s already; choose another name.")


class UnknownTeam(NotFound):
    sentence = N_("There is no such team; go back to the list.")


class AlreadyInTeam(StoreOpsError):
    sentence = N_("Employee %(employee)s is in the team %(team)s already; choose another team.")


class NotInTeam(StoreOpsError):
    sentence = N_("Employee %(employee)s is in no team that they could leave on that day.")
