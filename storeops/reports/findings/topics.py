"""The one matter in which most is to be won this month (专题), with the figures that show it in depth. Pure.

The rule: the matter that touched most customers. A late answer to a case counts as CUSTOMERS_PER_CASE of them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from storeops.reports.document.report_document import Report
from storeops.reports.findings.late_calls import late_by_half_hour, late_first_calls, late_stretch
from storeops.reports.findings.noise import ENOUGH_CASES
from storeops.reports.findings.rated_moments import rated_moments, unhappy, weakest_moment
from storeops.reports.findings.report_reading import is_reason, known_values, month_values, number, part, rows

CUSTOMERS_PER_CASE = 10
"""A case answered late is a promise broken in person to somebody who had trouble already."""
LEAST_TOUCHED = ENOUGH_CASES
"""A month in which no matter touched that many has no topic."""
MOST_ROWS = 6

Topic = dict[str, Any]


def topic(report: Report) -> Topic | None:
    """{"code", "count", "touched", "values", "rows", "next"}; None if no matter is large enough.

    `count` is what was counted, `touched` its weight in customers; `next` is the second matter, None without one.
    """
    found = [candidate for name in _CANDIDATES if (candidate := name(report)) and candidate["touched"]]
    ranked = sorted(found, key=lambda candidate: -candidate["touched"])
    if not ranked or ranked[0]["touched"] < LEAST_TOUCHED:
        return None
    after = {key: ranked[1][key] for key in ("code", "touched", "count")} if len(ranked) > 1 else None
    return {**ranked[0], "next": after}


def late_calls(report: Report) -> Topic:
    """Customers called after the wait target; the half hours that lost most, in the order of the day."""
    late, values, lost = late_first_calls(report), month_values(report), late_by_half_hour(report)
    counters = {row.get("half_hour"): row for row in rows(report, "staffing", "half_hours")}
    half_hours = [
        _half_hour(half_hour, known_values(figures), counters.get(half_hour) or {}, lost.get(half_hour, 0.0))
        for half_hour, figures in part(report, "by_half_hour").items()
    ]
    worst = sorted(half_hours, key=lambda row: -row["late"])[:MOST_ROWS]
    stretch = late_stretch(report)
    return {
        "code": "late_calls",
        "count": late,
        "touched": late,
        "values": {
            "late": late,
            "served": values.get("served"),
            "service_level": values.get("service_level"),
            "stretch": stretch.values() if stretch else None,
        },
        "rows": sorted((row for row in worst if row["late"] > 0), key=lambda row: row["half_hour"]),
    }


def _half_hour(half_hour: str, figures: Mapping[str, Any], counters: Mapping[str, Any], late: float) -> dict[str, Any]:
    return {
        "half_hour": half_hour,
        "issued": figures.get("issued"),
        "late": late,
        "service_level": figures.get("service_level"),
        "wait_median": figures.get("wait_median"),
        "wait_p90": figures.get("wait_p90"),
        "open": counters.get("open"),
        "needed": counters.get("needed"),
    }


def slow_service(report: Report) -> Topic | None:
    """The service with most time over its target; its reasons, or all such services where nobody gave a reason."""
    services = rows(report, "over_target", "by_service")
    if not services:
        return None
    worst = services[0]
    service = str(worst.get("service"))
    figures = known_values(part(report, "by_service").get(service))
    named = part(part(report, "names"), "services").get(service) or {}
    measured = {"median": figures.get("handling_median"), "p90": figures.get("handling_p90")}
    target = {"target": named.get("target_seconds")}
    return {
        "code": "slow_service",
        "count": number(worst, "over"),
        "touched": number(worst, "over"),
        "values": {**_over(worst), **measured, **target},
        "rows": _reasons(worst) or [_over(row) for row in services[:MOST_ROWS]],
    }


def _over(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row.get(key) for key in ("service", "transactions", "over", "share", "seconds_over")}


def _reasons(service: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Most first, those not given last; empty where none was given."""
    given = {code: count for code, count in (service.get("reasons") or {}).items() if is_reason(code) and count}
    told = [{"reason": code, "count": given[code]} for code in sorted(given, key=lambda code: -given[code])]
    missing = number(service, "over") - sum(given.values())
    return [*told[: MOST_ROWS - 1], *([{"reason": None, "count": missing}] if missing > 0 else [])] if told else []


def handed_over(report: Report) -> Topic:
    """Visits sent from one counter to another; from where to where."""
    visits = number(part(report, "transfers"), "visits")
    moves = [{key: row.get(key) for key in ("from", "to", "count")} for row in rows(report, "transfers", "moves")]
    values = {"visits": visits, "transfer_rate": month_values(report).get("transfer_rate")}
    return {"code": "handed_over", "count": visits, "touched": visits, "values": values, "rows": moves[:MOST_ROWS]}


def late_cases(report: Report) -> Topic:
    """Cases answered late or not yet; by kind, with the longest delay."""
    kinds: dict[str, dict[str, Any]] = {}
    late = rows(report, "cases", "late")
    for row in late:
        kind = kinds.setdefault(str(row.get("kind")), {"kind": row.get("kind"), "late": 0, "hours_late": 0})
        kind["late"] += 1
        kind["hours_late"] = max(kind["hours_late"], number(row, "hours_late"))
    values = {"late": len(late), "due": number(part(report, "cases"), "due")}
    ranked = sorted(kinds.values(), key=lambda kind: -kind["late"])[:MOST_ROWS]
    touched = CUSTOMERS_PER_CASE * len(late)
    return {"code": "late_cases", "count": len(late), "touched": touched, "values": values, "rows": ranked}


def unhappy_moment(report: Report) -> Topic | None:
    """The key moment that disappoints more than the others, with its ratings below 4; the moments rated lowest."""
    worst = weakest_moment(report)
    if worst is None:
        return None
    values = {key: worst.get(key) for key in ("moment", "ratings", "mean", "csat")}
    lowest = rated_moments(report)[:MOST_ROWS]
    return {
        "code": "unhappy_moment",
        "count": unhappy(worst),
        "touched": unhappy(worst),
        "values": {**values, "unhappy": unhappy(worst)},
        "rows": [{key: row.get(key) for key in ("moment", "ratings", "mean", "csat")} for row in lowest],
    }


_CANDIDATES: tuple[Callable[[Report], Topic | None], ...] = (
    late_calls,
    slow_service,
    handed_over,
    late_cases,
    unhappy_moment,
)
