"""The day's checks at irregular times: who is checked when, and by whom. Pure.

Every draw is a hash of the seed, the day and the employee, so that a recorded plan can be made again and compared, and
one more colleague at work moves nobody else's time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from storeops.people.roles import InspectorTurn

DOUBLED_SHARE = 0.10
"""This share of the checks is made twice, by two inspectors who do not see each other's marks."""
SECOND_WITHIN = timedelta(minutes=30)
LARGEST_SHARE = 0.40
"""No inspector should have more than this of one employee's checks of a month."""
ENOUGH_INSPECTORS = 3
"""With this many taking turns, nobody is over LARGEST_SHARE from eight checks of an employee on."""
LAST_BEFORE_END = timedelta(minutes=10)
"""A check takes up to ten minutes, and the shift must still be on."""
ANNOUNCED_BEFORE = timedelta(minutes=10)
"""How long before its time a check may be begun, and its inspector is told of it."""
FURTHEST_APART = 2
"""A clerk's first and second halves of the shift never differ by more checks than this over a month."""


@dataclass(frozen=True)
class ExpectedShift:
    """Somebody expected at work, and from when until when."""

    employee: str
    starts_at: datetime
    ends_at: datetime

    @property
    def middle(self) -> datetime:
        return self.starts_at + (self.ends_at - self.starts_at) / 2


@dataclass(frozen=True)
class Earlier:
    """What this month has seen before the day.

    `made` counts the checks by (employee, inspector), `halves` the planned ones of an employee in the first and the
    second half of the shift.
    """

    made: Mapping[tuple[str, str], int] = field(default_factory=dict)
    halves: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """Who checks, and when it is due."""

    inspector: str
    due_at: datetime


@dataclass(frozen=True)
class Planned:
    """One employee's check of the day; `second` doubles it, None for most."""

    employee: str
    first: Slot
    second: Slot | None


def plan_day(
    seed: str,
    day: date,
    shifts: Sequence[ExpectedShift],
    inspectors: Mapping[str, InspectorTurn],
    earlier: Earlier,
    not_before: datetime,
) -> list[Planned]:
    """One check for everybody in `shifts`, in order of time; the same arguments give the same plan.

    Nobody is planned to check themself. `not_before` is when the plan is made: a half of a shift that is over by then
    is not drawn, and somebody whose shift is over, or whom nobody can check, is left out.
    """
    load: Counter[str] = Counter()
    planned = []
    for shift in sorted(shifts, key=lambda shift: _draw(seed, day, shift.employee, "turn")):
        pool = _pool(shift.employee, inspectors)
        due_at = _due_at(seed, day, shift, earlier.halves.get(shift.employee, (0, 0)), not_before)
        if due_at is None or not pool:
            continue
        made = Counter({inspector: earlier.made.get((shift.employee, inspector), 0) for inspector in pool})
        first = Slot(_next_inspector(seed, day, shift, pool, made, load), due_at)
        others = [inspector for inspector in pool if inspector != first.inspector]
        second = None
        if others and _draw(seed, day, shift.employee, "double") < DOUBLED_SHARE:
            second_at = _moment(
                _draw(seed, day, shift.employee, "second"), due_at, min(due_at + SECOND_WITHIN, shift.ends_at)
            )
            second = Slot(_next_inspector(seed, day, shift, others, made, load), second_at)
        planned.append(Planned(shift.employee, first, second))
    return sorted(planned, key=lambda check: (check.first.due_at, check.employee))


def _draw(seed: str, day: date, *what: str) -> float:
    """A number from 0 to below 1 that only depends on what is named."""
    digest = sha256("|".join((seed, day.isoformat(), *what)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def _moment(drawn: float, begins: datetime, ends: datetime) -> datetime:
    """A whole minute from `begins` to before `ends`; the first one from `begins` on where none lies between."""
    first = begins if begins == begins.replace(second=0, microsecond=0) else _next_minute(begins)
    minutes = max(0, int((ends - first) / timedelta(minutes=1)))
    return first + timedelta(minutes=int(drawn * minutes))


def _next_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _due_at(
    seed: str, day: date, shift: ExpectedShift, halves: tuple[int, int], not_before: datetime
) -> datetime | None:
    """When a check is due: in the half that is drawn, or in the other one where that half is over; None if both are."""
    ends_at = shift.ends_at - LAST_BEFORE_END
    windows = [(shift.starts_at, shift.middle), (shift.middle, ends_at)]
    left = [(max(begins, not_before), ends) for begins, ends in windows]
    chosen = _half(_draw(seed, day, shift.employee, "half"), halves)
    for begins, ends in (left[chosen], left[1 - chosen]):
        if begins < ends:
            return _moment(_draw(seed, day, shift.employee, "minute"), begins, ends)
    return None


def _half(drawn: float, halves: tuple[int, int]) -> int:
    """0 for the first half of the shift, 1 for the second: drawn, unless the month is out of balance already."""
    first, second = halves
    if abs(first - second) >= FURTHEST_APART:
        return 0 if first < second else 1
    return 0 if drawn < 0.5 else 1


def _pool(employee: str, inspectors: Mapping[str, InspectorTurn]) -> list[str]:
    """Who may check this employee: those whose turn is first, and later ones until there are enough."""
    pool: list[str] = []
    for turn in InspectorTurn:
        if len(pool) < ENOUGH_INSPECTORS:
            pool += sorted(code for code, their in inspectors.items() if their is turn and code != employee)
    return pool


def _next_inspector(
    seed: str, day: date, shift: ExpectedShift, pool: Sequence[str], made: Counter[str], load: Counter[str]
) -> str:
    """Whoever has checked this employee least this month, then whoever has least to do today, then by lot."""
    chosen = min(
        pool,
        key=lambda inspector: (made[inspector], load[inspector], _draw(seed, day, shift.employee, "by", inspector)),
    )
    made[chosen] += 1
    load[chosen] += 1
    return chosen
