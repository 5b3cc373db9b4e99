"""Where in the week customers waited beyond the target: the one stretch of the day that lost most. Pure.

A late call is a miss of the service level: a first call after the target, or a customer who left after it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storeops.reports.document.report_document import Report
from storeops.reports.findings.report_reading import Values, figure_values, known_values, month_values
from storeops.reports.layout.blocks import Number
from storeops.reports.sections.staffing_section import StaffedHalfHour

BESIDE_THE_PEAK = 0.5
"""A half hour beside the worst belongs to the same rush while it has at least half as many late calls."""
LONGEST_STRETCH = 6
"""Half hours: what one more employee can be planned for in one piece."""
STANDS_OUT = 1.5
"""A weekday stands out if it has that many times the late calls of an average weekday in the stretch."""
MOST_OF_THE_LATE = 0.5
"""Weekdays that stand out are named if they hold so much of the stretch; otherwise every day is as much to blame."""
EVERY_DAY: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class LateStretch:
    """`late` of the month's `late_in_all` fell from `begins` until `ends` (HH:MM) on `weekdays` (1 is Monday).

    `open_counters` and `needed` are the stretch's averages over all days; None where nobody knows. `is_exact`: the late
    calls of its half hours were counted, not worked out of their service levels.
    """

    weekdays: Sequence[int]
    begins: str
    ends: str
    late: int
    late_in_all: int
    open_counters: float | None
    needed: float | None
    is_exact: bool

    def values(self) -> dict[str, Any]:
        """As a finding keeps it."""
        return {
            "weekdays": list(self.weekdays),
            "begins": self.begins,
            "ends": self.ends,
            "late": self.late,
            "late_in_all": self.late_in_all,
            "open": self.open_counters,
            "needed": self.needed,
            "is_exact": self.is_exact,
        }


def late_first_calls(report: Report) -> int:
    """Visits that count as missed in the service level: (1 - level) x its visits, rounded; 0 where nobody knows.

    Its visits are those served within the target / the level, or all those served where the level is 0.
    """
    values = month_values(report)
    level, served = values.get("service_level"), values.get("served", 0)
    if level is None:
        return 0
    return round(served * values.get("service_level_plain", 0) / level * (1 - level)) if level else round(served)


def late_by_half_hour(report: Report) -> dict[str, float]:
    """The month's late calls by half hour of issue (HH:MM), all weekdays together; they add up to late_first_calls."""
    lost: defaultdict[str, float] = defaultdict(float)
    for (_, half_hour), late in _late_cells(report).items():
        lost[half_hour] += late
    return dict(lost)


def late_stretch(report: Report) -> LateStretch | None:
    """The worst half hour with those beside it; None if nobody was called late or no half hour is known."""
    cells, late_in_all = _late_cells(report), late_first_calls(report)
    if not cells or late_in_all == 0:
        return None
    stretch = _rush(late_by_half_hour(report))
    weekdays = _outstanding(cells, stretch)
    late = sum(
        late
        for (weekday, half_hour), late in cells.items()
        if half_hour in stretch and (weekday in weekdays or not weekdays)
    )
    return LateStretch(
        weekdays=weekdays or EVERY_DAY,
        begins=stretch[0],
        ends=_half_hour_after(stretch[-1]),
        late=round(late),
        late_in_all=late_in_all,
        open_counters=_average(report, stretch, lambda half_hour: half_hour.open),
        needed=_average(report, stretch, lambda half_hour: half_hour.needed),
        is_exact=are_counted(report),
    )


def are_counted(report: Report) -> bool:
    """Whether the half hours of the week tell how many of their customers were called late."""
    cells = [cell for half_hours in report.by_weekday_half_hour.values() for cell in half_hours.values()]
    return bool(cells) and all("late" in cell for cell in cells)


def _late_cells(report: Report) -> dict[tuple[int, str], float]:
    """By weekday and half hour; weekday 0 where only the half hours of all days together are known.

    They are counted; where the half hours tell only their service levels, the late calls of a cell are its tickets x
    (1 - its level), brought to the month's true number by one factor, because short leavers are in no service level.
    """
    if are_counted(report):
        return {
            (int(weekday), half_hour): late
            for weekday, half_hours in report.by_weekday_half_hour.items()
            for half_hour, cell in half_hours.items()
            if (late := cell.get("late") or 0) > 0
        }
    cells = {
        (int(weekday), half_hour): _late(known_values(cell))
        for weekday, half_hours in report.by_weekday_half_hour.items()
        for half_hour, cell in half_hours.items()
    }
    if not cells:
        cells = {(0, half_hour): _late(figure_values(own)) for half_hour, own in report.by_half_hour.items()}
    total, late_in_all = sum(cells.values()), late_first_calls(report)
    return {cell: late * late_in_all / total for cell, late in cells.items() if late > 0}


def _late(values: Values) -> float:
    return values.get("issued", 0) * (1 - values.get("service_level", 1))


def _rush(by_half_hour: Mapping[str, float]) -> list[str]:
    """The worst half hour, and what is beside it while it is bad enough, the worse side first."""
    worst = max(sorted(by_half_hour), key=lambda half_hour: by_half_hour[half_hour])
    stretch, floor = [worst], BESIDE_THE_PEAK * by_half_hour[worst]
    while len(stretch) < LONGEST_STRETCH:
        beside = [_half_hour_before(stretch[0]), _half_hour_after(stretch[-1])]
        bad = [half_hour for half_hour in beside if half_hour != "24:00" and by_half_hour.get(half_hour, 0) >= floor]
        if not bad:
            break
        stretch = sorted([*stretch, max(bad, key=lambda half_hour: by_half_hour[half_hour])])
    return stretch


def _outstanding(cells: Mapping[tuple[int, str], float], stretch: Sequence[str]) -> list[int]:
    """The weekdays that are worse than the others in the stretch; none if they do not hold most of it."""
    weekdays = sorted({weekday for weekday, _ in cells})
    late = {day: sum(cells.get((day, half_hour), 0) for half_hour in stretch) for day in weekdays}
    ordinary = sum(late.values()) / len(weekdays)
    outstanding = [day for day in weekdays if late[day] >= STANDS_OUT * ordinary]
    holds_most = sum(late[day] for day in outstanding) >= MOST_OF_THE_LATE * sum(late.values())
    return outstanding if holds_most else []


def _average(
    report: Report, stretch: Sequence[str], counters: Callable[[StaffedHalfHour], Number | None]
) -> float | None:
    told = [counters(half_hour) for half_hour in report.staffing.half_hours if half_hour.half_hour in stretch]
    values = [value for value in told if value is not None]
    return sum(values) / len(values) if values else None


def _half_hour_after(half_hour: str) -> str:
    hours, minutes = (int(piece) for piece in half_hour.split(":"))
    return f"{hours:02d}:30" if minutes == 0 else f"{hours + 1:02d}:00"


def _half_hour_before(half_hour: str) -> str:
    hours, minutes = (int(piece) for piece in half_hour.split(":"))
    return f"{hours:02d}:00" if minutes == 30 else f"{hours - 1:02d}:30"
