"""The one matter in which most is to be won this month (专题), with the figures that show it in depth. Pure.

The rule: the matter that touched most customers. A late answer to a case counts as CUSTOMERS_PER_CASE of them.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import MonthTopic, NextMatter
from storeops.reports.findings.enough_cases import ENOUGH_CASES
from storeops.reports.findings.late_calls import late_by_half_hour, late_first_calls, late_stretch
from storeops.reports.findings.rated_moments import rated_moments, unhappy, weakest_moment
from storeops.reports.findings.report_reading import Values, figure_values, is_reason, month_values
from storeops.reports.layout.blocks import Number
from storeops.reports.sections.floor_section import ServiceOverTarget
from storeops.reports.sections.quality_section import RatedMoment
from storeops.reports.sections.staffing_section import StaffedHalfHour

CUSTOMERS_PER_CASE = 10
"""A case answered late is a promise broken in person to somebody who had trouble already."""
LEAST_TOUCHED = ENOUGH_CASES
"""A month in which no matter touched that many has no topic."""
MOST_ROWS = 6


def topic(report: Report) -> MonthTopic | None:
    """The matter that touched most, and which comes next; None if no matter is large enough."""
    found = [candidate for name in _CANDIDATES if (candidate := name(report)) and candidate.touched]
    ranked = sorted(found, key=lambda candidate: -candidate.touched)
    if not ranked or ranked[0].touched < LEAST_TOUCHED:
        return None
    following = [NextMatter(second.code, second.touched, second.count) for second in ranked[1:2]]
    return replace(ranked[0], next=following[0] if following else None)


def late_calls(report: Report) -> MonthTopic:
    """Customers called after the wait target; the half hours that lost most, in the order of the day."""
    late, values, lost = late_first_calls(report), month_values(report), late_by_half_hour(report)
    counters = {staffed.half_hour: staffed for staffed in report.staffing.half_hours}
    half_hours = [
        _half_hour(half_hour, figure_values(own), counters.get(half_hour), lost.get(half_hour, 0.0))
        for half_hour, own in report.by_half_hour.items()
    ]
    worst = sorted(half_hours, key=lambda row: -row["late"])[:MOST_ROWS]
    stretch = late_stretch(report)
    return MonthTopic(
        code="late_calls",
        count=late,
        touched=late,
        values={
            "late": late,
            "served": values.get("served"),
            "service_level": values.get("service_level"),
            "stretch": stretch.values() if stretch else None,
        },
        rows=sorted((row for row in worst if row["late"] > 0), key=lambda row: str(row["half_hour"])),
    )


def _half_hour(half_hour: str, figures: Values, counters: StaffedHalfHour | None, late: float) -> dict[str, Any]:
    return {
        "half_hour": half_hour,
        "issued": figures.get("issued"),
        "late": late,
        "service_level": figures.get("service_level"),
        "wait_median": figures.get("wait_median"),
        "wait_p90": figures.get("wait_p90"),
        "open": counters.open if counters else None,
        "needed": counters.needed if counters else None,
    }


def slow_service(report: Report) -> MonthTopic | None:
    """The transactions over their targets, of the whole hall as the late calls are; the service with most time over.

    Its reasons are shown, or all such services where nobody gave a reason.
    """
    over = report.over_target
    services = over.by_service
    if not services:
        return None
    worst = services[0]
    figures = figure_values(report.by_service.get(worst.service, {}))
    named = report.names.services.get(worst.service)
    measured = {"median": figures.get("handling_median"), "p90": figures.get("handling_p90")}
    return MonthTopic(
        code="slow_service",
        count=over.over,
        touched=over.over,
        values={
            **_over(worst),
            **measured,
            "target": named.target_seconds if named else None,
            "over_in_all": over.over,
            "transactions_in_all": over.transactions,
        },
        rows=_reasons(worst) or [_over(service) for service in services[:MOST_ROWS]],
    )


def _over(service: ServiceOverTarget) -> dict[str, Any]:
    return {
        "service": service.service,
        "transactions": service.transactions,
        "over": service.over,
        "share": service.share,
        "seconds_over": service.seconds_over,
    }


def _reasons(service: ServiceOverTarget) -> list[dict[str, Any]]:
    """Most first, those not given last; empty where none was given."""
    given = {code: count for code, count in service.reasons.items() if is_reason(code) and count}
    told: list[dict[str, Any]] = [
        {"reason": code, "count": given[code]} for code in sorted(given, key=lambda code: -given[code])
    ]
    missing = service.over - sum(given.values())
    return [*told[: MOST_ROWS - 1], *([{"reason": None, "count": missing}] if missing > 0 else [])] if told else []


def handed_over(report: Report) -> MonthTopic:
    """Visits sent from one counter to another; from where to where."""
    visits = report.transfers.visits
    moves = [{"from": move.source, "to": move.target, "count": move.count} for move in report.transfers.moves]
    values = {"visits": visits, "transfer_rate": month_values(report).get("transfer_rate")}
    return MonthTopic("handed_over", visits, visits, values, moves[:MOST_ROWS])


def late_cases(report: Report) -> MonthTopic:
    """Cases answered late or not yet; by kind, with the longest delay."""
    hours: dict[str, list[Number]] = {}
    for case in report.cases.late:
        hours.setdefault(case.kind, []).append(case.hours_late)
    late = len(report.cases.late)
    ranked = sorted(hours.items(), key=lambda item: -len(item[1]))[:MOST_ROWS]
    return MonthTopic(
        code="late_cases",
        count=late,
        touched=CUSTOMERS_PER_CASE * late,
        values={"late": late, "due": report.cases.due},
        rows=[{"kind": kind, "late": len(each), "hours_late": max(0, *each)} for kind, each in ranked],
    )


def unhappy_moment(report: Report) -> MonthTopic | None:
    """The key moment that disappoints more than the others, with its ratings below 4; the moments rated lowest."""
    worst = weakest_moment(report)
    if worst is None:
        return None
    return MonthTopic(
        code="unhappy_moment",
        count=unhappy(worst),
        touched=unhappy(worst),
        values={**_rated(worst), "unhappy": unhappy(worst)},
        rows=[_rated(moment) for moment in rated_moments(report)[:MOST_ROWS]],
    )


def _rated(moment: RatedMoment) -> dict[str, Any]:
    return {"moment": moment.moment, "ratings": moment.ratings, "mean": moment.mean, "csat": moment.csat}


_CANDIDATES: tuple[Callable[[Report], MonthTopic | None], ...] = (
    late_calls,
    slow_service,
    handed_over,
    late_cases,
    unhappy_moment,
)
