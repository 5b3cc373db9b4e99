"""The ratings in doubt, by the phone browser that they came from: a read model."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlite_utils import Database

from storeops.quality.ratings import doubt_rows
from storeops.quality.ratings.doubt_rows import DoubtedRating

DECIDED_SHOWN = 20
"""So many decisions of late are shown below those still to come."""


@dataclass(frozen=True)
class DoubtedBrowser:
    """What one browser answered on one day from its third visit on. `id` names it."""

    id: int
    ratings: Sequence[DoubtedRating]

    @property
    def visit_count(self) -> int:
        """About how many visits, those before the third not counted."""
        return len({rating.ticket_id for rating in self.ratings})

    @property
    def is_decided(self) -> bool:
        return all(rating.is_accepted is not None for rating in self.ratings)

    @property
    def last_decision(self) -> DoubtedRating | None:
        """One of the ratings with what was decided last; None before anybody did."""
        decided = [rating for rating in self.ratings if rating.decided_at is not None]
        return max(decided, key=attrgetter("decided_at"), default=None)

    def is_about(self, employee: str) -> bool:
        """Whether any of its ratings is credited to an employee, who cannot judge it then."""
        return any(rating.employee == employee for rating in self.ratings)


@dataclass(frozen=True)
class Doubts:
    """The browsers of which a decision is still to come, and those decided about last."""

    undecided: Sequence[DoubtedBrowser]
    decided: Sequence[DoubtedBrowser]


def doubts(db: Database) -> Doubts:
    """All ratings in doubt that wait for a decision, and the latest that do not any more."""
    return Doubts(_by_browser(doubt_rows.undecided(db)), _by_browser(doubt_rows.decided(db, DECIDED_SHOWN))[::-1])


def doubts_to_decide(db: Database, employee_code: str) -> int:
    """About how many browsers an employee may decide: not those whose ratings are credited to them."""
    return sum(not browser.is_about(employee_code) for browser in _by_browser(doubt_rows.undecided(db)))


def _by_browser(ratings: Iterable[DoubtedRating]) -> list[DoubtedBrowser]:
    return [DoubtedBrowser(first_id, tuple(own)) for first_id, own in groupby(ratings, key=attrgetter("first_id"))]
