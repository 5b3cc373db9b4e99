"""The metrics of the queue, each computed in one place from plain facts. Pure.

What each means stands in metric_table.py under the same id. None is "did not happen", never 0.
"""

from bisect import bisect_right
from collections.abc import Callable

from storeops.reports import desk_time, durations
from storeops.reports.averages import mean, median, p90, share
from storeops.reports.measures import MeasuredVisit
from storeops.reports.queue_facts import QueueFacts

Figure = float | int | None


def service_level(facts: QueueFacts) -> Figure:
    """Served visits first called in time, of all served ones and those who left after too long a wait."""
    left_waits = (durations.wait_at_leaving(visit.fact) for visit in facts.leavers)
    missed = sum(1 for wait in left_waits if wait is not None and wait > facts.wait_target_seconds)
    return share(_in_time(facts), len(facts.served) + missed)


def service_level_plain(facts: QueueFacts) -> Figure:
    """Served visits first called in time, of all served ones."""
    return share(_in_time(facts), len(facts.served))


def _in_time(facts: QueueFacts) -> int:
    return bisect_right(facts.first_waits, facts.wait_target_seconds)


def finished_transactions(facts: QueueFacts) -> int:
    """Transactions of every class that were finished."""
    return len(facts.handlings)


def transactions_per_hour(facts: QueueFacts) -> Figure:
    """Finished transactions an hour signed in, on the days on which anybody was."""
    if facts.desks is None:
        return None
    finished = sum(len(visit.handlings) for visit in _of_manned_days(facts))
    return share(finished, desk_time.signed_in_seconds(facts.desks) / 3600)


def _of_manned_days(facts: QueueFacts) -> list[MeasuredVisit]:
    days = facts.desks.days if facts.desks else frozenset()
    return [visit for visit in facts.visits if visit.fact.business_day in days]


def wait(facts: QueueFacts) -> Figure:
    """The mean wait of all legs that were called."""
    return mean([leg.wait for leg in facts.legs if leg.wait is not None])


def visit_wait(facts: QueueFacts) -> Figure:
    """The mean of all waits of a visit together, of served visits."""
    return mean([visit.visit_wait for visit in facts.served if visit.visit_wait is not None])


def pre_open(facts: QueueFacts) -> Figure:
    """The mean time before opening, of the visits that came before opening."""
    return mean([early for early in _before_opening(facts) if early > 0])


def pre_open_share(facts: QueueFacts) -> Figure:
    """The visits that came before opening, of those on days with an opening."""
    early = _before_opening(facts)
    return share(sum(1 for seconds in early if seconds > 0), len(early))


def _before_opening(facts: QueueFacts) -> list[int]:
    early = (durations.pre_open(visit.fact) for visit in facts.visits)
    return [seconds for seconds in early if seconds is not None]


def walk_mean(facts: QueueFacts) -> Figure:
    """The mean walk, of legs that were called and started."""
    return mean([leg.walk for leg in facts.legs if leg.walk is not None])


def handling_gross_mean(facts: QueueFacts) -> Figure:
    """The mean handling with all that handling leaves out."""
    return mean([item.gross_handling for item in facts.transactions if item.gross_handling is not None])


def speed_compliance(facts: QueueFacts) -> Figure:
    """Normal transactions handled within their service's target, of those that have one."""
    measured = met = 0
    for item in facts.transactions:
        target = item.fact.target_seconds
        if target is not None and item.handling is not None and item.fact.transaction_class == "normal":
            measured += 1
            met += item.handling <= target
    return share(met, measured)


def occupancy(facts: QueueFacts) -> Figure:
    """Handling and after-work, of the signed-in time less the pauses, on the days on which anybody was signed in."""
    if facts.desks is None:
        return None
    handled = sum(sum(visit.handlings) for visit in _of_manned_days(facts))
    return share(handled + desk_time.after_work_seconds(facts.desks), desk_time.present_seconds(facts.desks))


def idle_while_waiting(facts: QueueFacts) -> Figure:
    """Seconds in which a counter was free while a ticket that it may serve waited; None if no counter is known."""
    if facts.desks is None or all(span.counter_id is None for span in facts.desks.signed_in):
        return None
    return desk_time.idle_while_waiting(facts.desks)


def one_stop_gross(facts: QueueFacts) -> Figure:
    """Served visits that were done in one leg and left no open follow-up behind, of all served ones."""
    done = sum(1 for visit in facts.served if len(visit.legs) == 1 and not visit.fact.left_with_follow_up)
    return share(done, len(facts.served))


def one_stop_net(facts: QueueFacts) -> Figure:
    """None: it needs a customer key, and no ticket holds one."""
    del facts
    return None


def transfer_rate(facts: QueueFacts) -> Figure:
    """Visits with a transfer, of those that have ended."""
    ended = [*facts.served, *facts.leavers]
    moved = sum(1 for visit in ended if any(leg.fact.outcome == "transferred" for leg in visit.legs))
    return share(moved, len(ended))


def promise_kept(facts: QueueFacts) -> Figure:
    """First legs called by the promised time, of those called."""
    called = kept = 0
    for visit in facts.visits:
        called_at = durations.first_call(visit.fact.legs[0])
        if called_at is not None:
            called += 1
            kept += called_at <= visit.fact.due_at
    return share(kept, called)


def estimate_in_range(facts: QueueFacts) -> Figure:
    """First waits inside the range shown at issue, of those that were shown one."""
    inside = sum(1 for wait, low, high in facts.estimated_waits if low <= wait <= high)
    return share(inside, len(facts.estimated_waits))


def visit_time(facts: QueueFacts) -> Figure:
    """The mean time from first issue to last end, of served visits."""
    return mean([visit.visit_time for visit in facts.timed if visit.visit_time is not None])


def held_time(facts: QueueFacts) -> Figure:
    """The mean time on hold, of the visits that visit_time counts."""
    return mean([visit.held for visit in facts.timed])


def unaccounted_time(facts: QueueFacts) -> Figure:
    """The mean of what legs and holds leave of the visit time, of the visits that visit_time counts."""
    return mean([visit.unaccounted for visit in facts.timed if visit.unaccounted is not None])


FORMULAS: dict[str, Callable[[QueueFacts], Figure]] = {
    "issued": lambda facts: len(facts.visits),
    "served": lambda facts: len(facts.served),
    "transactions": finished_transactions,
    "transactions_per_hour": transactions_per_hour,
    "wait": wait,
    "wait_mean": lambda facts: mean(facts.first_waits),
    "wait_median": lambda facts: median(facts.first_waits),
    "wait_p90": lambda facts: p90(facts.first_waits),
    "visit_wait": visit_wait,
    "pre_open": pre_open,
    "pre_open_share": pre_open_share,
    "walk_mean": walk_mean,
    "handling_mean": lambda facts: mean(facts.handlings),
    "handling_median": lambda facts: median(facts.handlings),
    "handling_p90": lambda facts: p90(facts.handlings),
    "handling_gross_mean": handling_gross_mean,
    "service_level": service_level,
    "service_level_plain": service_level_plain,
    "abandonment": lambda facts: share(len(facts.leavers), len(facts.visits)),
    "speed_compliance": speed_compliance,
    "occupancy": occupancy,
    "idle_while_waiting": idle_while_waiting,
    "one_stop_gross": one_stop_gross,
    "one_stop_net": one_stop_net,
    "transfer_rate": transfer_rate,
    "assisted_count": lambda facts: sum(1 for visit in facts.visits if visit.fact.segment == "assisted"),
    "promise_kept": promise_kept,
    "estimate_error_median": lambda facts: median(facts.estimate_errors),
    "estimate_error_p90": lambda facts: p90(facts.estimate_errors),
    "estimate_in_range": estimate_in_range,
    "visit_time": visit_time,
    "held_time": held_time,
    "unaccounted_time": unaccounted_time,
}
