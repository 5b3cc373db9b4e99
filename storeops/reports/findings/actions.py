"""The three actions that would matter most, each with its effect as arithmetic on the month's figures. Pure.

Each rule counts the customers that its action would touch; ranked by that number times the weight of the kind. No
action names an employee: what one person should learn is said in person, not on the hall's page.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from storeops.reports.document.report_document import Report
from storeops.reports.findings.late_calls import late_first_calls, late_stretch
from storeops.reports.findings.movements import LEAST_IDLE_SECONDS
from storeops.reports.findings.noise import ENOUGH_CASES, SIGNIFICANT_Z, share_z
from storeops.reports.findings.rated_moments import unhappy, weakest_moment
from storeops.reports.findings.report_reading import is_reason, month_values, number, part, rows

MOST_ACTIONS = 3
"""What a hall can do in one month."""
FEWEST_TOUCHED = 5
"""An action for fewer customers than this is for one conversation, not for the hall's page."""
PROMPT_FLOOR = 0.90
"""Below it the star rules cap what ratings may count, so that asking everybody becomes the hall's business."""
FAILED_OFTEN = 0.10
"""An item that one check of ten finds wanting is a habit of the hall."""
SECONDS_TO_CALL = 15
"""Between two customers a desk is tidied and the button pressed: so much for each customer is no idleness."""

WEIGHTS = {
    "open_counter": 1.0,
    "call_at_once": 1.0,
    "remove_step": 1.0,
    "watch_service": 0.5,
    "keep_whole": 1.0,
    "answer_cases": 10.0,
    "offer_first": 5.0,
    "improve_moment": 0.5,
    "practise_item": 0.1,
    "ask_everyone": 0.1,
}
"""Customers count once; a broken promise in person and a customer kept count more; half where the remedy must still be
found; a tenth where the customer would hardly notice (a habit that checks found, a question not asked)."""

Action = dict[str, Any]


def actions(report: Report) -> list[Action]:
    """At most MOST_ACTIONS of {"code", "values", "touched"}, what matters most first, each of another kind."""
    found = [action for rule in _RULES if (action := rule(report)) and action["touched"] >= FEWEST_TOUCHED]
    ranked = sorted(found, key=lambda action: -action["touched"] * WEIGHTS[action["code"]])
    return ranked[:MOST_ACTIONS]


def open_counter(report: Report) -> Action | None:
    """More counters in the stretch of the week that called most customers late, unless enough were open there."""
    stretch = late_stretch(report)
    if stretch is None:
        return None
    opened, needed = stretch.open_counters, stretch.needed
    if opened is not None and needed is not None and opened >= needed:
        return None
    more = max(1, round(needed - opened)) if opened is not None and needed is not None else 1
    return {"code": "open_counter", "touched": stretch.late, "values": {**stretch.values(), "more": more}}


def call_at_once(report: Report) -> Action | None:
    """Counters free while customers wait.

    Counted are the idle seconds beyond SECONDS_TO_CALL for each customer served, and how many transactions of mean
    handling fit into them.
    """
    values = month_values(report)
    idle, served, handling = (values.get(metric, 0) for metric in ("idle_while_waiting", "served", "handling_mean"))
    beyond = idle - SECONDS_TO_CALL * served
    if beyond < LEAST_IDLE_SECONDS or handling <= 0:
        return None
    fitting = int(beyond / handling)
    shown = {"seconds": idle, "beyond": beyond, "seconds_to_call": SECONDS_TO_CALL, "handling_mean": handling}
    touched = min(fitting, late_first_calls(report))
    return {"code": "call_at_once", "touched": touched, "values": {**shown, "transactions": fitting}}


def remove_step(report: Report) -> Action | None:
    """The step that cost most seconds over the target, in the service where it did."""
    for row in rows(report, "over_target", "steps")[:1]:
        values = {key: row.get(key) for key in ("reason", "service", "count", "seconds_over")}
        return {"code": "remove_step", "touched": number(row, "count"), "values": values}
    return None


def watch_service(report: Report) -> Action | None:
    """The service with most seconds over its target, if its reasons mostly were not given: find them first."""
    for row in rows(report, "over_target", "by_service")[:1]:
        given = sum(count or 0 for reason, count in (row.get("reasons") or {}).items() if is_reason(reason))
        over = number(row, "over")
        values = {key: row.get(key) for key in ("service", "transactions", "over", "seconds_over")}
        if 2 * given >= over:
            return None
        return {"code": "watch_service", "touched": over, "values": {**values, "given": given}}
    return None


def keep_whole(report: Report) -> Action | None:
    """The hand-over that happened most: let the counters of the one service do the other as well."""
    for row in rows(report, "transfers", "moves")[:1]:
        values = {key: row.get(key) for key in ("from", "to", "count")}
        values["visits"] = number(part(report, "transfers"), "visits")
        return {"code": "keep_whole", "touched": number(row, "count"), "values": values}
    return None


def answer_cases(report: Report) -> Action | None:
    """The kind of case that was answered late most often."""
    late = rows(report, "cases", "late")
    kinds = Counter(str(row["kind"]) for row in late if row.get("kind"))
    if not kinds:
        return None
    kind, count = max(sorted(kinds.items()), key=lambda item: item[1])
    hours = max(number(row, "hours_late") for row in late if row.get("kind") == kind)
    values = {"kind": kind, "count": count, "late": len(late), "hours_late": hours}
    return {"code": "answer_cases", "touched": count, "values": {**values, "due": number(part(report, "cases"), "due")}}


def offer_first(report: Report) -> Action | None:
    """The offer that kept more leaving customers than all others together, by more than chance."""
    offers = [row for row in rows(report, "leaving", "offers") if _kept(row) is not None and row.get("code") != "none"]
    for best in sorted(offers, key=lambda row: -number(row, "kept_share"))[:1]:
        others = [row for row in offers if row is not best]
        count, others_count = number(best, "count"), sum(number(row, "count") for row in others)
        if min(count, others_count) < ENOUGH_CASES:
            return None
        others_share = sum(number(row, "count") * number(row, "kept_share") for row in others) / others_count
        if share_z(number(best, "kept_share"), count, others_share, others_count) < SIGNIFICANT_Z:
            return None
        values = {"offer": best.get("code"), "count": count, "kept_share": best.get("kept_share")}
        more = round((number(best, "kept_share") - others_share) * others_count)
        return {
            "code": "offer_first",
            "touched": more,
            "values": {**values, "others": others_count, "others_kept_share": others_share, "more": more},
        }
    return None


def _kept(row: Any) -> float | None:
    kept: float | None = row.get("kept_share")
    return kept if number(row, "count") > 0 else None


def improve_moment(report: Report) -> Action | None:
    """The key moment that disappoints more than the others; waiting is left to the counters."""
    worst = weakest_moment(report, without=["waiting"])
    if worst is None:
        return None
    values = {"moment": worst.get("moment"), "ratings": number(worst, "ratings"), "unhappy": unhappy(worst)}
    return {"code": "improve_moment", "touched": unhappy(worst), "values": values}


def practise_item(report: Report) -> Action | None:
    """The item of the checklist that lost most points, if it fails often: as many customers as checks found it so."""
    for row in rows(report, "checklist", "failed_items")[:1]:
        failed, marked = number(row, "failed"), number(row, "marked")
        if marked <= 0 or failed / marked < FAILED_OFTEN:
            return None
        served = month_values(report).get("served", 0)
        values = {"zh": row.get("zh"), "en": row.get("en"), "failed": failed, "marked": marked}
        return {"code": "practise_item", "touched": round(served * failed / marked), "values": values}
    return None


def ask_everyone(report: Report) -> Action | None:
    """Visits whose closing question was not shown, if they are many."""
    values = month_values(report)
    rate, served = values.get("prompt_rate"), values.get("served", 0)
    if rate is None or rate >= PROMPT_FLOOR:
        return None
    missing = round((1 - rate) * served)
    return {"code": "ask_everyone", "touched": missing, "values": {"missing": missing, "served": served, "rate": rate}}


_RULES: Sequence[Callable[[Report], Action | None]] = (
    open_counter,
    call_at_once,
    remove_step,
    watch_service,
    keep_whole,
    answer_cases,
    offer_first,
    improve_moment,
    practise_item,
    ask_everyone,
)
