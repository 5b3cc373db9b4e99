"""How each key moment was rated, and whether the peak-end score predicts better than the average. A read model."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import MonthSpan
from storeops.hall import hall_rows
from storeops.quality.feedback.feedback_facts import RatingFact, ServedFact, rating_facts
from storeops.quality.feedback.feedback_shares import SATISFIED_FROM, shares_by
from storeops.quality.feedback.intervals import published_mean, score
from storeops.quality.feedback.predictors import Predictor, PredictorTest
from storeops.quality.feedback.visit_sums import SummedVisit, month_test, summed_visits
from storeops.quality.guideposts import moment_rows
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.reports.sections.quality_section import (
    KeptError,
    KeptInterval,
    KeptPredictorTest,
    MomentDay,
    Moments,
    RatedMoment,
)
from storeops.reports.sections.rows_of_month import DOUBTED_RATINGS, OBSERVED_MOMENTS, PROMPTS, RATINGS, TICKETS

MOMENTS_FROM = (
    TICKETS.of("state", "ended_at"),
    PROMPTS.of("why_shown", "place", "counter_id", "employee_id"),
    RATINGS.of("moment", "value", "undone_at", "employee_id", "prompt_id", "place"),
    DOUBTED_RATINGS.of("is_accepted"),
    OBSERVED_MOMENTS.of("moment", "kind", "note", "ticket_id", "employee_id", "observed_by"),
)
"""What staff observed belongs to the moments that customers rated: a report that tells of them is stale without it."""


def moments(db: Database, span: MonthSpan, now: datetime, read: MonthRead | None = None) -> Moments:
    """How each key moment was rated, and whether the peak-end score predicts better than the average.

    Means are 0 to 100 and None below 20 ratings (or valid visits). `rated_visits` are the valid ones; `test` is None
    without any. `read`: the month's facts, where the caller has them already.
    """
    del now
    read = read or MonthRead(db, span.month)
    ratings = rating_facts(read.taps, read.employee_codes, hall_rows.hall(db).zone)
    visits = summed_visits(ratings)
    return Moments(
        moments=_by_moment(ratings, [moment.value for moment in moment_rows.moment_names(db)]),
        peak_end_mean=_mean_of(visits, Predictor.PEAK_END),
        average_mean=_mean_of(visits, Predictor.AVERAGE),
        rated_visits=len(visits),
        test=_told(month_test(visits, span.month)) if visits else None,
        days=_by_day(ratings) or None,
    )


def _by_moment(ratings: Sequence[RatingFact], in_order: Sequence[str]) -> list[RatedMoment]:
    """The rated moments in the order of a visit."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for rating in ratings:
        scores[rating.moment].append(score(rating.value))
    shares = shares_by(ratings, (), (), lambda fact: None if isinstance(fact, ServedFact) else str(fact.moment))
    return [
        RatedMoment(
            moment=moment,
            ratings=len(scores[moment]),
            mean=published_mean(scores[moment]),
            csat=shares[moment].csat,
            delight=shares[moment].delight,
        )
        for moment in in_order
        if moment in scores
    ]


def _by_day(ratings: Sequence[RatingFact]) -> list[dict[str, MomentDay]]:
    """In the order of the days, which are not named: only how they differ is asked."""
    days: defaultdict[str, defaultdict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for rating in ratings:
        days[rating.business_day][rating.moment].append(rating.value >= SATISFIED_FROM)
    return [
        {moment: MomentDay(len(told), sum(told)) for moment, told in sorted(moments.items())}
        for _, moments in sorted(days.items())
    ]


def _mean_of(visits: Sequence[SummedVisit], way: Predictor) -> float | None:
    return published_mean([visit.scores[way] for visit in visits])


def _told(test: PredictorTest) -> KeptPredictorTest:
    """What predictor_test() found; read again by chapters/moments_chapter.py."""
    return KeptPredictorTest(
        visits=test.visit_count,
        days=test.day_count,
        errors=[
            KeptError(line.predictor.value, line.error, line.interval.low, line.interval.high) for line in test.errors
        ],
        best=test.best.value if test.best else None,
        headline=test.headline.value,
        advantage=KeptInterval(test.advantage.low, test.advantage.high) if test.advantage else None,
    )
