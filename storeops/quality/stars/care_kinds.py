"""What can be entered for the care and skill lines, with its names. Pure."""

from collections.abc import Mapping

from storeops.base.i18n import N_

CARE_KINDS: Mapping[str, str] = {
    "complaint_upheld": N_("Upheld complaint"),
    "error": N_("Booked error"),
    "praise": N_("Written praise"),
}
SKILL_KINDS: Mapping[str, str] = {"contest": N_("Skill contest"), "training": N_("Training")}

LONGEST_NOTE = 500
LONGEST_TITLE = 80
HIGHEST_SCORE = 100
