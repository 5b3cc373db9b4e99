"""Whether a complaint is upheld, or praise counts, and for whom. Pure.

Whoever closes a complaint proposes it; what reaches the care line is ruled by somebody who may judge, never about
themself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storeops.base.i18n import N_
from storeops.quality.care.care_kinds import COMPLAINT_UPHELD, PRAISE
from storeops.quality.follow_ups.case import Kind


class Ruling(StrEnum):
    COLLEAGUE = "colleague"
    HALL = "hall"
    NOT_UPHELD = "not_upheld"


RULING_NAMES: Mapping[Kind, Mapping[Ruling, str]] = {
    Kind.COMPLAINT: {
        Ruling.COLLEAGUE: N_("Upheld; it counts to a colleague"),
        Ruling.HALL: N_("Upheld; it counts to the hall, to nobody by name"),
        Ruling.NOT_UPHELD: N_("Not upheld"),
    },
    Kind.PRAISE: {
        Ruling.COLLEAGUE: N_("Written praise of a colleague"),
        Ruling.HALL: N_("Praise of the whole hall"),
        Ruling.NOT_UPHELD: N_("It does not count"),
    },
}
"""The kinds of cases that are ruled on, and what each ruling says of them."""

CARE_KIND_OF: Mapping[Kind, str] = {Kind.COMPLAINT: COMPLAINT_UPHELD, Kind.PRAISE: PRAISE}
"""As what a case counts on a care line."""


@dataclass(frozen=True)
class CaseVerdict:
    """What is known of a case's verdict. People are named by number; None: there is none, or nobody said so yet.

    `proposed` and `proposed_about` are from whoever closed the complaint or wrote the praise down.
    """

    follow_up_id: int
    asked_at: datetime
    proposed: Ruling | None
    proposed_about: str | None
    proposer: str
    ruling: Ruling | None
    about: str | None
    ruled_at: datetime | None
    judge: str | None

    @property
    def is_ruled(self) -> bool:
        return self.ruling is not None

    def may_be_ruled_by(self, code: str) -> bool:
        """Whether somebody who may judge is not named in it."""
        return not self.is_ruled and code != self.proposed_about
