"""The reason codes that staff choose from: why a counter pauses, why the systems stop, why no tickets are given, why a
target was missed. Pure.

Codes are kept in the database and the exports; their words are translated where they are shown.
"""

from storeops.base.i18n import N_

PAUSE_REASONS: dict[str, str] = {
    "break": N_("Break"),
    "meal": N_("Meal"),
    "meeting": N_("Meeting or training"),
    "errand": N_("Errand in the hall"),
    "helping": N_("Helping a colleague or customer"),
    "system_fault": N_("System fault"),
    "other": N_("Other"),
}

SYSTEM_PAUSE_REASONS: dict[str, str] = {
    "system_fault": N_("System fault"),
    "slow_system": N_("System slow"),
    "waiting_for_approval": N_("Waiting for an approval"),
}

STOP_REASONS: dict[str, str] = {
    "many_waiting": N_("many people are waiting already"),
    "few_counters": N_("only few counters can be open"),
    "system_fault": N_("our systems are being repaired"),
    "power_cut": N_("there is no power"),
    "safety": N_("for everybody's safety"),
    "interruption": N_("a short interruption"),
}
"""Why no tickets are given: customers read these words within a sentence."""

OVER_TARGET_REASONS: dict[str, str] = {
    "papers_incomplete": N_("Papers incomplete"),
    "system_fault": N_("System fault"),
    "entered_twice": N_("Entered twice"),
    "needless_step": N_("Needless step"),
    "complicated_procedure": N_("Complicated procedure"),
    "long_advice": N_("Long advice"),
    "exceptional": N_("Exceptional, to the duty manager"),
}
