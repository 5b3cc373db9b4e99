"""The month's stars, and the flags of its figures, as a report keeps them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storeops.quality.stars.sheet import WhyNotRanked


@dataclass(frozen=True)
class SheetLine:
    """Somebody's place. `total` is text, so that it stays exact; `reason`: what is missing for a place, None: nothing.

    `close_to_next`: the checks cannot tell this total from the next.
    """

    employee: str
    name: str
    eligible: bool
    reason: Sequence[WhyNotRanked] | None
    total: str | None
    stars: int | None
    rank: int | None
    close_to_next: bool


@dataclass(frozen=True)
class StarAppealCounts:
    """The appeals against a month's stars by what came of them."""

    open: int
    upheld: int
    refused: int


@dataclass(frozen=True)
class MonthStars:
    """The stars in a version (None: provisional) by a version of the rules; sheets by rank, then those not ranked.

    `bands`: how many reached each number of stars. `star_of_month` is the first of `stars_of_month`, None without one.
    """

    stars_version: int | None
    policy_version: int
    eligible: int
    not_eligible: int
    bands: Mapping[str, int]
    without_stars: int
    star_of_month: str | None
    stars_of_month: Sequence[str]
    sheets: Sequence[SheetLine]
    appeals: StarAppealCounts


@dataclass(frozen=True)
class FlagReview:
    """What a reviewer found, and when (a stamp)."""

    finding: str
    reviewed_at: str
    reviewer: str


@dataclass(frozen=True)
class KeptFlag:
    """What looks like a gamed figure: `sentence` is a message with `values`, `what` the detector's name as a code.

    `employee` is None for a flag about the hall; `review` is the latest one, None while nobody has looked. A flag about
    somebody that nobody has looked at names nobody: it has neither employee nor sentence.
    """

    detector: str
    what: str
    employee: str | None
    name: str
    sentence: str
    values: Mapping[str, Any]
    review: FlagReview | None

    def for_readers(self) -> "KeptFlag":
        """The flag as everybody but its reviewers is told of it."""
        if self.review is not None or self.employee is None:
            return self
        return replace(self, employee=None, name="", sentence="", values={})
