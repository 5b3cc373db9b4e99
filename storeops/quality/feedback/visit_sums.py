"""Each visit's taps summed up in every way that the month's test compares. Pure; scores from 0 to 100."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from storeops.quality.feedback.feedback_facts import RatingFact
from storeops.quality.feedback.intervals import score
from storeops.quality.feedback.predictors import Predictor, PredictorTest, RememberedVisit, predictor_test
from storeops.quality.ratings.moments import END_MOMENTS, Moment
from storeops.quality.ratings.peak_end import LEAST_MOMENTS, Tap, visit_scores


@dataclass(frozen=True)
class SummedVisit:
    """A visit that is valid: with two answered moments or more, one of them the end. `overall` is None without one."""

    day: str
    scores: Mapping[Predictor, float]
    overall: float | None


def summed_visits(ratings: Iterable[RatingFact]) -> list[SummedVisit]:
    """The valid visits among these taps, which come in the order in which they were made."""
    by_visit: defaultdict[int, list[RatingFact]] = defaultdict(list)
    for rating in ratings:
        by_visit[rating.ticket_id].append(rating)
    # Most customers answer one question only: those visits are told from valid ones without any arithmetic.
    summed = (_summed(taps) for taps in by_visit.values() if len(taps) >= LEAST_MOMENTS)
    return [visit for visit in summed if visit is not None]


def remembered(visits: Iterable[SummedVisit]) -> list[RememberedVisit]:
    """The visits of which a remembered overall is known."""
    return [RememberedVisit(visit.day, visit.overall, visit.scores) for visit in visits if visit.overall is not None]


def month_test(visits: Iterable[SummedVisit], month: str) -> PredictorTest:
    """The test of a month's valid visits, the same each time and everywhere it is asked for."""
    return predictor_test(remembered(visits), Random(month))


def _summed(taps: Sequence[RatingFact]) -> SummedVisit | None:
    sums = visit_scores([Tap(tap.moment, tap.value, tap.answered_at) for tap in taps])
    if not sums.is_valid or sums.peak_end is None or sums.peak_end_2 is None or sums.average is None:
        return None
    overalls = [tap.value for tap in taps if tap.moment is Moment.OVERALL]
    return SummedVisit(
        day=taps[0].business_day,
        scores={
            Predictor.PEAK_END: float(sums.peak_end),
            Predictor.PEAK_END_2: float(sums.peak_end_2),
            Predictor.AVERAGE: float(sums.average),
            Predictor.END: score([tap.value for tap in taps if tap.moment in END_MOMENTS][-1]),
            Predictor.MINIMUM: score(min(tap.value for tap in taps if tap.moment is not Moment.OVERALL)),
        },
        overall=score(overalls[-1]) if overalls else None,
    )
