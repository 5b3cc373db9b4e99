"""The retention desk's coded choices: why a customer leaves, where to, what was offered, what came of it. Pure."""

from collections.abc import Mapping

from storeops.base.errors import ChoiceNeeded
from storeops.base.i18n import N_

LEAVING_SERVICES = frozenset({"leaving"})
"""The services for which the desk shows the way to the retention desk."""

LEAVING_REASONS: Mapping[str, str] = {
    "price": N_("Price"),
    "coverage": N_("Coverage"),
    "service": N_("Poor service"),
    "moving_away": N_("Moving away"),
    "other_sim": N_("Uses another SIM card"),
    "family_plan": N_("Joins a family plan"),
    "other": N_("Other"),
}
LEAVING_FOR: Mapping[str, str] = {
    "operator_a": N_("Operator A"),
    "operator_b": N_("Operator B"),
    "another_operator": N_("Another operator"),
    "virtual_operator": N_("A virtual operator"),
    "not_needed": N_("No longer needs it"),
    "not_told": N_("Not told"),
}
OFFERS: Mapping[str, str] = {
    "discount": N_("Discount"),
    "plan_change": N_("Change of plan"),
    "gift_data": N_("Gift of data"),
    "fault_repaired": N_("Fault repaired"),
    "none": N_("No offer"),
}
OUTCOMES: Mapping[str, str] = {
    "kept": N_("Kept"),
    "thinking": N_("Thinks it over"),
    "left": N_("Left the network"),
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "reason": LEAVING_REASONS,
    "leaving_for": LEAVING_FOR,
    "offer": OFFERS,
    "outcome": OUTCOMES,
}


def chosen(field: str, code: str) -> str:
    """One of the codes that the field may hold; ChoiceNeeded."""
    if code not in CHOICES[field]:
        raise ChoiceNeeded(field)
    return code
