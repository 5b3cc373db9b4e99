"""The three actions that would matter most, each with its effect as arithmetic on the month's figures. Pure.

Each rule counts the customers that its action would touch; ranked by that number times the weight of the kind. No
action names an employee: what one person should learn is said in person, not on the hall's page.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import ceil

from storeops.measuring.chance import apart_from_the_others
from storeops.measuring.counted import DayPart
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import MonthAction
from storeops.reports.findings.enough_cases import ENOUGH_CASES
from storeops.reports.findings.late_calls import late_first_calls, late_stretch
from storeops.reports.findings.movements import LEAST_IDLE_SECONDS
from storeops.reports.findings.rated_moments import unhappy, weakest_moment
from storeops.reports.findings.report_reading import is_reason, month_values

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


def actions(report: Report) -> list[MonthAction]:
    """At most MOST_ACTIONS, what matters most first, each of another kind."""
    found = [action for rule in _RULES if (action := rule(report)) and action.touched >= FEWEST_TOUCHED]
    ranked = sorted(found, key=lambda action: -action.touched * WEIGHTS[action.code])
    return ranked[:MOST_ACTIONS]


def open_counter(report: Report) -> MonthAction | None:
    """More counters in the stretch of the week that called most customers late, unless enough were open there.

    Where nobody recorded how many were open, it is said how many are needed; nothing where that is not known either.
    """
    stretch = late_stretch(report)
    if stretch is None or stretch.needed is None:
        return None
    opened, needed = stretch.open_counters, stretch.needed
    if opened is None:
        return MonthAction("open_counter", stretch.late, {**stretch.values(), "counters": ceil(needed)})
    if opened >= needed:
        return None
    return MonthAction("open_counter", stretch.late, {**stretch.values(), "more": max(1, round(needed - opened))})


def call_at_once(report: Report) -> MonthAction | None:
    """Counters free while customers wait.

    Counted are the idle seconds beyond SECONDS_TO_CALL for each customer served, and how many transactions of mean
    handling fit into them.
    """
    values = month_values(report)
    idle, served, handling = (values.get(metric, 0) for metric in ("idle_while_waiting", "served", "handling_mean"))
    beyond = idle - SECONDS_TO_CALL * served
    if beyond < LEAST_IDLE_SECONDS or handling < 1:
        return None
    fitting = int(beyond / handling)
    shown = {"seconds": idle, "beyond": beyond, "seconds_to_call": SECONDS_TO_CALL, "handling_mean": handling}
    touched = min(fitting, late_first_calls(report))
    return MonthAction("call_at_once", touched, {**shown, "transactions": fitting})


def remove_step(report: Report) -> MonthAction | None:
    """The step that cost most seconds over the target, in the service where it did."""
    for step in report.over_target.steps[:1]:
        return MonthAction("remove_step", step.count, dict(vars(step)))
    return None


def watch_service(report: Report) -> MonthAction | None:
    """The service with most seconds over its target, if its reasons mostly were not given: find them first."""
    for worst in report.over_target.by_service[:1]:
        given = sum(count for reason, count in worst.reasons.items() if is_reason(reason))
        if 2 * given >= worst.over:
            return None
        counted = {"service": worst.service, "transactions": worst.transactions, "over": worst.over}
        values = {**counted, "seconds_over": worst.seconds_over, "given": given}
        return MonthAction("watch_service", worst.over, values)
    return None


def keep_whole(report: Report) -> MonthAction | None:
    """The hand-over that happened most: let the counters of the one service do the other as well."""
    for move in report.transfers.moves[:1]:
        values = {"from": move.source, "to": move.target, "count": move.count, "visits": report.transfers.visits}
        return MonthAction("keep_whole", move.count, values)
    return None


def answer_cases(report: Report) -> MonthAction | None:
    """The kind of case that was answered late most often."""
    late = report.cases.late
    kinds = Counter(case.kind for case in late if case.kind)
    if not kinds:
        return None
    kind, count = max(sorted(kinds.items()), key=lambda item: item[1])
    hours = max(case.hours_late for case in late if case.kind == kind)
    values = {"kind": kind, "count": count, "late": len(late), "hours_late": hours, "due": report.cases.due}
    return MonthAction("answer_cases", count, values)


def offer_first(report: Report) -> MonthAction | None:
    """The offer that kept more leaving customers than all others together, by more than chance; None if two did.

    Judged by the days on which they were made, all offers together; a report that does not know the days names none.
    """
    made = [offer for offer in report.leaving.offers if offer.code != "none" and offer.count > 0]
    ranked = sorted(
        ((offer.kept_share, offer) for offer in made if offer.kept_share is not None), key=lambda item: -item[0]
    )
    others_count = sum(offer.count for _, offer in ranked[1:])
    if len(ranked) < 2 or ranked[0][0] == ranked[1][0] or min(ranked[0][1].count, others_count) < ENOUGH_CASES:
        return None
    kept_share, best = ranked[0]
    if best.code not in _offers_apart(report, [offer.code for offer in made]):
        return None
    others_share = sum(offer.count * share for share, offer in ranked[1:]) / others_count
    more = round((kept_share - others_share) * others_count)
    values = {"offer": best.code, "count": best.count, "kept_share": kept_share}
    others = {"others": others_count, "others_kept_share": others_share, "more": more}
    return MonthAction("offer_first", more, {**values, **others})


def _offers_apart(report: Report, offers: Sequence[str]) -> frozenset[str]:
    """Which of the offers differ from all others together by more than chance."""
    return apart_from_the_others(
        [
            {code: DayPart(made.kept, made.count) for code, made in day.items() if code in offers}
            for day in report.leaving.offer_days or []
        ]
    )


def improve_moment(report: Report) -> MonthAction | None:
    """The key moment that disappoints more than the others; waiting is left to the counters."""
    worst = weakest_moment(report, without=["waiting"])
    if worst is None:
        return None
    values = {"moment": worst.moment, "ratings": worst.ratings, "unhappy": unhappy(worst)}
    return MonthAction("improve_moment", unhappy(worst), values)


def practise_item(report: Report) -> MonthAction | None:
    """The item of the checklist that lost most points, if it fails often: as many customers as checks found it so."""
    for item in report.checklist.failed_items[:1]:
        if item.marked <= 0 or item.failed / item.marked < FAILED_OFTEN:
            return None
        served = month_values(report).get("served", 0)
        values = {"zh": item.zh, "en": item.en, "failed": item.failed, "marked": item.marked}
        return MonthAction("practise_item", round(served * item.failed / item.marked), values)
    return None


def ask_everyone(report: Report) -> MonthAction | None:
    """Visits whose closing question was not shown, if they are many."""
    values = month_values(report)
    rate, served = values.get("prompt_rate"), values.get("served", 0)
    if rate is None or rate >= PROMPT_FLOOR:
        return None
    missing = round((1 - rate) * served)
    return MonthAction("ask_everyone", missing, {"missing": missing, "served": served, "rate": rate})


_RULES: Sequence[Callable[[Report], MonthAction | None]] = (
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
