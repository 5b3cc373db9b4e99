"""An export that somebody asks for, and what its files tell. Pure, and light: it reads none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from storeops.base.i18n import N_

EXPORT_NAMES: Mapping[str, str] = {
    "legs": N_("Visits by counter (legs)"),
    "visits": N_("Visits with their times and ratings"),
    "transactions": N_("Transactions"),
    "ratings": N_("Ratings"),
    "checks": N_("Spot checks"),
    "care": N_("Complaints, errors and praise"),
    "roster": N_("Signed-in times"),
    "follow-ups": N_("Follow-ups"),
    "wishes": N_("Suggestions and unmet needs"),
    "retention": N_("Retention desk"),
    "duty-calls": N_("Calls for the duty manager"),
    "recoveries": N_("Low ratings and what was done"),
    "prompts": N_("Questions that were shown"),
    "skills": N_("Skill results"),
}
"""Every kind, with its name."""


@dataclass(frozen=True)
class AskedExport:
    """A work: a kind of what the hall holds as a CSV file, by local days, both included."""

    kind: str
    first_day: date
    last_day: date
