"""What each metric of the queue means: the one table behind pages, prints and documentation. Pure.

Everywhere: void tickets count nowhere; durations are whole seconds; a share of nothing is None. A figure belongs to the
business day of its ticket. The month's figures are provisional until the 8th of the next month, 03:00.
"""

from dataclasses import dataclass
from typing import Literal

from storeops.base.i18n import N_

Unit = Literal["s", "share", "count", "per_hour", "points"]
Better = Literal["higher", "lower"]

DEFINITIONS_VERSION = 1
"""Changes with the meaning of any metric."""


@dataclass(frozen=True)
class Metric:
    """Name, formula and `left_out` are messages for translation; `sources` are kinds of events.

    `is_of_hall`: it needs the time at the counters, ratings, checks or cases, so only the whole hall has it.
    `better`: which way is good; None where neither is, as for the demand that a hall meets.
    """

    id: str
    name: str
    formula: str
    unit: Unit
    left_out: str
    sources: tuple[str, ...]
    is_of_hall: bool = False
    better: Better | None = None


_NOTHING = N_("Nothing but void tickets.")
_CALLS = ("issue", "call_next", "call_ticket")
_ENDS = ("finish", "mark_no_show", "cancel", "close_day")
_WORK = ("start", "next_transaction", "finish")
_PAUSES = ("system_pause", "system_resume")
_DESK = ("counter_open", "counter_close", "counter_pause", "counter_unpause", "counter_after_work", "counter_ready")
_UNCALLED = N_("Visits that were not called.")
_UNFINISHED = N_("Unfinished transactions and those that the system closed.")
_NO_SHOWN_ESTIMATE = N_("Visits that were shown no estimate or were not called.")
_NO_TRUE_END = N_("Visits that did not end served, and those whose end only the system knows.")
_NO_SIGN_IN = N_("Days on which nobody was signed in; None where there is no other.")

METRICS: tuple[Metric, ...] = (
    Metric("issued", N_("Tickets issued"), N_("Tickets less void ones."), "count", _NOTHING, ("issue", "void")),
    Metric("served", N_("Visits served"), N_("Visits that ended served."), "count", _NOTHING, ("finish", "close_day")),
    Metric(
        "transactions",
        N_("Transactions"),
        N_("Finished transactions: normal, exceptional and technical ones."),
        "count",
        _UNFINISHED,
        _WORK,
    ),
    Metric(
        "transactions_per_hour",
        N_("Transactions per hour"),
        N_("Finished transactions / hours signed in."),
        "per_hour",
        _NO_SIGN_IN,
        (*_WORK, *_DESK),
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "wait",
        N_("Wait per leg, mean"),
        N_("First call - the latest of issue (or transfer, or resumption), opening and booked time; never below 0."),
        "s",
        N_("Legs that were not called. Time before opening is kept apart."),
        (*_CALLS, "transfer", "resume"),
        better="lower",
    ),
    Metric(
        "wait_mean",
        N_("Wait, mean"),
        N_("Mean wait of the first legs of visits that ended served."),
        "s",
        _UNCALLED,
        _CALLS,
        better="lower",
    ),
    Metric(
        "wait_median",
        N_("Wait, median"),
        N_("Median wait of the first legs of visits that ended served."),
        "s",
        _UNCALLED,
        _CALLS,
        better="lower",
    ),
    Metric(
        "wait_p90",
        N_("Wait, nine in ten within"),
        N_("The wait that nine tenths of the first legs of visits that ended served do not exceed (nearest rank)."),
        "s",
        _UNCALLED,
        _CALLS,
        better="lower",
    ),
    Metric(
        "visit_wait",
        N_("Wait per visit, mean"),
        N_("Sum of the waits of all legs of a visit that ended served, mean."),
        "s",
        _UNCALLED,
        (*_CALLS, "transfer", "resume"),
        better="lower",
    ),
    Metric(
        "pre_open",
        N_("Time before opening, mean"),
        N_("Opening - issue, of the tickets drawn before opening, mean."),
        "s",
        N_("Tickets drawn after opening, and halls that never close."),
        ("issue",),
    ),
    Metric(
        "pre_open_share",
        N_("Drawn before opening"),
        N_("Tickets drawn before opening / tickets of days with an opening."),
        "share",
        N_("Halls that never close."),
        ("issue",),
    ),
    Metric(
        "walk_mean",
        N_("Walk, mean"),
        N_("Start - last call of the leg, mean."),
        "s",
        N_("Legs that were not started."),
        ("call_next", "call_ticket", "recall", "start"),
        better="lower",
    ),
    Metric(
        "handling_mean",
        N_("Handling, mean"),
        N_("End - start - coded system pauses of a finished transaction, mean."),
        "s",
        _UNFINISHED,
        (*_WORK, *_PAUSES),
        better="lower",
    ),
    Metric(
        "handling_median",
        N_("Handling, median"),
        N_("Median handling of finished transactions."),
        "s",
        _UNFINISHED,
        (*_WORK, *_PAUSES),
        better="lower",
    ),
    Metric(
        "handling_p90",
        N_("Handling, nine in ten within"),
        N_("The handling that nine tenths of the finished transactions do not exceed (nearest rank)."),
        "s",
        _UNFINISHED,
        (*_WORK, *_PAUSES),
        better="lower",
    ),
    Metric(
        "handling_gross_mean",
        N_("Handling with pauses, mean"),
        N_("End - start of finished transactions and of those that the system closed, mean."),
        "s",
        N_("Unfinished transactions."),
        (*_WORK, "close_day"),
        better="lower",
    ),
    Metric(
        "service_level",
        N_("Service level"),
        N_(
            "Visits that ended served with a first wait within the target / (visits that ended served + leavers whose"
            " wait at leaving was longer)."
        ),
        "share",
        N_("Leavers who left within the target."),
        (*_CALLS, *_ENDS),
        better="higher",
    ),
    Metric(
        "service_level_plain",
        N_("Service level of those served"),
        N_("Visits that ended served with a first wait within the target / visits that ended served."),
        "share",
        N_("All who left."),
        (*_CALLS, "finish", "close_day"),
        better="higher",
    ),
    Metric(
        "abandonment",
        N_("Left without service"),
        N_("(No-shows + cancelled + abandoned) / tickets issued."),
        "share",
        _NOTHING,
        ("issue", *_ENDS),
        better="lower",
    ),
    Metric(
        "speed_compliance",
        N_("Handled within target"),
        N_("Normal transactions with a handling within their service's target / normal transactions with a target."),
        "share",
        N_("Exceptional and technical transactions, unfinished ones and those that the system closed."),
        (*_WORK, *_PAUSES),
        better="higher",
    ),
    Metric(
        "occupancy",
        N_("Occupancy"),
        N_("(Handling + after-work) / (time signed in - pauses)."),
        "share",
        _NO_SIGN_IN,
        (*_WORK, *_PAUSES, *_DESK),
        is_of_hall=True,
    ),
    Metric(
        "idle_while_waiting",
        N_("Idle while customers wait"),
        N_(
            "Time in which a counter is signed in and free, neither paused nor in after-work, while a ticket that it"
            " may serve waits; all counters together."
        ),
        "s",
        N_("Time before opening, and imported tickets: their log does not tell who was free."),
        (*_CALLS, *_ENDS, *_DESK, "reopen", "transfer", "hold", "resume", "reinstate", "void"),
        is_of_hall=True,
        better="lower",
    ),
    Metric(
        "one_stop_gross",
        N_("One counter completes all"),
        N_(
            "Visits served in one leg at the counter where they began, without a follow-up that was open at their end"
            " / visits that ended served."
        ),
        "share",
        N_("Suggestions and praise; it does not matter how many transactions the leg has."),
        ("finish", "transfer", "hold", "follow_up_opened", "follow_up_closed"),
        better="higher",
    ),
    Metric(
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
    ),
    Metric(
        "transfer_rate",
        N_("Transferred"),
        N_("Visits with a transfer / visits that have ended."),
        "share",
        N_("Visits that go on."),
        ("transfer", *_ENDS),
        better="lower",
    ),
    Metric(
        "assisted_count",
        N_("Customers who got help"),
        N_("Tickets of the segment for customers who need help."),
        "count",
        _NOTHING,
        ("issue",),
    ),
    Metric(
        "promise_kept",
        N_("Promise kept"),
        N_("First legs called by the promised time / first legs called."),
        "share",
        _UNCALLED,
        _CALLS,
        better="higher",
    ),
    Metric(
        "estimate_error_median",
        N_("Error of the estimate, median"),
        N_("Median distance of the first wait from the middle of the range shown at issue."),
        "s",
        _NO_SHOWN_ESTIMATE,
        _CALLS,
        better="lower",
    ),
    Metric(
        "estimate_error_p90",
        N_("Error of the estimate, nine in ten within"),
        N_("The distance that nine tenths of the first waits keep from the middle of the range shown at issue."),
        "s",
        _NO_SHOWN_ESTIMATE,
        _CALLS,
        better="lower",
    ),
    Metric(
        "estimate_in_range",
        N_("Estimate was right"),
        N_("First waits inside the range shown at issue / first waits of visits that were shown one."),
        "share",
        _NO_SHOWN_ESTIMATE,
        _CALLS,
        better="higher",
    ),
    Metric(
        "visit_time",
        N_("Visit, mean"),
        N_("Last end - first issue, mean: legs + held + unaccounted."),
        "s",
        _NO_TRUE_END,
        ("issue", "finish"),
        better="lower",
    ),
    Metric(
        "held_time",
        N_("On hold per visit, mean"),
        N_("Resumption - hold, summed over the visit, mean."),
        "s",
        _NO_TRUE_END,
        ("hold", "resume"),
        better="lower",
    ),
    Metric(
        "unaccounted_time",
        N_("Unaccounted per visit, mean"),
        N_("Visit - legs - held, mean; below 0 where the legs of an imported log overlap."),
        "s",
        _NO_TRUE_END,
        ("issue", "transfer", "hold", "resume", "finish"),
    ),
)
