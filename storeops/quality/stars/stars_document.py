"""The month's stars as a document of the month's end: what is kept of a version. Pure."""

from dataclasses import dataclass

from storeops.month_end.kept_document import KeptDocument, NewVersion
from storeops.quality.policy.policy import STARS_DOCUMENT


@dataclass(frozen=True)
class NewStars(NewVersion):
    """What a version of a month's stars is made of. `inputs` is the text that frozen.from_text() reads."""

    policy_id: int
    inputs: str


@dataclass(frozen=True)
class KeptStars(NewStars):
    """One version of a month's stars as it stands in the database."""

    id: int


STARS = KeptDocument(
    name=STARS_DOCUMENT,
    table="star_month",
    kept=KeptStars,
    job="freeze_stars",
    event="month_frozen",
    closed="frozen",
)
"""The stars speak of freezing where others would read another word: in their columns, their job and their event."""
