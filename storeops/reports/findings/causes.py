"""The likely cause of a movement, where the figures show one. Pure.

Of the month before only the hall's metrics are known, and of a closed one the handling of its services. So a cause
tells of a change only where both months have the figure (busier, idle_counters, longer_waits, other_mix, slower_*);
everything else says where this month's loss lies.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from math import log

from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import LikelyCause
from storeops.reports.findings.enough_cases import ENOUGH_CASES
from storeops.reports.findings.late_calls import late_stretch
from storeops.reports.findings.mix_and_speed import MeanChange, mean_change
from storeops.reports.findings.movements import (
    LEAST_IDLE_SECONDS,
    RELATIVE_STEP,
    SUM_STEP,
    Movement,
    change_per_customer,
)
from storeops.reports.findings.rated_moments import weakest_moment
from storeops.reports.findings.report_reading import ComparedPeriod, Values, figure_values, is_reason, month_values
from storeops.reports.layout.blocks import Number

LOAD_STEP = 0.03
"""Waits grow as rho / (1 - rho): with counters busy three quarters of the time, 3 % more work add over a tenth."""
MOST_OF_A_CHANGE = 0.5
"""A part explains a change if it makes at least half of it."""
LARGE_PART = 0.25
"""One service is named if it alone makes a quarter of the change."""
FEWEST_ROWS = 5
"""A reason, a move or a kind of case is named as the most frequent from this count on."""
Services = Mapping[str, Values]
Rule = Callable[[Report, ComparedPeriod], LikelyCause | None]


def likely_cause(movement: Movement, report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """What the first rule that the figures bear out says; None if they show none."""
    for rule in _rules(movement):
        cause = rule(report, period)
        if cause:
            return cause
    return None


def _rules(movement: Movement) -> tuple[Rule, ...]:
    """The rules to ask, in this order: those of the matter that the figure tells, or of the figure itself."""
    matter = METRIC_OF[movement.metric].matter
    if movement.is_better:
        return (calmer,) if matter and matter.name == "waiting" else ()
    return _OF_MATTER[matter.name] if matter else _OF_METRIC.get(movement.metric, ())


def busier(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """More work for each signed-in hour: transactions an hour x mean handling went up by LOAD_STEP."""
    return _load_changed(report, period, "busier", sign=1)


def calmer(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """Less work for each signed-in hour."""
    return _load_changed(report, period, "calmer", sign=-1)


def _load_changed(report: Report, period: ComparedPeriod, code: str, sign: int) -> LikelyCause | None:
    if not _moved(period, "transactions_per_hour", "handling_mean"):
        return None
    now, then, parts = month_values(report), period.values, {}
    for metric in ("transactions_per_hour", "handling_mean"):
        value, before = now.get(metric, 0), then.get(metric, 0)
        if value <= 0 or before <= 0:
            return None
        parts[metric] = {"value": value, "before": before, "amount": value / before - 1}
    grown = sign * sum(log(1 + found["amount"]) for found in parts.values())
    return LikelyCause(code, parts) if grown >= log(1 + LOAD_STEP) else None


def idle_counters(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """Counters stood free for longer while customers waited, per customer."""
    (value, before), (customers, customers_before) = (
        _pair(report, period, "idle_while_waiting"),
        _pair(report, period, "issued"),
    )
    if not value or not before or not customers or not customers_before or value < LEAST_IDLE_SECONDS:
        return None
    if not _moved(period, "idle_while_waiting"):
        return None
    amount = change_per_customer(value, customers, before, customers_before)
    values = {"value": value, "before": before, "amount": amount}
    return LikelyCause("idle_counters", values) if amount >= SUM_STEP else None


def longer_waits(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """Nine in ten customers waited up to a longer time."""
    value, before = _pair(report, period, "wait_p90")
    if value is None or not before or value / before - 1 < RELATIVE_STEP or not _moved(period, "wait_p90"):
        return None
    return LikelyCause("longer_waits", {"value": value, "before": before, "amount": value / before - 1})


def late_hours(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """The stretch of the week in which most customers were called late this month."""
    del period
    stretch = late_stretch(report)
    return LikelyCause("late_hours", stretch.values()) if stretch and stretch.late >= ENOUGH_CASES else None


def other_mix_or_slower(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """Why the mean handling grew: more of the long services, or services that took longer."""
    now = {code: figure_values(figures) for code, figures in report.by_service.items()}
    change = mean_change(now, period.by_service) if period.by_service else None
    grown = change.mix + change.within if change else 0.0
    if change is None or grown <= 0:
        return None
    if change.mix >= MOST_OF_A_CHANGE * grown:
        return LikelyCause("other_mix", {"seconds": change.mix, "seconds_in_all": grown})
    return _slower_service(change, now, period, grown) or _slower_everywhere(change, grown)


def _slower_service(change: MeanChange, now: Services, period: ComparedPeriod, grown: float) -> LikelyCause | None:
    service, seconds = max(sorted(change.by_service.items()), key=lambda item: item[1])
    value, before = (side.get(service, {}).get("handling_mean") for side in (now, period.by_service))
    if seconds < LARGE_PART * grown or value is None or before is None:
        return None
    values = {"service": service, "value": value, "before": before, "seconds": seconds, "seconds_in_all": grown}
    return LikelyCause("slower_service", values)


def _slower_everywhere(change: MeanChange, grown: float) -> LikelyCause | None:
    slower = sum(1 for seconds in change.by_service.values() if seconds > 0)
    values = {"slower": slower, "services": len(change.by_service), "seconds": change.within, "seconds_in_all": grown}
    return LikelyCause("slower_everywhere", values) if 2 * slower > len(change.by_service) else None


def most_over_target(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """The service that took most time over its target this month, with its most frequent reason."""
    del period
    for worst in report.over_target.by_service[:1]:
        if worst.over < FEWEST_ROWS:
            return None
        reason, count = _most(worst.reasons)
        counted = {"service": worst.service, "transactions": worst.transactions, "over": worst.over}
        values = {**counted, "seconds_over": worst.seconds_over, "reason": reason, "reason_count": count}
        return LikelyCause("most_over_target", values)
    return None


def disappointing_moment(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """The key moment with the fewest satisfied customers this month, if it lies clearly below the hall."""
    del period
    weakest = weakest_moment(report)
    if weakest is None:
        return None
    return LikelyCause("weakest_moment", {"moment": weakest.moment, "ratings": weakest.ratings, "csat": weakest.csat})


def most_moved(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """The hand-over between services that happened most this month."""
    del period
    moves = report.transfers.moves
    for move in moves[:1]:
        if move.count >= FEWEST_ROWS and not any(other.count == move.count for other in moves[1:2]):
            values = {"from": move.source, "to": move.target, "count": move.count, "visits": report.transfers.visits}
            return LikelyCause("most_moved", values)
    return None


def late_kind(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """The kind of case of which most were answered late this month."""
    del period
    late = Counter(case.kind for case in report.cases.late)
    kind, count = _most(late)
    values = {"kind": kind, "count": count, "late": late.total()}
    return LikelyCause("late_kind", values) if count >= FEWEST_ROWS else None


def failed_item(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """The item of the checklist that lost most points this month."""
    del period
    items = report.checklist.failed_items
    for item in items[:1]:
        if item.failed >= FEWEST_ROWS and not any(other.points_lost == item.points_lost > 0 for other in items[1:2]):
            values = {"zh": item.zh, "en": item.en, "failed": item.failed, "marked": item.marked}
            return LikelyCause("failed_item", values)
    return None


def most_complained(report: Report, period: ComparedPeriod) -> LikelyCause | None:
    """The service with most complaints this month."""
    del period
    complaints = report.heard.complaints
    rows = report.heard.complaints_by_service
    for row in rows[:1]:
        if row.count >= FEWEST_ROWS and complaints and not any(other.count == row.count for other in rows[1:2]):
            values = {"service": row.service, "count": row.count, "complaints": complaints}
            return LikelyCause("most_complained", values)
    return None


def _moved(period: ComparedPeriod, *metrics: str) -> bool:
    """Whether any of these moved by more than chance: what did not move is no cause."""
    judged = [period.judged.get(metric) for metric in metrics]
    return any(each is not None and each.is_more for each in judged)


def _pair(report: Report, period: ComparedPeriod, metric: str) -> tuple[Number | None, Number | None]:
    return month_values(report).get(metric), period.values.get(metric)


def _most(counts: Mapping[str, int]) -> tuple[str | None, int]:
    """The most frequent of coded reasons that were given, and how often; nothing where there is none, or several."""
    given = {code: count for code, count in counts.items() if is_reason(code) and count}
    most = max(given.values(), default=0)
    first = [code for code, count in given.items() if count == most]
    return (first[0], most) if len(first) == 1 else (None, 0)


_OF_MATTER: Mapping[str, tuple[Rule, ...]] = {
    "waiting": (idle_counters, busier, late_hours),
    "handling": (other_mix_or_slower, most_over_target),
    "handing_over": (most_moved,),
    "satisfaction": (disappointing_moment,),
}
"""Why a figure of each matter got worse."""
_OF_METRIC: Mapping[str, tuple[Rule, ...]] = {
    "abandonment": (longer_waits,),
    "followup_in_time": (late_kind,),
    "checklist_mean": (failed_item,),
    "complaints": (most_complained,),
}
"""Why one of no matter did."""
