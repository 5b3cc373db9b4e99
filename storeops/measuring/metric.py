"""What a metric is: its names and its definition, and what pages and findings follow from. Pure.

Everywhere: void tickets count nowhere; durations are whole seconds; a share of nothing is None. A figure belongs to the
business day of its ticket. The month's figures are provisional until the 8th of the next month, 03:00.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Unit = Literal["s", "share", "count", "per_hour", "points"]
Better = Literal["higher", "lower"]
Cases = Literal["served", "transactions", "issued"]
Figure = float | int | None
"""None is "did not happen", never 0."""

DEFINITIONS_VERSION = 2
"""Changes with the meaning of any metric."""
FIRST_DEFINITIONS = 1
"""Those of the months before 2: exceptional business counted as its clerk called it."""

PROMISE = 2.0
"""What the hall promises its customers weighs twice."""
INSTRUMENT = 0.5
"""What only tells how well the hall measures weighs half."""


class Matter(NamedTuple):
    """Figures that tell one matter: of those that moved the same way only the one with the lowest rank is told."""

    name: Literal["waiting", "handling", "handing_over", "satisfaction"]
    rank: int


@dataclass(frozen=True)
class QueueTargets:
    """What figures are measured against: the hall's wait in seconds, and the handling of services that have a target.

    A service without a target is not in `handling_seconds`.
    """

    wait_seconds: int
    handling_seconds: Mapping[str, int]


@dataclass(frozen=True)
class Metric:
    """Name, formula, `left_out` and `head` are messages for translation; `sources` are kinds of events.

    `is_of_hall`: it needs the time at the counters, ratings, checks or cases, so only the whole hall has it.
    `better`: which way is good; None where neither is, as for the demand that a hall meets.
    `head`: shorter than the name, it heads a narrow column; empty for a metric that stands in none.

    What the findings make of its movements: `cases` is the metric that counts what stands behind it, None where no
    metric does; a `weight` of 1 is usual; an `is_sum` is compared per customer, so that months of different length, or
    half a month, compare fairly; what is not `is_told` follows from others, or too few visits have any of it.
    """

    id: str
    name: str
    formula: str
    unit: Unit
    left_out: str
    sources: tuple[str, ...]
    is_of_hall: bool = False
    better: Better | None = None
    head: str = ""
    cases: Cases | None = None
    matter: Matter | None = None
    weight: float = 1.0
    is_sum: bool = False
    is_told: bool = True
