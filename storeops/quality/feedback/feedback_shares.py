"""Shares of feedback, and what may bend them: who is asked, who answers, and how fast. Pure.

csat, delight, response rate and prompt rate as in the table of metrics; a share of nothing is None.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TypeVar

from storeops.quality.feedback.feedback_facts import PromptFact, RatingFact, ServedFact
from storeops.quality.ratings.moments import HIGHEST, Place, WhyShown

SATISFIED_FROM = 4
QUICK = timedelta(seconds=3)
"""Two taps on one device less than this apart were hardly made by two customers who read the question."""
DECILES = 10

Fact = RatingFact | PromptFact | ServedFact
K = TypeVar("K", bound=Hashable)


@dataclass
class Shares:
    """Counts of one group and the shares made of them. `prompted` are those of `closes` whose end was asked."""

    ratings: int = 0
    satisfied: int = 0
    delighted: int = 0
    shown: int = 0
    answered: int = 0
    closes: int = 0
    prompted: int = 0

    @classmethod
    def merged(cls, parts: Iterable["Shares"]) -> "Shares":
        """All parts together; they have no visit in common."""
        counts = [astuple(part) for part in parts]
        return cls(*map(sum, zip(*counts, strict=True)))

    @property
    def csat(self) -> float | None:
        """Ratings of 4 and 5 of all ratings."""
        return _share(self.satisfied, self.ratings)

    @property
    def delight(self) -> float | None:
        """Ratings of 5 of all ratings."""
        return _share(self.delighted, self.ratings)

    @property
    def response_rate(self) -> float | None:
        """Answered questions of all questions put."""
        return _share(self.answered, self.shown)

    @property
    def prompt_rate(self) -> float | None:
        """Visits whose end was asked of all visits served to their end."""
        return _share(self.prompted, self.closes)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True)
class QuickTaps:
    """Taps on one counter's pad: how many, how many came less than 3 s after the one before, and how many of these
    were another visit's."""

    counter: str
    taps: int
    quick: int
    quick_between_visits: int


@dataclass(frozen=True)
class WaitGroup:
    """A tenth of the visits, by how long they waited for the first call; seconds."""

    number: int
    low_seconds: int
    high_seconds: int


def shares_by(
    ratings: Iterable[RatingFact],
    prompts: Sequence[PromptFact],
    closes: Iterable[ServedFact],
    key: Callable[[Fact], K | None],
) -> dict[K, Shares]:
    """The shares of each group; facts for which `key` answers None are in no group."""
    groups: defaultdict[K, Shares] = defaultdict(Shares)
    for rating in ratings:
        group = key(rating)
        if group is not None:
            groups[group].ratings += 1
            groups[group].satisfied += rating.value >= SATISFIED_FROM
            groups[group].delighted += rating.value == HIGHEST
    for prompt in prompts:
        group = key(prompt)
        if group is not None:
            groups[group].shown += 1
            groups[group].answered += prompt.answered_at is not None
    end_asked = {prompt.ticket_id for prompt in prompts if prompt.why is WhyShown.END}
    for close in closes:
        group = key(close)
        if group is not None:
            groups[group].closes += 1
            groups[group].prompted += close.ticket_id in end_asked
    return dict(groups)


def wait_groups(waits: Mapping[int, int]) -> dict[int, WaitGroup]:
    """The tenth to which each visit belongs, by its wait in seconds; as many visits in each as can be."""
    ordered = sorted(waits, key=lambda visit: (waits[visit], visit))
    tenths: defaultdict[int, list[int]] = defaultdict(list)
    for rank, visit in enumerate(ordered):
        tenths[rank * DECILES // len(ordered)].append(visit)
    groups = {tenth: WaitGroup(tenth + 1, waits[visits[0]], waits[visits[-1]]) for tenth, visits in tenths.items()}
    return {visit: groups[tenth] for tenth, visits in tenths.items() for visit in visits}


def quick_taps(prompts: Iterable[PromptFact]) -> list[QuickTaps]:
    """For each counter's pad with taps how quickly they followed each other, by counter."""
    pads: defaultdict[str, list[PromptFact]] = defaultdict(list)
    for prompt in prompts:
        if prompt.place is Place.PAD and prompt.counter is not None and prompt.answered_at is not None:
            pads[prompt.counter].append(prompt)
    return [_quick(counter, taps) for counter, taps in sorted(pads.items())]


def _quick(counter: str, taps: Iterable[PromptFact]) -> QuickTaps:
    made = sorted((tap.answered_at, tap.ticket_id) for tap in taps if tap.answered_at is not None)
    quick = [before[1] != after[1] for before, after in pairwise(made) if after[0] - before[0] < QUICK]
    return QuickTaps(counter, len(made), len(quick), sum(quick))
