"""One employee's star sheet with every input, product and reason on it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from storeops.base.i18n import N_, Language, translate
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars.checklist import CheckedMonth
from storeops.quality.stars.feedback import Feedback
from storeops.quality.stars.month_facts import CheckFact, EmployeeFacts
from storeops.quality.stars.speed import Speed


@dataclass(frozen=True)
class WhyNotRanked:
    """A reason for which somebody is not ranked, without penalty."""

    code: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: Language) -> str:
        """The reason, in `language`; a line is named in it too."""
        values = {
            name: translate(language, str(value)) if name == "line" else value for name, value in self.values.items()
        }
        return translate(language, self.sentence, values)


FEW_DAYS = N_("checked on %(have)s of the %(need)s days needed")
FEW_INSPECTORS = N_("checked by %(have)s of the %(need)s inspectors needed")
FEW_TRANSACTIONS = N_("%(have)s of the %(need)s transactions needed")
FEW_HOURS = N_("signed in for %(have)s of the %(need)s hours needed")
NO_HOURS = N_("no signed-in time is known")
LINE_UNKNOWN = N_("the line %(line)s cannot be computed this month")


@dataclass(frozen=True)
class HallFigures:
    """The hall's own figures, which stand on every sheet. None: nothing to compute it from.

    `minutes_per_hour` and `hours` are the middles of those of the clerks, which stand beside them, the least first.
    """

    checklist_mean: Fraction | None
    speed_share: Fraction | None
    feedback_mean: Fraction | None
    response_rate: Fraction | None
    minutes_per_hour: Fraction | None
    clerks_minutes_per_hour: tuple[Fraction, ...]
    hours: Fraction | None
    clerks_hours: tuple[Fraction, ...]
    spread_within: float | None


@dataclass(frozen=True)
class StarSheet:
    """The month of one employee.

    `components` are exact and None where they cannot be computed. `total` is rounded half up to two places, None where
    somebody is not ranked; `stars` is None below the lowest band too. `rank` counts from 1 and is shared where
    `is_equal`. `is_close_to_next`: no clear difference from the next in the ranking.
    """

    facts: EmployeeFacts
    checked: CheckedMonth
    speed: Speed
    feedback: Feedback
    minutes_per_hour: Fraction | None
    components: Mapping[StarLine, Fraction | None]
    not_ranked: tuple[WhyNotRanked, ...]
    checklist_error: float | None
    total: Decimal | None = None
    stars: int | None = None
    rank: int | None = None
    is_equal: bool = False
    is_star_of_month: bool = False
    is_close_to_next: bool = False
    checklist_rank: int | None = None

    @property
    def is_eligible(self) -> bool:
        return not self.not_ranked


@dataclass(frozen=True)
class TeamSheet:
    """What a team lead or shift lead answers for. None: nothing to compute it from."""

    name: str
    lead: str
    members: tuple[str, ...]
    level: Fraction | None
    level_before: Fraction | None
    follow_ups: Fraction
    improvement: Fraction
    total: Decimal | None


@dataclass(frozen=True)
class StarMonth:
    """All sheets of a month: the ranked ones by rank, then the others by employee number. `checks` are as marked."""

    month: str
    sheets: tuple[StarSheet, ...]
    teams: tuple[TeamSheet, ...]
    inspector_shifts: Mapping[str, Fraction]
    hall: HallFigures
    checks: tuple[CheckFact, ...]
