"""Two months made of the days of one log, dealt at random: nothing changed between them, unless a fall is made."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from storeops.measuring.day_tally import DayTally
from storeops.measuring.metric import QueueTargets
from storeops.measuring.metric_registry import queue_figures
from storeops.measuring.sums import ValueCounts
from storeops.measuring.tally import Tally
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.tracking import tracking
from storeops.reports.comparison.period_days import PeriodDays, judged_changes
from storeops.reports.document.report_document import Report
from storeops.reports.findings.findings import findings
from storeops.reports.layout.blocks import KeyFigures
from storeops.reports.sections.section_json import read, written

Days = list[DayTally]


def dealt(days: Sequence[DayTally], chance: random.Random) -> tuple[Days, Days]:
    """The days dealt into two months that have the same weekdays; an odd day of a weekday is left out."""
    of_weekday: defaultdict[int, Days] = defaultdict(list)
    for day in days:
        of_weekday[day.business_day.isoweekday()].append(day)
    one: Days = []
    other: Days = []
    for same in of_weekday.values():
        chance.shuffle(same)
        half = len(same) // 2
        one += same[:half]
        other += same[half : 2 * half]
    return one, other


def compared(now: Sequence[DayTally], before: Sequence[DayTally], targets: QueueTargets) -> Report:
    """The report of one month after another, as far as their queue tells it."""
    sides = [PeriodDays([day.hall for day in month], {}) for month in (now, before)]
    figures, figures_before = (queue_figures(Tally.merged(side.tallies), targets) for side in sides)
    previous = {
        "month": "2026-09",
        "last_day": "2026-09-30",
        "metrics": {metric: figure["value"] for metric, figure in figures_before.items()},
        "open_days": len(before),
        "judged": written(judged_changes(sides[0], sides[1], targets)),
    }
    report = read(
        Report,
        {
            "month": "2026-10",
            "wait_target_seconds": targets.wait_seconds,
            "metrics": figures,
            "days": {day.business_day.isoformat(): {"issued": {"value": 1}} for day in now},
            "comparisons": {"previous": previous},
        },
    )
    return replace(report, findings=findings(report))


def named(report: Report) -> set[str]:
    """The metrics that the first page calls better or worse: in its sentences, and beside its figures."""
    moved = {each.metric for each in (*report.findings.improved, *report.findings.worsened)}
    blocks = tracking(report, Words("en")).blocks
    figures = [figure for block in blocks if isinstance(block, KeyFigures) for figure in block.figures]
    changes = [(figure.metric, change) for figure in figures if (change := figure.previous)]
    return moved | {metric for metric, change in changes if change.is_better is not None}


def with_fall(days: Sequence[DayTally], points: float, targets: QueueTargets, chance: random.Random) -> Days:
    """The same days with so many fewer of a hundred visits called in time: drawn at random, they waited a minute more
    than the target."""
    hall = Tally.merged(day.hall for day in days)
    figures = queue_figures(hall, targets)
    level, plain = figures["service_level"]["value"], figures["service_level_plain"]["value"]
    assert isinstance(level, float)
    assert isinstance(plain, float)
    late = points / 100 / level
    return [replace(day, hall=_later(day.hall, late, targets.wait_seconds, chance)) for day in days]


def _later(hall: Tally, share: float, target: int, chance: random.Random) -> Tally:
    counts: defaultdict[int, int] = defaultdict(int)
    for wait, count in hall.first_waits.counts.items():
        late = sum(chance.random() < share for _ in range(count)) if wait <= target else 0
        counts[wait] += count - late
        counts[target + 60] += late
    return replace(hall, first_waits=ValueCounts({wait: count for wait, count in counts.items() if count}))
