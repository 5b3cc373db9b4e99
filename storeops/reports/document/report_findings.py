"""What a month's figures say, as codes with values: the findings as a report keeps them. Pure.

The values belong to their code: the rule that finds it (see findings/) says which they are, and the words of the code
(see chapters/) use them. A code of another edition is passed over there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storeops.reports.layout.blocks import Kind, Number
from storeops.reports.sections.section_json import UNTOLD_IF_NONE

Values = Mapping[str, Any]


@dataclass(frozen=True)
class ComparedWith:
    """Which month a report's movements are against: its name among the comparisons; `last_day`: None where unknown."""

    period: str
    month: str
    last_day: str | None


@dataclass(frozen=True)
class LikelyCause:
    """Why a figure moved, where the figures show it."""

    code: str
    values: Values


@dataclass(frozen=True)
class MovedFigure:
    """A metric that moved by more than chance. `amount`: see Movement; of a sum for each open day.

    Reports that were closed earlier told sums for each customer (`per_customer`).
    """

    metric: str
    value: Number
    before: Number
    amount: float
    kind: Kind
    per_customer: bool
    cause: LikelyCause | None
    per_open_day: bool | None = field(default=None, metadata={UNTOLD_IF_NONE: True})


@dataclass(frozen=True)
class NextMatter:
    """The second matter of a month, by what it touched."""

    code: str
    touched: Number
    count: Number


@dataclass(frozen=True)
class MonthTopic:
    """A matter of the month. `count` is what was counted, `touched` its weight in customers, `rows` show it in depth.

    `next` is the second matter, None without one.
    """

    code: str
    count: Number
    touched: Number
    values: Values
    rows: Sequence[Values]
    next: NextMatter | None = None


@dataclass(frozen=True)
class MonthAction:
    """What the hall could do, and how many customers it would touch."""

    code: str
    touched: Number
    values: Values


@dataclass(frozen=True)
class Findings:
    """What improved and worsened `against` another month (None: there is none), the topic, and the actions."""

    against: ComparedWith | None
    improved: Sequence[MovedFigure]
    worsened: Sequence[MovedFigure]
    topic: MonthTopic | None
    actions: Sequence[MonthAction]


NOTHING_FOUND = Findings(against=None, improved=[], worsened=[], topic=None, actions=[])
"""What is said of a month before anybody looked."""
