"""The metrics of the queue, each computed in one place from a tally. Pure.

What each means stands in metric_table.py under the same id. None is "did not happen", never 0.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from storeops.measuring.metric_table import METRICS
from storeops.measuring.quality_table import QUALITY_METRICS
from storeops.measuring.sums import share
from storeops.measuring.tally import Tally

Figure = float | int | None


@dataclass(frozen=True)
class QueueTargets:
    """What figures are measured against: the hall's wait in seconds, and the handling of services that have a target.

    A service without a target is not in `handling_seconds`.
    """

    wait_seconds: int
    handling_seconds: Mapping[str, int]


def service_level(tally: Tally, targets: QueueTargets) -> Figure:
    """Served visits first called in time, of all served ones and those who left after too long a wait."""
    missed = tally.waits_at_leaving.count - tally.waits_at_leaving.at_most(targets.wait_seconds)
    return share(tally.first_waits.at_most(targets.wait_seconds), tally.served + missed)


def service_level_plain(tally: Tally, targets: QueueTargets) -> Figure:
    """Served visits first called in time, of all served ones."""
    return share(tally.first_waits.at_most(targets.wait_seconds), tally.served)


def speed_compliance(tally: Tally, targets: QueueTargets) -> Figure:
    """Normal transactions handled within their service's target, of those that have one."""
    measured = met = 0
    for service, handlings in tally.normal_handlings:
        target = targets.handling_seconds.get(service)
        if target is not None:
            measured += handlings.count
            met += handlings.at_most(target)
    return share(met, measured)


def transactions_per_hour(tally: Tally) -> Figure:
    """Finished transactions an hour signed in, on the days on which anybody was."""
    return share(tally.desk.finished, tally.desk.signed_in / 3600)


def occupancy(tally: Tally) -> Figure:
    """Handling and after-work, of the signed-in time less the pauses, on the days on which anybody was signed in."""
    return share(tally.desk.handled + tally.desk.after_work, tally.desk.present)


def idle_while_waiting(tally: Tally) -> Figure:
    """Seconds in which a counter was free while a ticket that it may serve waited; None if no counter is known."""
    return tally.desk.idle if tally.desk.days_with_counters else None


def transfer_rate(tally: Tally) -> Figure:
    """Visits with a transfer, of those that have ended."""
    return share(tally.transferred, tally.served + tally.left)


def estimate_error_median(tally: Tally) -> Figure:
    """The median distance of first waits from the middle of the range shown at issue."""
    return _half(tally.estimate_errors_doubled.median)


def estimate_error_p90(tally: Tally) -> Figure:
    """The distance that nine tenths of them do not exceed."""
    return _half(tally.estimate_errors_doubled.p90)


def _half(doubled: float | None) -> float | None:
    return None if doubled is None else doubled / 2


def of_tally(formula: Callable[[Tally], Figure]) -> Callable[[Tally, QueueTargets], Figure]:
    """A formula that asks for no target, called like the others."""
    return lambda tally, _: formula(tally)


FORMULAS: dict[str, Callable[[Tally, QueueTargets], Figure]] = {
    "issued": of_tally(lambda tally: tally.issued),
    "served": of_tally(lambda tally: tally.served),
    "transactions": of_tally(lambda tally: tally.handlings.count),
    "transactions_per_hour": of_tally(transactions_per_hour),
    "wait": of_tally(lambda tally: tally.leg_waits.mean),
    "wait_mean": of_tally(lambda tally: tally.first_waits.mean),
    "wait_median": of_tally(lambda tally: tally.first_waits.median),
    "wait_p90": of_tally(lambda tally: tally.first_waits.p90),
    "visit_wait": of_tally(lambda tally: tally.visit_waits.mean),
    "pre_open": of_tally(lambda tally: tally.pre_open.mean),
    "pre_open_share": of_tally(lambda tally: share(tally.pre_open.count, tally.with_opening)),
    "walk_mean": of_tally(lambda tally: tally.walks.mean),
    "handling_mean": of_tally(lambda tally: tally.handlings.mean),
    "handling_median": of_tally(lambda tally: tally.handlings.median),
    "handling_p90": of_tally(lambda tally: tally.handlings.p90),
    "handling_gross_mean": of_tally(lambda tally: tally.gross_handlings.mean),
    "service_level": service_level,
    "service_level_plain": service_level_plain,
    "abandonment": of_tally(lambda tally: share(tally.left, tally.issued)),
    "speed_compliance": speed_compliance,
    "occupancy": of_tally(occupancy),
    "idle_while_waiting": of_tally(idle_while_waiting),
    "one_stop_gross": of_tally(lambda tally: share(tally.one_stop, tally.served)),
    # It needs a customer key, and no ticket holds one.
    "one_stop_net": of_tally(lambda _: None),
    "transfer_rate": of_tally(transfer_rate),
    "assisted_count": of_tally(lambda tally: tally.assisted),
    "promise_kept": of_tally(lambda tally: share(tally.promises_kept, tally.called)),
    "estimate_error_median": of_tally(estimate_error_median),
    "estimate_error_p90": of_tally(estimate_error_p90),
    "estimate_in_range": of_tally(lambda tally: share(tally.estimates_in_range, tally.estimate_errors_doubled.count)),
    "visit_time": of_tally(lambda tally: tally.visit_times.mean),
    "held_time": of_tally(lambda tally: tally.held.mean),
    "unaccounted_time": of_tally(lambda tally: tally.unaccounted.mean),
}


Figures = dict[str, dict[str, object]]


def queue_figures(tally: Tally, targets: QueueTargets) -> Figures:
    """All metrics of the queue, of a tally of the whole hall."""
    return {metric.id: {"value": FORMULAS[metric.id](tally, targets), "unit": metric.unit} for metric in METRICS}


def part_figures(tally: Tally, targets: QueueTargets) -> Figures:
    """The metrics of the queue that a part of the hall or of its day has: those without the time at the counters."""
    return {
        metric.id: {"value": FORMULAS[metric.id](tally, targets), "unit": metric.unit}
        for metric in METRICS
        if not metric.is_of_hall
    }


def quality_figures(values: Mapping[str, Figure]) -> Figures:
    """The metrics of service quality with these values."""
    return {metric.id: {"value": values[metric.id], "unit": metric.unit} for metric in QUALITY_METRICS}
