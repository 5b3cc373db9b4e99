"""What the front line heard, and who wanted to leave, as a report keeps them; services and choices as codes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storeops.reports.sections.section_json import UNTOLD_IF_NONE


@dataclass(frozen=True)
class ServiceWishes:
    """The wishes about a service; None: about none."""

    service: str | None
    suggestion: int
    unmet_need: int


@dataclass(frozen=True)
class WishNote:
    """What was noted of a wish, of what kind it is, and when it was heard (a stamp)."""

    kind: str
    service: str | None
    note: str
    heard_at: str


@dataclass(frozen=True)
class ServiceComplaints:
    """The complaints about a service; None: about none."""

    service: str | None
    count: int


@dataclass(frozen=True)
class Heard:
    """Wishes by kind and by service, the latest notes, complaints with the service complained of most first, praise."""

    wishes: Mapping[str, int]
    by_service: Sequence[ServiceWishes]
    notes: Sequence[WishNote]
    complaints: int
    complaints_by_service: Sequence[ServiceComplaints]
    praise: int


@dataclass(frozen=True)
class LeavingChoice:
    """How many of those who wanted to leave one choice fits, their share of all, and the share of them that stayed."""

    code: str
    count: int
    share: float | None
    kept_share: float | None


@dataclass(frozen=True)
class LeavingOutcome:
    """How many ended so, and their share of all."""

    code: str
    count: int
    share: float | None


@dataclass(frozen=True)
class OfferDay:
    """To how many an offer was made on one day, and how many of them stayed."""

    count: int
    kept: int


@dataclass(frozen=True)
class Leaving:
    """Customers who wanted to leave the operator: why, where to, what they were offered; most frequent first.

    `offer_days` tell of each day on which there was a case what was offered, by the code of the offer. Reports that
    were closed before offers were judged by their days do not know them.
    """

    cases: int
    kept_share: float | None
    reasons: Sequence[LeavingChoice]
    going_to: Sequence[LeavingChoice]
    offers: Sequence[LeavingChoice]
    outcomes: Sequence[LeavingOutcome]
    offer_days: Sequence[Mapping[str, OfferDay]] | None = field(default=None, metadata={UNTOLD_IF_NONE: True})
