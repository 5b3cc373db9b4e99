"""What policies refuse, by name."""

from storeops.base.errors import BadValue, NotFound, StoreOpsError
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


class UnknownPolicy(NotFound):
    sentence = N_("There is no such policy; go back to the list.")


class PolicyTooLate(StoreOpsError):
    sentence = N_("The month %(month)s or a later one is closed already; let the policy begin after it.")
