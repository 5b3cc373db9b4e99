"""How well it was done: levels, time at the counters, promises, and what visits are made of. Pure."""

from storeops.base.i18n import N_
from storeops.measuring import behind
from storeops.measuring.metric import INSTRUMENT, PROMISE, Figure, Matter, QueueTargets
from storeops.measuring.queue_metric import CALLS, DESK, NO_SIGN_IN, NOTHING, PAUSES, UNCALLED, WORK, QueueMetric
from storeops.measuring.sums import share
from storeops.measuring.tally import Tally

_ENDS = ("finish", "mark_no_show", "cancel", "close_day")
_NO_SHOWN_ESTIMATE = N_("Visits that were shown no estimate or were not called.")
_NO_TRUE_END = N_("Visits that did not end served, and those whose end only the system knows.")


def _service_level(tally: Tally, targets: QueueTargets) -> Figure:
    """Served visits first called in time, of all served ones and those who left after too long a wait."""
    missed = tally.waits_at_leaving.count - tally.waits_at_leaving.at_most(targets.wait_seconds)
    return share(tally.first_waits.at_most(targets.wait_seconds), tally.served + missed)


def _service_level_plain(tally: Tally, targets: QueueTargets) -> Figure:
    """Served visits first called in time, of all served ones."""
    return share(tally.first_waits.at_most(targets.wait_seconds), tally.served)


def _speed_compliance(tally: Tally, targets: QueueTargets) -> Figure:
    """Normal transactions handled within their service's target, of those that have one."""
    measured = met = 0
    for service, handlings in tally.normal_handlings:
        target = targets.handling_seconds.get(service)
        if target is not None:
            measured += handlings.count
            met += handlings.at_most(target)
    return share(met, measured)


def _occupancy(tally: Tally, _: QueueTargets) -> Figure:
    """Handling and after-work, of the signed-in time less the pauses, on the days on which anybody was signed in."""
    return share(tally.desk.handled + tally.desk.after_work, tally.desk.present)


def _idle_while_waiting(tally: Tally, _: QueueTargets) -> Figure:
    """Seconds in which a counter was free while a ticket that it may serve waited; None if no counter is known."""
    return tally.desk.idle if tally.desk.days_with_counters else None


def _transfer_rate(tally: Tally, _: QueueTargets) -> Figure:
    """Visits with a transfer, of those that have ended."""
    return share(tally.transferred, tally.served + tally.left)


def _estimate_error_median(tally: Tally, _: QueueTargets) -> Figure:
    """The median distance of first waits from the middle of the range shown at issue."""
    return _half(tally.estimate_errors_doubled.median)


def _estimate_error_p90(tally: Tally, _: QueueTargets) -> Figure:
    """The distance that nine tenths of them do not exceed."""
    return _half(tally.estimate_errors_doubled.p90)


def _half(doubled: float | None) -> float | None:
    return None if doubled is None else doubled / 2


SERVICE_METRICS: tuple[QueueMetric, ...] = (
    QueueMetric(
        "service_level",
        N_("Service level"),
        N_(
            "Visits that ended served with a first wait within the target / (visits that ended served + leavers whose"
            " wait at leaving was longer)."
        ),
        "share",
        N_("Leavers who left within the target."),
        (*CALLS, *_ENDS),
        better="higher",
        value=_service_level,
        lines=behind.service_level,
        head=N_("Service level"),
        matter=Matter("waiting", 1),
        weight=PROMISE,
    ),
    QueueMetric(
        "service_level_plain",
        N_("Service level of those served"),
        N_("Visits that ended served with a first wait within the target / visits that ended served."),
        "share",
        N_("All who left."),
        (*CALLS, "finish", "close_day"),
        better="higher",
        value=_service_level_plain,
        lines=behind.plain_service_level,
        head=N_("Level of served"),
        cases="served",
        matter=Matter("waiting", 7),
    ),
    QueueMetric(
        "abandonment",
        N_("Left without service"),
        N_("(No-shows + cancelled + abandoned) / tickets issued."),
        "share",
        NOTHING,
        ("issue", *_ENDS),
        better="lower",
        value=lambda tally, _: share(tally.left, tally.issued),
        lines=behind.left,
        head=N_("Left"),
        cases="issued",
    ),
    QueueMetric(
        "speed_compliance",
        N_("Handled within target"),
        N_("Normal transactions with a handling within their service's target / normal transactions with a target."),
        "share",
        N_(
            "Technical transactions, and exceptional ones for which the duty manager was called or that the duty"
            " manager confirmed on the same day; unfinished ones and those that the system closed."
        ),
        (*WORK, *PAUSES),
        better="higher",
        value=_speed_compliance,
        lines=behind.within_target,
        head=N_("In target"),
        cases="transactions",
        matter=Matter("handling", 1),
        weight=PROMISE,
    ),
    QueueMetric(
        "occupancy",
        N_("Occupancy"),
        N_("(Handling + after-work) / (time signed in - pauses)."),
        "share",
        NO_SIGN_IN,
        (*WORK, *PAUSES, *DESK),
        is_of_hall=True,
        value=_occupancy,
    ),
    QueueMetric(
        "idle_while_waiting",
        N_("Idle while customers wait"),
        N_(
            "Time in which a counter is signed in and free, neither paused nor in after-work, while a ticket that it"
            " may serve waits; all counters together."
        ),
        "s",
        N_("Time before opening, and imported tickets: their log does not tell who was free."),
        (*CALLS, *_ENDS, *DESK, "reopen", "transfer", "hold", "resume", "reinstate", "void"),
        is_of_hall=True,
        better="lower",
        value=_idle_while_waiting,
        cases="issued",
        is_sum=True,
    ),
    QueueMetric(
        "one_stop_gross",
        N_("One counter completes all"),
        N_(
            "Visits served in one leg at the counter where they began, without a follow-up that was open at their end"
            " or came of a call for the duty manager / visits that ended served."
        ),
        "share",
        N_("Suggestions and praise; it does not matter how many transactions the leg has."),
        ("finish", "transfer", "hold", "follow_up_opened", "follow_up_closed"),
        better="higher",
        value=lambda tally, _: share(tally.one_stop, tally.served),
        lines=behind.one_stop,
        cases="served",
        matter=Matter("handing_over", 1),
        weight=PROMISE,
    ),
    QueueMetric(
        "one_stop_net",
        N_("One counter completes all, for good"),
        N_(
            "Visits that one counter completed, less those followed within 7 days by another of the same customer and"
            " category / visits that ended served."
        ),
        "share",
        N_("Visits without a customer key."),
        ("finish", "transfer", "hold"),
        better="higher",
        # It needs a customer key, and no ticket holds one.
        value=lambda *_: None,
        matter=Matter("handing_over", 3),
    ),
    QueueMetric(
        "transfer_rate",
        N_("Transferred"),
        N_("Visits with a transfer / visits that have ended."),
        "share",
        N_("Visits that go on."),
        ("transfer", *_ENDS),
        better="lower",
        value=_transfer_rate,
        lines=behind.transferred,
        cases="issued",
        matter=Matter("handing_over", 2),
    ),
    QueueMetric(
        "assisted_count",
        N_("Customers who got help"),
        N_("Tickets of the segment for customers who need help."),
        "count",
        NOTHING,
        ("issue",),
        value=lambda tally, _: tally.assisted,
        lines=behind.visits_that(lambda visit: visit.segment == "assisted"),
    ),
    QueueMetric(
        "promise_kept",
        N_("Promise kept"),
        N_("First legs called by the promised time / first legs called."),
        "share",
        UNCALLED,
        CALLS,
        better="higher",
        value=lambda tally, _: share(tally.promises_kept, tally.called),
        lines=behind.promises_kept,
        cases="served",
        is_told=False,
    ),
    QueueMetric(
        "estimate_error_median",
        N_("Error of the estimate, median"),
        N_("Median distance of the first wait from the middle of the range shown at issue."),
        "s",
        _NO_SHOWN_ESTIMATE,
        CALLS,
        better="lower",
        value=_estimate_error_median,
        lines=behind.estimate_errors,
        is_told=False,
    ),
    QueueMetric(
        "estimate_error_p90",
        N_("Error of the estimate, nine in ten within"),
        N_("The distance that nine tenths of the first waits keep from the middle of the range shown at issue."),
        "s",
        _NO_SHOWN_ESTIMATE,
        CALLS,
        better="lower",
        value=_estimate_error_p90,
        lines=behind.estimate_errors,
        is_told=False,
    ),
    QueueMetric(
        "estimate_in_range",
        N_("Estimate was right"),
        N_("First waits inside the range shown at issue / first waits of visits that were shown one."),
        "share",
        _NO_SHOWN_ESTIMATE,
        CALLS,
        better="higher",
        value=lambda tally, _: share(tally.estimates_in_range, tally.estimate_errors_doubled.count),
        lines=behind.estimates,
        cases="served",
        weight=INSTRUMENT,
    ),
    QueueMetric(
        "visit_time",
        N_("Visit, mean"),
        N_("Last end - first issue, mean: legs + held + unaccounted."),
        "s",
        _NO_TRUE_END,
        ("issue", "finish"),
        better="lower",
        value=lambda tally, _: tally.visit_times.mean,
        lines=behind.of_timed(lambda visit: visit.visit_time),
        cases="served",
        is_told=False,
    ),
    QueueMetric(
        "held_time",
        N_("On hold per visit, mean"),
        N_("Resumption - hold, summed over the visit, mean."),
        "s",
        _NO_TRUE_END,
        ("hold", "resume"),
        better="lower",
        value=lambda tally, _: tally.held.mean,
        lines=behind.of_timed(lambda visit: visit.held),
        is_told=False,
    ),
    QueueMetric(
        "unaccounted_time",
        N_("Unaccounted per visit, mean"),
        N_("Visit - legs - held, mean; below 0 where the legs of an imported log overlap."),
        "s",
        _NO_TRUE_END,
        ("issue", "transfer", "hold", "resume", "finish"),
        value=lambda tally, _: tally.unaccounted.mean,
        lines=behind.of_timed(lambda visit: visit.unaccounted),
    ),
)
