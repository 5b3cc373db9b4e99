"""What counts for the care and skill lines: complaints, errors, praise, contests and training. Pure."""

from collections.abc import Mapping

from storeops.base.i18n import N_

COMPLAINT_UPHELD = "complaint_upheld"
PRAISE = "praise"

CARE_KINDS: Mapping[str, str] = {
    COMPLAINT_UPHELD: N_("Upheld complaint"),
    "error": N_("Booked error"),
    PRAISE: N_("Written praise"),
}
SKILL_KINDS: Mapping[str, str] = {"contest": N_("Skill contest"), "training": N_("Training")}

LONGEST_TITLE = 80
HIGHEST_SCORE = 100
