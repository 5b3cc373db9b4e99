"""What the service stars refuse, by name."""

from storeops.base.errors import BadValue, FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_


class PolicyRefused(BadValue):
    """A policy that cannot be applied. Its children say why."""

    sentence = N_("A number of this policy is missing or cannot be read; enter it again.")


class WeightsRefused(PolicyRefused):
    sentence = N_("The weights add up to %(sum)s; they must add up to 1, and none may be below 0.")


class TeamWeightsRefused(PolicyRefused):
    sentence = N_("The weights of the team sheet must add up to 1.")


class NumberOutOfRange(PolicyRefused):
    sentence = N_("A number of this policy is smaller than it may be; no count may be below 0, no spread may be 0.")


class BandsRefused(PolicyRefused):
    sentence = N_("The bands must ask a higher total for 5 stars than for 4, and so on down to 2.")


class MonthStillOpen(StoreOpsError):
    sentence = N_("The month %(month)s closes at %(closes_at)s; its stars are provisional until then.")


class MonthNotFrozen(NotFound):
    sentence = N_("The month %(month)s is not closed yet, so nothing of it can be appealed or exported.")


class NoStarSheet(NotFound):
    sentence = N_("Employee %(employee)s has no star sheet for %(month)s.")


class AppealTooLate(StoreOpsError):
    sentence = N_("Appeals against %(month)s could be made until %(until)s; speak to your supervisor.")


class AppealNotYours(StoreOpsError):
    status = 403
    sentence = N_("Only the employee of a star sheet may appeal against it.")


class AppealOfOwnEntry(StoreOpsError):
    status = 403
    sentence = N_("Somebody else must answer this appeal: you made the entry, or it is about you.")


class AppealAnswered(StoreOpsError):
    sentence = N_("This appeal was answered already; look at the answer.")


class AppealOpen(StoreOpsError):
    sentence = N_("There is an open appeal against this entry already; wait for its answer.")


class UnknownAppeal(NotFound):
    sentence = N_("There is no such appeal; go back to the list.")


class UnknownEntry(NotFound):
    sentence = N_("There is no such entry on this sheet; choose one that the sheet shows.")


class UnknownPolicy(NotFound):
    sentence = N_("There is no such policy; go back to the list.")


class PolicyTooLate(StoreOpsError):
    sentence = N_("The month %(month)s or a later one is closed already; let the policy begin after it.")


class NothingToFreeze(StoreOpsError):
    sentence = N_("Nobody has a star sheet for %(month)s, so there is nothing to close.")


class EntryAboutYourself(StoreOpsError):
    status = 403
    sentence = N_("Nobody enters anything about themselves; ask a colleague who may.")


class DayAhead(FieldRefused):
    sentence = N_("Enter a day that is not in the future.")


class TeamExists(StoreOpsError):
    sentence = N_("There is a team %(team)s already; choose another name.")


class UnknownTeam(NotFound):
    sentence = N_("There is no such team; go back to the list.")


class AlreadyInTeam(StoreOpsError):
    sentence = N_("Employee %(employee)s is in the team %(team)s already; choose another team.")


class NotInTeam(StoreOpsError):
    sentence = N_("Employee %(employee)s is in no team that they could leave on that day.")


class UnknownVersion(NotFound):
    sentence = N_("The month %(month)s has no version %(version)s; choose one from the list.")
