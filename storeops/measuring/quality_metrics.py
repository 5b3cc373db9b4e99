"""The metrics of service quality: what each means, and how it is taken from a period's facts. Pure.

They are figures of the whole hall. Ratings belong to the month of their visit, checks to the day on which they were
made, cases to the time at which they were opened or due.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from storeops.base.i18n import N_
from storeops.measuring.metric import INSTRUMENT, PROMISE, Figure, Matter, Metric


class FeedbackFigures(Protocol):
    """What ratings and questions come to; None: there was nothing to divide by."""

    @property
    def csat(self) -> float | None: ...

    @property
    def delight(self) -> float | None: ...

    @property
    def response_rate(self) -> float | None: ...

    @property
    def prompt_rate(self) -> float | None: ...


class CaseFigures(Protocol):
    """What follow-ups come to; None: there was nothing to divide by."""

    @property
    def followup_in_time(self) -> float | None: ...

    @property
    def replied_on_the_spot(self) -> float | None: ...

    @property
    def first_asked_kept(self) -> float | None: ...

    @property
    def complaints(self) -> int: ...

    @property
    def praise(self) -> int: ...


@dataclass(frozen=True)
class QualityFacts:
    """What a period's ratings, cases and checks come to, as the rooms that keep them count it."""

    feedback: FeedbackFigures
    cases: CaseFigures
    check_coverage: float | None
    checklist_mean: float | None


@dataclass(frozen=True, kw_only=True)
class QualityMetric(Metric):
    """`value` takes the figure from the facts."""

    is_of_hall: bool = True
    value: Callable[[QualityFacts], Figure]


_OVERALL_TOO = N_("Taps that were taken back, and what staff observed themselves.")
_RECORDED = N_("Imported visits: nobody recorded what they were asked.")
_ENVIRONMENT = N_("Checks of the hall's environment, and checks on which no item applied.")
_NOT_DUE = N_("Open cases that are not due yet, and praise.")
_NOT_RECORDED = N_("Everything: nothing records it yet, so there is no value.")
_TAPS = ("rated", "rating_undone")
_CASES = ("follow_up_opened", "follow_up_closed", "follow_up_reopened")

QUALITY_METRICS: tuple[QualityMetric, ...] = (
    QualityMetric(
        "csat",
        N_("Satisfied customers"),
        N_("Ratings of 4 and 5 / ratings."),
        "share",
        _OVERALL_TOO,
        _TAPS,
        better="higher",
        value=lambda facts: facts.feedback.csat,
        matter=Matter("satisfaction", 1),
        weight=PROMISE,
    ),
    QualityMetric(
        "delight",
        N_("Delighted customers"),
        N_("Ratings of 5 / ratings."),
        "share",
        _OVERALL_TOO,
        _TAPS,
        better="higher",
        value=lambda facts: facts.feedback.delight,
        matter=Matter("satisfaction", 2),
    ),
    QualityMetric(
        "response_rate",
        N_("Answers to questions"),
        N_("Answered questions / questions shown."),
        "share",
        _RECORDED,
        ("prompt_shown", "rated"),
        better="higher",
        value=lambda facts: facts.feedback.response_rate,
        weight=INSTRUMENT,
    ),
    QualityMetric(
        "prompt_rate",
        N_("Visits asked at their end"),
        N_("Visits whose closing question was shown / visits that a clerk finished."),
        "share",
        _RECORDED,
        ("prompt_shown", "finish"),
        better="higher",
        value=lambda facts: facts.feedback.prompt_rate,
        cases="served",
        weight=INSTRUMENT,
    ),
    QualityMetric(
        "check_coverage",
        N_("Checked days of work"),
        N_("Days on which somebody at a counter was checked / days on which somebody was at a counter, each employee."),
        "share",
        _ENVIRONMENT,
        ("check_saved", "counter_open"),
        better="higher",
        value=lambda facts: facts.check_coverage,
        weight=INSTRUMENT,
    ),
    QualityMetric(
        "checklist_mean",
        N_("Mean score of checks"),
        N_("The mean of all checks of people in their latest version, as marked."),
        "points",
        _ENVIRONMENT,
        ("check_saved", "check_edited"),
        better="higher",
        value=lambda facts: facts.checklist_mean,
    ),
    QualityMetric(
        "followup_in_time",
        N_("Follow-ups answered in time"),
        N_("Follow-ups answered by their due time / follow-ups due. Open ones past due are misses at once."),
        "share",
        _NOT_DUE,
        _CASES,
        better="higher",
        value=lambda facts: facts.cases.followup_in_time,
        weight=PROMISE,
    ),
    QualityMetric(
        "replied_on_the_spot",
        N_("Technical cases replied to on the spot"),
        N_("Technical cases with a reply recorded before the visit ended / technical cases."),
        "share",
        N_("Cases of other kinds."),
        ("follow_up_opened", "follow_up_replied", "finish"),
        better="higher",
        value=lambda facts: facts.cases.replied_on_the_spot,
        weight=PROMISE,
    ),
    QualityMetric(
        "first_asked_kept",
        N_("Cases kept by whoever was asked first"),
        N_(
            "Follow-ups that their first owner closed, or handed to a colleague who accepted before the deadline /"
            " follow-ups closed. One that a manager took over after an escalation is not kept."
        ),
        "share",
        N_("Open cases, and praise."),
        ("follow_up_closed", "hand_over_accepted"),
        better="higher",
        value=lambda facts: facts.cases.first_asked_kept,
    ),
    QualityMetric(
        "complaints",
        N_("Complaints"),
        N_("Complaints written down."),
        "count",
        N_("Nothing."),
        _CASES,
        better="lower",
        value=lambda facts: facts.cases.complaints,
        cases="issued",
        is_sum=True,
    ),
    QualityMetric(
        "praise",
        N_("Praise"),
        N_("Praise written down."),
        "count",
        N_("Nothing."),
        _CASES,
        better="higher",
        value=lambda facts: facts.cases.praise,
        cases="issued",
        is_sum=True,
    ),
    QualityMetric(
        "diversion_rate",
        N_("Led to electronic channels"),
        N_("Offers of an electronic channel that were taken and not followed by a return within a day / offers."),
        "share",
        _NOT_RECORDED,
        (),
        better="higher",
        value=lambda _: None,
    ),
    QualityMetric(
        "electronic_share",
        N_("Electronic transactions"),
        N_("Electronic transactions / all transactions."),
        "share",
        _NOT_RECORDED,
        (),
        better="higher",
        value=lambda _: None,
        cases="transactions",
    ),
)
