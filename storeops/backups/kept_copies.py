"""How copies are named, and which of them are kept. Pure.

The name tells all that is needed, so that a folder speaks for itself even where the hall is gone: which hall, when, and
what was found in it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from storeops.base.business_time import business_day

_STAMP = "%Y%m%dT%H%M%SZ"


class Grade(StrEnum):
    """What was found in a copy. All but a damaged one can be put back."""

    CLEAN = "clean"
    FINDINGS = "findings"
    UNCHECKED = "unchecked"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class KeptCopy:
    """A copy in the folder. `file` is its name there; `number` tells those of one second apart."""

    file: str
    made_at: datetime
    grade: Grade
    number: int = 1


ALL_OF = timedelta(days=1)
"""Before the newest copy, over so long all are kept."""


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


_Span = Callable[[date], object]
KEPT: Sequence[tuple[_Span, int]] = ((lambda day: day, 14), (_week, 13), (_month, 12))
"""Of so many days, weeks and months that have copies the newest of each is kept: a fortnight, a quarter, a year.

Counted are spans that have a copy, not those that the calendar had: a clock that runs ahead, or a hall that stood still
for a year, makes nothing old."""


def name_of(hall: str, made_at: datetime, grade: Grade, *, is_sealed: bool, number: int = 1) -> str:
    """The name of a copy of a hall: `hall-20261201T203000Z.db`, `hall-20261201T203000Z-2-findings.sealed`."""
    again = f"-{number}" if number > 1 else ""
    told = "" if grade is Grade.CLEAN else f"-{grade}"
    return f"{hall}-{made_at.astimezone(UTC):{_STAMP}}{again}{told}.{'sealed' if is_sealed else 'db'}"


_AFTER_THE_HALL = re.compile(r"-(\d{8}T\d{6}Z)(?:-(\d+))?(?:-([a-z]+))?\.(?:db|sealed)")


def copy_of(hall: str, file: str) -> KeptCopy | None:
    """What the name of a file tells; None where it is no copy of this hall."""
    told = _AFTER_THE_HALL.fullmatch(file.removeprefix(hall)) if file.startswith(hall) else None
    if not told:
        return None
    try:
        made_at = datetime.strptime(told[1], _STAMP).replace(tzinfo=UTC)
        grade = Grade(told[3] or Grade.CLEAN)
    except ValueError:
        return None
    return KeptCopy(file, made_at, grade, int(told[2] or 1))


def newest_first(copies: Iterable[KeptCopy]) -> list[KeptCopy]:
    """Copies in the order in which somebody would want them back."""
    return sorted(copies, key=lambda each: (each.made_at, each.number), reverse=True)


def restorable(copies: Iterable[KeptCopy]) -> list[KeptCopy]:
    """Those that can be put back, the newest first."""
    return newest_first(each for each in copies if each.grade is not Grade.DAMAGED)


def not_kept(copies: Iterable[KeptCopy], zone: ZoneInfo, just_made: str | None = None) -> list[KeptCopy]:
    """Which copies may go, the newest first. Never the last that can be put back, nor the last that checked.

    `just_made`: the file of the copy that was made this moment. It stays, though by the time in its name it may be an
    old one: the clock was set back since the others were made.
    """
    copies = newest_first(copies)
    good = restorable(copies)
    kept = {*good[:1], *[each for each in good if each.grade is Grade.CLEAN][:1]}
    kept |= {each for each in good if good[0].made_at - each.made_at <= ALL_OF}
    for span, count in KEPT:
        kept |= set(_newest_of_each(good, lambda at, span=span: span(business_day(at, zone)), count))  # type: ignore[misc]
    # A damaged one helps only whoever has nothing later.
    kept |= {each for each in copies[:1] if each.grade is Grade.DAMAGED}
    kept |= {each for each in copies if each.file == just_made}
    return [each for each in copies if each not in kept]


def _newest_of_each(copies: Sequence[KeptCopy], span_of: Callable[[datetime], object], count: int) -> list[KeptCopy]:
    """The newest copy of each of the `count` latest spans that have one. The copies come newest first."""
    found: dict[object, KeptCopy] = {}
    for copy in copies:
        span = span_of(copy.made_at)
        if span not in found and len(found) < count:
            found[span] = copy
    return list(found.values())
