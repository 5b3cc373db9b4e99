"""Who works in the demo's hall: how fast they are, who is on duty when, and when they take a break. Pure.

Moments are offsets from the hall's opening.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from random import Random

GREETER = "3001"
SHIFT_LEAD = "4001"


@dataclass(frozen=True)
class Clerk:
    """`pace` is the time needed compared with an average clerk: 0.8 is fast. `after_work`: how often papers are left
    to be written up after a customer. A `beginner` came in the second month and learns."""

    code: str
    counter: str
    pace: float
    after_work: float
    is_beginner: bool = False


CLERKS = (
    Clerk("1001", "1", 0.98, 0.12),
    Clerk("1002", "2", 0.80, 0.08),
    Clerk("1003", "3", 1.24, 0.30),
    Clerk("1004", "4", 0.95, 0.15),
    Clerk("1005", "5", 1.06, 0.12),
    Clerk("1006", "6", 1.12, 0.22, is_beginner=True),
)
"""1002 is fast, 1003 careful and slow."""

BEGINS_AFTER = timedelta(days=31)
"""The beginner's first day, counted from the first day of the history."""
_EXTRA_AT_FIRST = 0.5
_LEARNS_IN_DAYS = 12


@dataclass(frozen=True)
class Break:
    """A pause of a counter with its reason code."""

    at: timedelta
    lasts: timedelta
    reason: str


@dataclass(frozen=True)
class ClerkShift:
    """One employee's day at one counter."""

    counter: str
    employee: str
    pace: float
    after_work: float
    begins: timedelta
    ends: timedelta
    breaks: tuple[Break, ...]


def pace_on(clerk: Clerk, day: date, first_day: date) -> float:
    """A clerk's pace on `day`; a beginner's comes down with the days worked."""
    if not clerk.is_beginner:
        return clerk.pace
    days_worked = (day - first_day - BEGINS_AFTER).days
    return clerk.pace + _EXTRA_AT_FIRST * exp(-days_worked / _LEARNS_IN_DAYS)


def counters_needed(visits: float) -> int:
    """How many counters the hall staffs for so many visits."""
    return 4 if visits < 262 else 5 if visits < 296 else 6


def roster(
    day: date, first_day: date, needed: int, counters: Sequence[str], day_length: timedelta, dice: Random
) -> list[ClerkShift]:
    """The shifts of a day at these counters, at most `needed`: the clerks take turns at being off."""
    employed = [
        clerk
        for clerk in CLERKS
        if clerk.counter in counters and not (clerk.is_beginner and day < first_day + BEGINS_AFTER)
    ]
    turn = day.toordinal() % len(CLERKS)
    on_duty = sorted(employed, key=lambda clerk: (int(clerk.code) - turn) % len(CLERKS))[:needed]
    return [
        _shift(clerk, pace_on(clerk, day, first_day), place, day_length, dice) for place, clerk in enumerate(on_duty)
    ]


def reinforcement(counter: str, begins: timedelta) -> ClerkShift:
    """The shift lead lends a hand."""
    return ClerkShift(counter, SHIFT_LEAD, 1.02, 0.05, begins, begins + timedelta(minutes=40), ())


def _shift(clerk: Clerk, pace: float, place: int, day_length: timedelta, dice: Random) -> ClerkShift:
    """The `place`-th shift of a day: early and late ones in turn, so that most are there in the middle of the day."""
    if place % 2 == 0:
        begins, ends = timedelta(minutes=-dice.uniform(2, 6)), day_length - timedelta(minutes=90)
    else:
        begins, ends = timedelta(minutes=70 - dice.uniform(0, 10)), day_length
    return ClerkShift(clerk.counter, clerk.code, pace, clerk.after_work, begins, ends, _breaks(place, dice))


def _breaks(place: int, dice: Random) -> tuple[Break, ...]:
    def about(minutes: float) -> timedelta:
        return timedelta(minutes=minutes + dice.uniform(-4, 4))

    breaks = [
        Break(about(135 + 40 * place), about(42), "meal"),
        Break(about(285 + 15 * place), about(12), "break"),
    ]
    if dice.random() < 0.3:
        reason = dice.choice(("errand", "helping", "other"))
        breaks.append(Break(timedelta(minutes=dice.uniform(30, 480)), about(8), reason))
    if dice.random() < 0.06:
        breaks.append(Break(about(440), about(22), "meeting"))
    return tuple(sorted(breaks, key=lambda each: each.at))
