"""What each metric of service quality means: the same kind of table as that of the queue. Pure.

They are figures of the whole hall. Ratings belong to the month of their visit, checks to the day on which they were
made, cases to the time at which they were opened or due.
"""

from storeops.base.i18n import N_
from storeops.measuring.metric_table import Metric

_OVERALL_TOO = N_("Taps that were taken back, and what staff observed themselves.")
_RECORDED = N_("Imported visits: nobody recorded what they were asked.")
_ENVIRONMENT = N_("Checks of the hall's environment, and checks on which no item applied.")
_NOT_DUE = N_("Open cases that are not due yet, and praise.")
_NOT_RECORDED = N_("Everything: nothing records it yet, so there is no value.")
_TAPS = ("rated", "rating_undone")
_CASES = ("follow_up_opened", "follow_up_closed", "follow_up_reopened")

QUALITY_METRICS: tuple[Metric, ...] = (
    Metric(
        "csat",
        N_("Satisfied customers"),
        N_("Ratings of 4 and 5 / ratings."),
        "share",
        _OVERALL_TOO,
        _TAPS,
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "delight",
        N_("Delighted customers"),
        N_("Ratings of 5 / ratings."),
        "share",
        _OVERALL_TOO,
        _TAPS,
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "response_rate",
        N_("Answers to questions"),
        N_("Answered questions / questions shown."),
        "share",
        _RECORDED,
        ("prompt_shown", "rated"),
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "prompt_rate",
        N_("Visits asked at their end"),
        N_("Visits whose closing question was shown / visits that a clerk finished."),
        "share",
        _RECORDED,
        ("prompt_shown", "finish"),
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "check_coverage",
        N_("Checked days of work"),
        N_("Days on which somebody at a counter was checked / days on which somebody was at a counter, each employee."),
        "share",
        _ENVIRONMENT,
        ("check_saved", "counter_open"),
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "checklist_mean",
        N_("Mean score of checks"),
        N_("The mean of all checks of people in their latest version, as marked."),
        "points",
        _ENVIRONMENT,
        ("check_saved", "check_edited"),
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "followup_in_time",
        N_("Follow-ups answered in time"),
        N_("Follow-ups answered by their due time / follow-ups due. Open ones past due are misses at once."),
        "share",
        _NOT_DUE,
        _CASES,
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "replied_on_the_spot",
        N_("Technical cases replied to on the spot"),
        N_("Technical cases with a reply recorded before the visit ended / technical cases."),
        "share",
        N_("Cases of other kinds."),
        ("follow_up_opened", "follow_up_replied", "finish"),
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "first_asked_kept",
        N_("Cases kept by whoever was asked first"),
        N_("Follow-ups closed by their first owner or whose every hand-over was accepted / follow-ups closed."),
        "share",
        N_("Open cases, and praise."),
        ("follow_up_closed", "hand_over_accepted"),
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "complaints",
        N_("Complaints"),
        N_("Complaints written down."),
        "count",
        N_("Nothing."),
        _CASES,
        is_of_hall=True,
        better="lower",
    ),
    Metric(
        "praise",
        N_("Praise"),
        N_("Praise written down."),
        "count",
        N_("Nothing."),
        _CASES,
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "diversion_rate",
        N_("Led to electronic channels"),
        N_("Offers of an electronic channel that were taken and not followed by a return within a day / offers."),
        "share",
        _NOT_RECORDED,
        (),
        is_of_hall=True,
        better="higher",
    ),
    Metric(
        "electronic_share",
        N_("Electronic transactions"),
        N_("Electronic transactions / all transactions."),
        "share",
        _NOT_RECORDED,
        (),
        is_of_hall=True,
        better="higher",
    ),
)
