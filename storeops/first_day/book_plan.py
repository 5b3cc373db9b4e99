"""What a workbook would change: one planned step after another, each a verb of the set-up. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from storeops.first_day.book import BookFault


class BookVerb(StrEnum):
    """What is done for a line of the workbook."""

    ADD_CATEGORY = "add_category"
    ADD_SERVICE = "add_service"
    CHANGE_SERVICE = "change_service"
    ADD_COUNTER = "add_counter"
    CHANGE_COUNTER = "change_counter"
    ADD_EMPLOYEE = "add_employee"
    CHANGE_EMPLOYEE = "change_employee"
    CHANGE_WEEK = "change_week"
    SET_DAY = "set_day"
    ADD_SHEET = "add_sheet"


@dataclass(frozen=True)
class PlannedStep:
    """One change: of what, on which sheet; `changed` is [old, new] by name, empty for what is added.

    `told` is what somebody should see of what is added before it is: where it belongs, what it serves.
    `values` are what the verb is given after database, clock and who asks.
    """

    verb: BookVerb
    sheet: str
    name: str
    values: Sequence[object]
    changed: Mapping[str, Sequence[object]] = field(default_factory=dict)
    told: str = ""


@dataclass(frozen=True)
class BookPlan:
    """All that a workbook would change, in the order in which it is done, and all its faults.

    What stands already as the workbook says is only counted. `passed_over` are the names of filled sheets that nobody
    reads.
    """

    steps: list[PlannedStep]
    faults: list[BookFault]
    unchanged_count: int
    passed_over: list[str] = field(default_factory=list)
