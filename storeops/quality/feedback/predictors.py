"""Does peak-end beat the average? The month's test on the visits that also have a remembered overall. Pure.

For each day in turn the remembered overall is predicted as a + b * x, with a and b fitted by least squares on all the
other days; the mean absolute error of all predictions is what a predictor is judged by (leave one day out). Intervals
come from drawing the days again with replacement: visits of one day are alike, so days are what varies freely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import fsum
from random import Random

from storeops.base.i18n import N_
from storeops.quality.feedback.intervals import RESAMPLES, Interval, middle

LEAST_OVERALLS = 60
"""Under so many visits with a remembered overall nothing is decided."""
PEAK_END_STAYS_WITHIN = 1.02
"""Peak-end stays the headline while its error is at most this many times that of the best predictor."""


class Predictor(StrEnum):
    """What a visit's taps may be summed up by; earlier ones win a tie."""

    PEAK_END = "peak_end"
    PEAK_END_2 = "peak_end_2"
    AVERAGE = "average"
    END = "end"
    MINIMUM = "minimum"


PREDICTOR_NAMES: dict[Predictor, str] = {
    Predictor.PEAK_END: N_("Peak-end"),
    Predictor.PEAK_END_2: N_("Smooth peak-end"),
    Predictor.AVERAGE: N_("Plain average"),
    Predictor.END: N_("End alone"),
    Predictor.MINIMUM: N_("Worst moment"),
}

PREDICTOR_DEFINITIONS: dict[Predictor, str] = {
    Predictor.PEAK_END: N_("Half the strongest moment of a visit, half its end."),
    Predictor.PEAK_END_2: N_("Half the end of a visit, a quarter each its best and its worst moment."),
    Predictor.AVERAGE: N_("All answered moments of a visit alike."),
    Predictor.END: N_("The last answer at the end of a visit alone."),
    Predictor.MINIMUM: N_("The worst answered moment of a visit alone."),
}

NOT_DECIDED = N_(
    "Not decided: %(n)s visits of the month also have a remembered overall, on %(days)s days; at least %(least)s on two"
    " days are needed. Peak-end stays the headline until then."
)
PEAK_END_LEADS = N_(
    "Of five ways to sum up a visit, peak-end predicts best what customers remember one to three days later: it is off"
    " by %(peak_end)s points on average, the plain average by %(average)s. Peak-end is the headline."
)
PEAK_END_STAYS = N_(
    "%(best)s predicts best what customers remember one to three days later: it is off by %(best_error)s points on"
    " average. Peak-end, off by %(peak_end)s, is within 2 percent of that and stays the headline."
)
OTHER_LEADS = N_(
    "%(best)s predicts best what customers remember one to three days later: it is off by %(best_error)s points on"
    " average, peak-end by %(peak_end)s. %(best)s is the headline this month."
)
PEAK_END_BEATS_AVERAGE = N_("Peak-end beats the plain average; chance alone does not explain it.")
AVERAGE_BEATS_PEAK_END = N_("The plain average beats peak-end; chance alone does not explain it.")
NO_CLEAR_DIFFERENCE = N_("Between peak-end and the plain average there is no clear difference yet.")


@dataclass(frozen=True)
class RememberedVisit:
    """One visit with all its predictors and the overall that its customer remembered; scores from 0 to 100."""

    day: str
    overall: float
    scores: Mapping[Predictor, float]


@dataclass(frozen=True)
class PredictorError:
    """How far a predictor is off: its mean absolute error in points, with its 95 % interval."""

    predictor: Predictor
    error: float
    interval: Interval


@dataclass(frozen=True)
class PredictorTest:
    """The month's answer. Not decided: no errors, no best, and peak-end is the headline.

    `advantage` is by how many points peak-end's error is smaller than the plain average's, as a 95 % interval.
    """

    visit_count: int
    day_count: int
    errors: Sequence[PredictorError]
    best: Predictor | None
    headline: Predictor
    advantage: Interval | None

    @property
    def sentence(self) -> str:
        """The answer in words, a message with the values of `values`."""
        if self.best is None:
            return NOT_DECIDED
        if self.best is Predictor.PEAK_END:
            return PEAK_END_LEADS
        return PEAK_END_STAYS if self.headline is Predictor.PEAK_END else OTHER_LEADS

    @property
    def difference(self) -> str | None:
        """In words whether peak-end and the plain average differ; None where nothing is decided."""
        if self.advantage is None:
            return None
        if self.advantage.low > 0:
            return PEAK_END_BEATS_AVERAGE
        return AVERAGE_BEATS_PEAK_END if self.advantage.high < 0 else NO_CLEAR_DIFFERENCE

    @property
    def values(self) -> dict[str, object]:
        """The values in `sentence`, but for `best`: the best predictor's name in the reader's language."""
        values: dict[str, object] = {"n": self.visit_count, "days": self.day_count, "least": LEAST_OVERALLS}
        for line in self.errors:
            values[line.predictor.value] = f"{line.error:.1f}"
            if line.predictor is self.best:
                values["best_error"] = f"{line.error:.1f}"
        return values


def predictor_test(visits: Sequence[RememberedVisit], generator: Random) -> PredictorTest:
    """The test on a month's visits, in any order."""
    days = _by_day(visits)
    if len(visits) < LEAST_OVERALLS or len(days) < 2:
        return PredictorTest(len(visits), len(days), (), None, Predictor.PEAK_END, None)
    missed = {predictor: _missed_by_day(days, predictor) for predictor in Predictor}
    draws = [generator.choices(range(len(days)), k=len(days)) for _ in range(RESAMPLES)]
    counts = [sum(len(days[day]) for day in draw) for draw in draws]
    errors = {predictor: fsum(missed[predictor]) / len(visits) for predictor in Predictor}
    drawn = {
        predictor: [fsum(map(own.__getitem__, draw)) / count for draw, count in zip(draws, counts, strict=True)]
        for predictor, own in missed.items()
    }
    best = min(Predictor, key=lambda predictor: errors[predictor])
    return PredictorTest(
        visit_count=len(visits),
        day_count=len(days),
        errors=[PredictorError(predictor, errors[predictor], middle(drawn[predictor])) for predictor in Predictor],
        best=best,
        headline=_headline(best, errors),
        advantage=middle(
            [
                average - peak_end
                for average, peak_end in zip(drawn[Predictor.AVERAGE], drawn[Predictor.PEAK_END], strict=True)
            ]
        ),
    )


def _headline(best: Predictor, errors: Mapping[Predictor, float]) -> Predictor:
    stays = errors[Predictor.PEAK_END] <= PEAK_END_STAYS_WITHIN * errors[best]
    return Predictor.PEAK_END if stays else best


def _by_day(visits: Sequence[RememberedVisit]) -> list[list[RememberedVisit]]:
    ordered = sorted(visits, key=lambda visit: visit.day)
    return [list(day) for _, day in groupby(ordered, key=lambda visit: visit.day)]


def _missed_by_day(days: Sequence[Sequence[RememberedVisit]], predictor: Predictor) -> list[float]:
    """For each day the sum of the absolute errors of its visits, predicted from all the other days."""
    points = [[(visit.scores[predictor], visit.overall) for visit in day] for day in days]
    missed = []
    for left_out, own in enumerate(points):
        others = [point for index, day in enumerate(points) if index != left_out for point in day]
        intercept, slope = fitted_line(others)
        missed.append(fsum(abs(overall - intercept - slope * x) for x, overall in own))
    return missed


def fitted_line(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The least-squares line through points (x, y): its value at 0 and its slope; flat where all x are the same."""
    n = len(points)
    x_mean, y_mean = fsum(x for x, _ in points) / n, fsum(y for _, y in points) / n
    spread = fsum((x - x_mean) ** 2 for x, _ in points)
    if spread < 1e-9:
        return y_mean, 0.0
    slope = fsum((x - x_mean) * (y - y_mean) for x, y in points) / spread
    return y_mean - slope * x_mean, slope
