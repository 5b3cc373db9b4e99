"""How well it was done: levels, time at the counters, promises, and what visits are made of. Pure."""

from storeops.base.i18n import N_
from storeops.measuring import behind
from storeops.measuring.behind import THREE_MINUTES
from storeops.measuring.counted import DayPart, Median, NineInTen, Ratio, Sum
from storeops.measuring.metric import INSTRUMENT, PROMISE, Matter, QueueTargets
from storeops.measuring.queue_metric import CALLS, DESK, NO_SIGN_IN, NOTHING, PAUSES, UNCALLED, WORK, QueueMetric
from storeops.measuring.tally import Tally

_ENDS = ("finish", "mark_no_show", "cancel", "close_day")
_NO_SHOWN_ESTIMATE = N_("Visits that were shown no estimate or were not called.")
_NOT_NORMAL = N_(
    "Technical transactions, and exceptional ones for which the duty manager was called or that the duty manager"
    " confirmed on the same day; unfinished ones and those that the system closed."
)
_NO_TRUE_END = N_("Visits that did not end served, and those whose end only the system knows.")


def service_level(tally: Tally, targets: QueueTargets) -> DayPart:
    """Served visits first called in time, of all served ones, those who left after too long a wait, and those whose
    first wait is already too long: nothing can make them a success any more."""
    others = (tally.waits_at_leaving, tally.waits_so_far)
    missed = sum(waits.count - waits.at_most(targets.wait_seconds) for waits in others)
    return DayPart(tally.first_waits.at_most(targets.wait_seconds), tally.served + missed)


def missed_in_service_level(tally: Tally, targets: QueueTargets) -> int:
    """How many visits the service level counts as missed: called too late, not called in time, left too late."""
    met, counted = service_level(tally, targets)
    return round(counted - met)


def _service_level_plain(tally: Tally, targets: QueueTargets) -> DayPart:
    """Served visits first called in time, of all served ones."""
    return DayPart(tally.first_waits.at_most(targets.wait_seconds), tally.served)


def _speed_compliance(tally: Tally, targets: QueueTargets) -> DayPart:
    """Normal transactions handled within their service's target, of those that have one."""
    measured = met = 0
    for service, handlings in tally.normal_handlings:
        target = targets.handling_seconds.get(service)
        if target is not None:
            measured += handlings.count
            met += handlings.at_most(target)
    return DayPart(met, measured)


def _within_three_minutes(tally: Tally, _: QueueTargets) -> DayPart:
    """Normal transactions handled within THREE_MINUTES, of all with a handling."""
    handlings = [own for _, own in tally.normal_handlings]
    return DayPart(sum(own.at_most(THREE_MINUTES) for own in handlings), sum(own.count for own in handlings))


def _occupancy(tally: Tally, _: QueueTargets) -> DayPart:
    """Handling and after-work, of the signed-in time less the pauses, on the days on which anybody was signed in."""
    return DayPart(tally.desk.handled + tally.desk.after_work, tally.desk.present)


def _idle_while_waiting(tally: Tally) -> int | None:
    """Seconds in which a counter was free while a ticket that it may serve waited; None if no counter is known."""
    return tally.desk.idle if tally.desk.days_with_counters else None


def _transfer_rate(tally: Tally, _: QueueTargets) -> DayPart:
    """Visits with a transfer, of those that have ended."""
    return DayPart(tally.transferred, tally.served + tally.left)


SERVICE_METRICS: tuple[QueueMetric, ...] = (
    QueueMetric(
        "service_level",
        N_("Service level"),
        N_(
            "Visits that ended served with a first wait within the target / (visits that ended served + leavers whose"
            " wait at leaving was longer + those still in the hall whose first wait is already longer)."
        ),
        "share",
        N_("Leavers who left within the target, and those still in the hall who may yet be called in time or were."),
        (*CALLS, *_ENDS),
        better="higher",
        counted=Ratio(service_level),
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
        counted=Ratio(_service_level_plain),
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
        counted=Ratio(lambda tally, _: DayPart(tally.left, tally.issued)),
        lines=behind.left,
        head=N_("Left"),
        cases="issued",
    ),
    QueueMetric(
        "speed_compliance",
        N_("Handled within target"),
        N_("Normal transactions with a handling within their service's target / normal transactions with a target."),
        "share",
        _NOT_NORMAL,
        (*WORK, *PAUSES),
        better="higher",
        counted=Ratio(_speed_compliance),
        lines=behind.within_target,
        head=N_("In target"),
        cases="transactions",
        matter=Matter("handling", 1),
        weight=PROMISE,
    ),
    QueueMetric(
        "speed_within_3_minutes",
        N_("Handled within 3 minutes"),
        N_("Normal transactions with a handling of at most 3:00 / normal transactions with a handling."),
        "share",
        _NOT_NORMAL,
        (*WORK, *PAUSES),
        better="higher",
        counted=Ratio(_within_three_minutes),
        lines=behind.within_three_minutes,
        head=N_("In 3 minutes"),
        cases="transactions",
        matter=Matter("handling", 6),
    ),
    QueueMetric(
        "occupancy",
        N_("Occupancy"),
        N_("(Handling + after-work) / (time signed in - pauses)."),
        "share",
        NO_SIGN_IN,
        (*WORK, *PAUSES, *DESK),
        is_of_hall=True,
        counted=Ratio(_occupancy),
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
        counted=Sum(_idle_while_waiting),
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
        counted=Ratio(lambda tally, _: DayPart(tally.one_stop, tally.served)),
        lines=behind.one_stop,
        cases="served",
        matter=Matter("handing_over", 1),
        weight=PROMISE,
    ),
    QueueMetric(
        "transfer_rate",
        N_("Transferred"),
        N_("Visits with a transfer / visits that have ended."),
        "share",
        N_("Visits that go on."),
        ("transfer", *_ENDS),
        better="lower",
        counted=Ratio(_transfer_rate),
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
        counted=Sum(lambda tally: tally.assisted),
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
        counted=Ratio(lambda tally, _: DayPart(tally.promises_kept, tally.called)),
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
        counted=Median(lambda tally: tally.estimate_errors_doubled, scale=0.5),
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
        counted=NineInTen(lambda tally: tally.estimate_errors_doubled, scale=0.5),
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
        counted=Ratio(lambda tally, _: DayPart(tally.estimates_in_range, tally.estimate_errors_doubled.count)),
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
        counted=Ratio(lambda tally, _: DayPart(tally.visit_times.seconds, tally.visit_times.count)),
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
        counted=Ratio(lambda tally, _: DayPart(tally.held.seconds, tally.held.count)),
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
        counted=Ratio(lambda tally, _: DayPart(tally.unaccounted.seconds, tally.unaccounted.count)),
        lines=behind.of_timed(lambda visit: visit.unaccounted),
    ),
)
