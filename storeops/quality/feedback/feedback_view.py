"""What customers said in a month, for the hall and for a clerk. A read model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import month_before, month_days, month_of, months_from
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.quality.feedback import feedback_rows
from storeops.quality.feedback.feedback_facts import PromptFact, RatingFact, ServedFact, rating_facts
from storeops.quality.feedback.feedback_shares import (
    Fact,
    QuickTaps,
    Shares,
    WaitGroup,
    quick_taps,
    shares_by,
    wait_groups,
)
from storeops.quality.feedback.intervals import MeanOfScores, figure, mean, score
from storeops.quality.feedback.predictors import Predictor, PredictorTest
from storeops.quality.feedback.visit_sums import month_test, summed_visits
from storeops.quality.guideposts import moment_rows
from storeops.quality.guideposts.moment_rows import MomentName
from storeops.quality.heard.observed_view import ObservedLine, observed_in_month
from storeops.quality.ratings.moments import CLERKS_MOMENTS, Moment, Place, WhyShown
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.quality.ratings.released_rows import released_between
from storeops.quality.ratings.releasing import LEAST_CLERK_RATINGS

CLERK_MONTHS = 3
"""A clerk sees this month and the two before."""


@dataclass(frozen=True)
class MomentLine:
    """What customers said about one moment."""

    name: MomentName
    figure: MeanOfScores
    shares: Shares


@dataclass(frozen=True)
class ClerkLine:
    """Whether a clerk's customers were asked and answered. `csat` is None under five ratings made before today."""

    code: str
    name: str
    shares: Shares
    csat: float | None


@dataclass(frozen=True)
class MonthFeedback:
    """A month of business days. `scores` are over the valid visits; `is_running`: the month is not over yet.

    `by_wait` and `by_hour` count the questions asked in the hall, not those that follow a case days later.
    `uncounted` are answers that are kept and count nowhere: in doubt, or given on the phone too.
    """

    month: str
    is_running: bool
    scores: Mapping[Predictor, MeanOfScores]
    test: PredictorTest
    total: Shares
    uncounted: int
    moments: Sequence[MomentLine]
    by_wait: Sequence[tuple[WaitGroup, Shares]]
    by_hour: Sequence[tuple[int, Shares]]
    by_place: Sequence[tuple[Place, Shares]]
    by_clerk: Sequence[ClerkLine]
    quick: Sequence[QuickTaps]
    observed: Sequence[ObservedLine]


@dataclass(frozen=True)
class ClerkMoment:
    """A clerk's mean for one moment, 0 to 100, of `n` ratings; None where fewer than five may be shown."""

    name: MomentName
    n: int
    mean: float | None


@dataclass(frozen=True)
class ClerkMonth:
    """A clerk's month. `total` is over those ratings that `moments` show, so that nothing else can be worked out."""

    month: str
    n: int
    total: float | None
    moments: Sequence[ClerkMoment]


@dataclass(frozen=True)
class ClerkFeedback:
    """What customers said of one clerk, this month first; never of today."""

    months: Sequence[ClerkMonth]


def month_feedback(db: Database, month: str, now: datetime) -> MonthFeedback:
    """What customers said about the visits of a month written YYYY-MM. BadValue for no month."""
    hall = hall_rows.hall(db)
    _, last = month_days(month)
    read = MonthRead(db, month)
    days = read.days
    names = moment_rows.moment_names(db)
    ratings = rating_facts(read.taps, read.employee_codes, hall.zone)
    prompts = feedback_rows.prompts(db, *days, hall.zone)
    closes = feedback_rows.closes(db, *days, hall.zone)
    waits = feedback_rows.first_waits(db, *days, hall_rows.opening_hours(db, hall)) if prompts else {}
    generator = Random(month)
    visits = summed_visits(ratings)
    in_hall = [prompt for prompt in prompts if prompt.why is not WhyShown.CASE]
    by_hour = shares_by((), in_hall, closes, lambda fact: fact.hour)
    by_place = shares_by((), prompts, (), lambda fact: fact.place if isinstance(fact, PromptFact) else None)
    return MonthFeedback(
        month=month,
        is_running=business_day(now, hall.zone) <= last,
        scores={way: figure([visit.scores[way] for visit in visits], generator) for way in Predictor},
        test=month_test(visits, month),
        total=shares_by(ratings, prompts, closes, lambda _: "hall").get("hall", Shares()),
        uncounted=feedback_rows.uncounted(db, *days),
        moments=_moments(ratings, prompts, names, generator),
        by_wait=_by_wait(in_hall, waits),
        by_hour=sorted(by_hour.items()),
        by_place=sorted(by_place.items()),
        by_clerk=_by_clerk(db, ratings, prompts, closes, business_day(now, hall.zone)),
        quick=quick_taps(prompts),
        observed=observed_in_month(db, month),
    )


def months_to_show(db: Database, now: datetime) -> list[str]:
    """The months from the first ticket to now, newest first."""
    today = business_day(now, hall_rows.hall(db).zone)
    first = feedback_rows.first_day(db) or today
    return months_from(min(first, today), today)


def clerk_feedback(db: Database, employee_code: str, now: datetime) -> ClerkFeedback:
    """What one employee may see of the ratings credited to them: this month and those before. UnknownEmployee."""
    employee = employee_rows.by_code(db, employee_code)
    zone = hall_rows.hall(db).zone
    today = business_day(now, zone)
    names = moment_rows.moment_names(db)
    months = [month_of(today)]
    while len(months) < CLERK_MONTHS:
        months.append(month_before(months[-1]))
    lines = []
    for month in months:
        joined = released_between(db, *month_days(month), zone, today, employee.code)
        taps = {each.moment: [tap.value for tap in each.released.taps] for each in joined}
        lines.append(_clerk_month(month, {moment: taps.get(moment, []) for moment in names}, names))
    return ClerkFeedback(lines)


def _moments(
    ratings: Sequence[RatingFact],
    prompts: Sequence[PromptFact],
    names: Mapping[Moment, MomentName],
    generator: Random,
) -> list[MomentLine]:
    shares = shares_by(ratings, prompts, (), lambda fact: None if isinstance(fact, ServedFact) else fact.moment)
    return [
        MomentLine(
            name=names[moment],
            figure=figure([score(rating.value) for rating in ratings if rating.moment is moment], generator),
            shares=shares.get(moment, Shares()),
        )
        for moment in names
    ]


def _by_wait(prompts: Sequence[PromptFact], waits: Mapping[int, int]) -> list[tuple[WaitGroup, Shares]]:
    """By the wait of those visits whose customers were asked anything."""
    asked = {prompt.ticket_id for prompt in prompts}
    groups = wait_groups({visit: wait for visit, wait in waits.items() if visit in asked})
    shares = shares_by((), prompts, (), lambda fact: groups.get(fact.ticket_id))
    return sorted(shares.items(), key=lambda line: line[0].number)


def _by_clerk(
    db: Database,
    ratings: Sequence[RatingFact],
    prompts: Sequence[PromptFact],
    closes: Sequence[ServedFact],
    today: date,
) -> list[ClerkLine]:
    def clerk(fact: Fact) -> str | None:
        if isinstance(fact, ServedFact):
            return fact.employee
        is_of_today = isinstance(fact, RatingFact) and fact.answered_on >= today
        return None if is_of_today or fact.moment not in CLERKS_MOMENTS else fact.employee

    names = employee_rows.names(db)
    shares = shares_by(ratings, prompts, closes, clerk)
    return [
        ClerkLine(code, names[code], group, group.csat if group.ratings >= LEAST_CLERK_RATINGS else None)
        for code, group in sorted(shares.items())
    ]


def _clerk_month(month: str, taps: Mapping[Moment, Sequence[int]], names: Mapping[Moment, MomentName]) -> ClerkMonth:
    shown = [score(tap) for values in taps.values() for tap in values]
    return ClerkMonth(
        month=month,
        n=len(shown),
        total=mean(shown) if shown else None,
        moments=[
            ClerkMoment(names[moment], len(values), mean([score(tap) for tap in values]) if values else None)
            for moment, values in taps.items()
            if values or moment in CLERKS_MOMENTS
        ],
    )
