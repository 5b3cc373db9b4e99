"""What a month of stars is computed from: the inputs that a closed month keeps. Pure.

They are counts and sums by employee, so that a sheet can show each of them and a clerk can redo it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple


class CheckFact(NamedTuple):
    """One check of one employee. `score` is 0..100 as marked, before any shift; `day` is the local day.

    `is_vetoed`: one thing made it 0, however strict or mild its inspector is.
    """

    check_id: int
    employee: str
    inspector: str
    day: str
    score: Fraction
    is_vetoed: bool = False


class Judged(NamedTuple):
    """Normal transactions of one service that had a target and a handling, and how many were done within it."""

    done: int
    met: int


@dataclass(frozen=True)
class EmployeeFacts:
    """One employee's month.

    `is_clerk`: the hall's middles are over them. `judged` is by service. `taps` counts the customers' taps on the
    clerk's own moments by their value, 1 to 5. `closes`, `prompted` and `answered` count visits of the hall's own that
    this employee finished, those whose closing question was shown, and those that answered it; visits taken by import
    are in none of them.
    """

    employee: str
    name: str
    is_clerk: bool
    judged: Mapping[str, Judged] = field(default_factory=dict)
    taps: Mapping[int, int] = field(default_factory=dict)
    closes: int = 0
    prompted: int = 0
    answered: int = 0
    standard_minutes: Fraction = Fraction(0)
    signed_in_seconds: int = 0
    complaints_upheld: int = 0
    errors: int = 0
    praise: int = 0
    skill_scores: tuple[int, ...] = ()


@dataclass(frozen=True)
class TeamFacts:
    """A team of the month. `followup_in_time` is a share, None if none was due; `level_before` of the month before."""

    name: str
    lead: str
    members: tuple[str, ...]
    followup_in_time: Fraction | None = None
    level_before: Fraction | None = None


@dataclass(frozen=True)
class StarFacts:
    """A hall's month. `uncredited_taps`: on the clerk's moments, of visits where nobody knows who served."""

    month: str
    employees: tuple[EmployeeFacts, ...]
    checks: tuple[CheckFact, ...]
    uncredited_taps: Mapping[int, int] = field(default_factory=dict)
    teams: tuple[TeamFacts, ...] = ()
