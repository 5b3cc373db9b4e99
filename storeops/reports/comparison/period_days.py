"""The days of two periods, and which figures changed between them by more than chance. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storeops.measuring.chance import chance_of_change, chance_of_distance, more_than_chance
from storeops.measuring.counted import Aimed, DayPart
from storeops.measuring.metric import QueueTargets
from storeops.measuring.metric_registry import ALL_METRICS, METRIC_OF, QUEUE_METRIC_OF
from storeops.measuring.tally import Tally
from storeops.reports.document.report_document import JudgedChange


@dataclass(frozen=True)
class PeriodDays:
    """The open days of a period, on which tickets were issued: the hall's tallies, and what each day adds to the
    figures of service quality."""

    tallies: Sequence[Tally]
    quality: Mapping[str, Sequence[DayPart]]


def judged_changes(now: PeriodDays, before: PeriodDays, targets: QueueTargets) -> dict[str, JudgedChange]:
    """The changes of all metrics: those that know better from worse judged together, and so are the others.

    A metric that either period does not have is left out.
    """
    both = Tally.merged([*now.tallies, *before.tallies])
    chances: dict[str, float | None] = {}
    for metric in ALL_METRICS:
        days, days_before = (_parts(metric.id, period, both, targets) for period in (now, before))
        if _has_any(days) and _has_any(days_before):
            chances[metric.id] = chance_of_change(days, days_before)
    known = {metric: chance for metric, chance in chances.items() if chance is not None}
    neutral = {metric: chance for metric, chance in known.items() if METRIC_OF[metric].better is None}
    judged = {metric: chance for metric, chance in known.items() if metric not in neutral}
    more = more_than_chance(judged) | more_than_chance(neutral)
    return {metric: JudgedChange(chance, metric in more) for metric, chance in chances.items()}


def judged_aims(days: PeriodDays, aims: Mapping[str, float], targets: QueueTargets) -> dict[str, JudgedChange]:
    """How far each figure is from what it is aimed at (of what adds up: by now), judged together."""
    chances = {metric: chance_of_distance(*_aimed(metric, days, aim, targets)) for metric, aim in aims.items()}
    more = more_than_chance({metric: chance for metric, chance in chances.items() if chance is not None})
    return {metric: JudgedChange(chance, metric in more) for metric, chance in chances.items()}


def _aimed(metric: str, days: PeriodDays, aim: float, targets: QueueTargets) -> Aimed:
    of_queue = QUEUE_METRIC_OF.get(metric)
    if of_queue is not None:
        return of_queue.counted.aimed(days.tallies, targets, aim)
    parts = days.quality.get(metric, [])
    fills_up = METRIC_OF[metric].unit == "count"
    return Aimed(parts, aim / max(sum(part.whole for part in parts), 1) if fills_up else aim)


def _parts(metric: str, period: PeriodDays, both: Tally, targets: QueueTargets) -> Sequence[DayPart]:
    of_queue = QUEUE_METRIC_OF.get(metric)
    if of_queue is None:
        return period.quality.get(metric, [])
    return of_queue.counted.day_parts(period.tallies, targets, both)


def _has_any(days: Sequence[DayPart]) -> bool:
    return any(day.whole > 0 for day in days)
